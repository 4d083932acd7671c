"""From pins to readings with their uncertainty; calibration and self-test."""
