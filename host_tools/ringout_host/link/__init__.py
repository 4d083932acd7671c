"""Finding the tester's serial port and talking to it."""
