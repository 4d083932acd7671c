"""A cable as a press found it, in the shape of a Wiring, for the wiring page: what is joined is
drawn, and nothing is missing. Loaded for cables that are on no list."""

from ringout.board.pinmap import LETTERS, line_of
from ringout.wirings.wiring import Wire


class AsFound:
    """Of a record: plugs, as far as what they touched tells; conductors and links by its nets."""

    def __init__(self, record):
        self.wires = []
        self._legs = []
        ends = ["", "", ""]
        for net in record["nets"]:
            first = net[0]
            for contact in net:
                letter = LETTERS[line_of(contact)]
                if letter == "5" or letter == "R2":
                    at = "ABC".index(contact[0])
                    ends[at] = "FIVE" if letter == "5" else ends[at] or "TRRS"
                if contact[0] != first[0]:
                    self._legs.append((line_of(first), line_of(contact), "core"))
                elif contact != first:
                    self.wires.append(Wire(line_of(first), line_of(contact), "link", 0))
        for part in record.get("parts") or ():
            first, last = part["net"]
            if first[0] != last[0]:
                self._legs.append((line_of(first), line_of(last), "resistor"))
        self.plugs = []
        for at in range(3 if "C" in record["ends"] else 2):
            self.plugs.append(ends[at] or "TRS")

    def legs(self):
        """As those of a Wiring."""
        return self._legs

    drawn_legs = legs
