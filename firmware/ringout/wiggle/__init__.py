"""Watching a cable while it is moved: dropouts and touches, latched."""
