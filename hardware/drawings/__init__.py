"""Pictures for the person with the soldering iron, drawn from placement, jacks and pin map.

Plain SVG written by our own few lines: the same design gives the same bytes with any version
of any library, so the pictures are committed and a test compares them.
"""
