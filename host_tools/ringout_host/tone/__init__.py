"""A tone at the far end of a simulated cable: level and spectrum."""
