"""Hardware of ringout as code: circuit, SPICE, parts, pins, board and enclosure.

Component values come from `ringout.board.pinmap`, which the firmware and the simulator import too.
"""
