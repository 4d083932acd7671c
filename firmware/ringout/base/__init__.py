"""What everything stands on: the interpreter's differences, limits, units, words of modes."""
