"""Cases: every reading of one press in a file, and the firmware's diagnosis on it, anywhere."""
