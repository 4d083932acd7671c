"""Who tests what: operator, lot and cable serial, as they go into records.

Operator and lot are settings and stay until changed. A serial belongs to one cable: it goes
into the next record and is forgotten, also by a restart, so that no cable gets another's.
"""

SERIAL_MAX = 40


class Tags:
    """settings: where operator and lot are."""

    def __init__(self, settings):
        self._settings = settings
        self.serial = ""  # of the cable that is tested next

    def set_serial(self, serial):
        """Expect a cable: up to SERIAL_MAX printable ASCII characters, "" for none in
        particular. ValueError for anything else."""
        if len(serial) > SERIAL_MAX:
            raise ValueError("a serial has at most %d characters" % SERIAL_MAX)
        for character in serial:
            if not 32 <= ord(character) < 127:
                raise ValueError("a serial may hold printable ASCII characters")
        self.serial = serial

    def take(self):
        """The tag of the next record; its serial is used up."""
        tag = {}
        for name in ("operator", "lot"):
            if self._settings[name]:
                tag[name] = self._settings[name]
        if self.serial:
            tag["serial"] = self.serial
            self.serial = ""
        return tag
