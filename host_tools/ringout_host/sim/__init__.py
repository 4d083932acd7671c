"""The simulated board: cable physics, front end, ADC, OLED, keys, USB."""
