"""Loaded code goes back to flash, where that is possible (in_place.py)."""

from ringout.base.compat import forget

NOT_LEFT = "code takes the memory: ringout flash"  # where it failed, and what to do


def leave_in_flash(board, parts, running=None):
    """Free the RAM that the code of these parts takes; the computer has enough. Where that fails
    the tester works with less memory, and its self-test says so. running: a function of these
    parts that is being executed."""
    try:
        from ringout.board.in_place import settle
    except (ImportError, SyntaxError):  # no chip
        return
    settle(parts, (running or leave_in_flash, leave_in_flash), board.flash())


def no_more():
    """All that is to lie in flash does: what brought it there goes."""
    forget("board.in_place")
