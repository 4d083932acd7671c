"""The box: OpenSCAD model with parameters taken from the board's placement."""
