"""What an installation tells whoever waits for it."""


class Steps:
    """What a caller may want to show: override what is needed."""

    def say(self, text: str) -> None:
        """A step begins."""

    def total(self, count: int) -> None:
        """Bytes that will be sent."""

    def sent(self, count: int) -> None:
        """More bytes were sent."""
