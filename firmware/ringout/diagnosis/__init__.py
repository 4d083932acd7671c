"""From readings to a verdict and its sentence. Pure: no board, no clock, no display."""
