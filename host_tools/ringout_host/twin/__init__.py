"""The simulated cable attached to an emulated RP2040 that runs real MicroPython."""
