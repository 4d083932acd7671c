"""Milliseconds since the start, for longer than the ticks last: they wrap after twelve days."""

from ringout.base.compat import ticks_diff


class Uptime:
    """Ask at least once in six days; the app does in every turn of its loop."""

    def __init__(self, board):
        self._board = board
        self._last = board.ticks_ms()
        self._total = 0

    def ms(self):
        """Since this object was made; never goes back."""
        now = self._board.ticks_ms()
        self._total += ticks_diff(now, self._last)
        self._last = now
        return self._total
