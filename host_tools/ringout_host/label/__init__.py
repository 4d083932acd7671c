"""Labels for cables: a picture of so many millimetres with a code that a scanner reads."""
