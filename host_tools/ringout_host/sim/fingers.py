"""What a person's fingers do to the two keys, as a board and as a chip see it."""


class Fingers:
    """held: mask of the keys held down now, to be set. `_fell`: those that went down since
    somebody asked, as an edge latch has it."""

    _held = _fell = 0

    @property
    def held(self) -> int:
        """Keys held down by the person."""
        return self._held

    @held.setter
    def held(self, keys: int) -> None:
        self._fell |= keys & ~self._held
        self._held = keys
