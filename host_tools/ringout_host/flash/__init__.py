"""Getting firmware onto a Pico: UF2, boot drive, file sync, factory image."""
