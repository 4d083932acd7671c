"""The drawn small font and what turns it into the firmware's glyphs.py."""
