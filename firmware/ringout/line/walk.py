"""The list of channels that the tester itself walks through, and where it is.

`lines` holds a channel a line, as JSON: name, list, ohm of the tip's and the ring's resistor of the
plug that belongs there, 0 for none; `lines.at` the number of the channel that is next.
"""

import json

FILE, COMING, AT = "lines", "lines.new", "lines.at"
MOST = 128  # 8 KB of names


def keep(files, channel, wanted):
    """Add a channel, (name, list, number, of how many), to the list that is coming; the last one
    puts it in force. ValueError, one line, where it does not follow."""
    name, listed, number, of = channel
    if of > MOST:
        raise ValueError("%d channels at most here: walk through them from the computer" % MOST)
    before = b"" if number == 1 else files.read(COMING) or b""
    if before.count(b"\n") != number - 1:
        raise ValueError("channel %d does not follow: send the list again" % number)
    wanted = wanted or {}
    row = json.dumps([name, listed, wanted.get("T-S", 0), wanted.get("R-S", 0)]).encode() + b"\n"
    if number == 1:
        files.put(COMING, row)
    else:
        files.append(COMING, row)
    if number == of:
        files.rename(COMING, FILE)
        files.put(AT, b"1")


def start(files):
    """The Walk of the list that is there, None without one."""
    text = files.read(FILE)
    if not text:
        return None
    walk = Walk(files, text.count(b"\n"))
    try:
        walk.number = min(max(int(files.read(AT) or b"1"), 1), walk.of)
    except ValueError:
        pass
    return walk


class Walk:
    """number: of the channel that is next, from 1 on; of: how many there are."""

    def __init__(self, files, of):
        self.files = files
        self.number = 1
        self.of = of

    def go(self, step):
        """Forward or back, not beyond the ends; kept over a power cut."""
        self.number = min(max(self.number + step, 1), self.of)
        self.files.put(AT, b"%d" % self.number)

    def here(self):
        """((name, list, number, of how many), plug that belongs there or None)."""
        row = (self.files.read(FILE) or b"").split(b"\n")[self.number - 1]
        try:
            name, listed, tip, ring = json.loads(row)
        except ValueError:
            name, listed, tip, ring = "?", "", 0, 0
        wanted = {"T-S": tip} if tip else None
        if tip and ring:
            wanted["R-S"] = ring
        return (name, listed, self.number, self.of), wanted
