"""Editing a number or a name with two keys: one character after the other."""

from ringout.screen.lists import layout_editor
from ringout.settings.table import Number, Text

_DIGITS = "0123456789"


class Editor:
    """`allowed`: a Number or Text of settings.table. TEST changes the character, MODE goes to
    the next one; `value()` is what stands there."""

    JUMP = 10  # a hold on TEST goes this many letters on

    def __init__(self, name, allowed, value, unit="", factor=1.0):
        self.name = name
        self.at = 0
        self.complaint = ""
        self._allowed = allowed
        self._unit = unit
        self._factor = factor  # shown = stored * factor
        if isinstance(allowed, Number):
            whole = len("%d" % (allowed.high * factor))
            width = whole + 1 + allowed.digits if allowed.digits else whole
            text = "%.*f" % (allowed.digits, value * factor)
            text = "0" * (width - len(text)) + text
        else:
            text = value + " " * (allowed.longest - len(value))
        self.characters = list(text)

    def change(self, by=1):
        """The next character at this place."""
        choices = Text.CHARACTERS if isinstance(self._allowed, Text) else _DIGITS
        if by > 1 and choices is _DIGITS:
            by = 5
        place = choices.find(self.characters[self.at])
        self.characters[self.at] = choices[(place + by) % len(choices)]
        self.complaint = ""

    def next(self):
        """The next place, round to the first."""
        self.at = (self.at + 1) % len(self.characters)
        if self.characters[self.at] == ".":
            if isinstance(self._allowed, Number):
                self.at += 1

    def value(self):
        """What stands there, as the setting stores it."""
        text = "".join(self.characters)
        if isinstance(self._allowed, Text):
            return text.rstrip(" ")
        return float(text) / self._factor

    def refuse(self):
        """What stands there is not allowed: say what is."""
        self.complaint = "! " + self._hint()

    def layout(self):
        """What to draw."""
        return layout_editor(self.name, self.characters, self.at, self.complaint or self._hint())

    def _hint(self):
        allowed = self._allowed
        if isinstance(allowed, Text):
            return "hold TEST: faster"
        low, high = allowed.low * self._factor, allowed.high * self._factor
        text = "%g-%g %s" % (round(low, 2), round(high, 1), self._unit)
        return "0: %s, or %s" % (allowed.zero, text) if allowed.zero else text
