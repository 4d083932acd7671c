"""The port to the electronics, the pin map, and the one board that touches the chip."""
