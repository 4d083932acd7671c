"""The firmware on a real MicroPython inside an emulated RP2040, with the simulator's cable."""
