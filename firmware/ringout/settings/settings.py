"""The user's choices, checked when set and kept in one checked file.

    settings = Settings(files); settings["units"]; settings.set("units", "ft")

A damaged file, or one that a newer firmware wrote, means defaults (or the fallback copy) and
a `message` to show, never an error.
"""

from ringout.settings.table import NAMES, ON_OFF, ROWS, STOCK, WIRING, Number, row_of
from ringout.storage import checked_file
from ringout.wirings import lookup

FILE = "settings"
VERSION = 1


class Settings:
    """Read with settings[name]; `values` is a plain dictionary of all of them."""

    def __init__(self, files):
        self.message = ""
        self.values = {}
        for row in ROWS:
            self.values[row[0]] = row[1]
        self._files = files
        self._load()

    def __getitem__(self, name):
        return self.values[name]

    def set(self, name, value):
        """Check, take over and store; ValueError that names what is allowed."""
        self.update([(name, value)])
        return self.values[name]

    def update(self, changes):
        """Take over (name, value) pairs and store them at once: all, or none and a ValueError
        that names what is allowed."""
        changes = [(name, check(name, value, self._files)) for name, value in changes]
        changed = [(name, value) for name, value in changes if value != self.values[name]]
        self.values.update(changed)
        if changed:
            self.save()

    def save(self):
        """Store everything as it is."""
        stored = {"v": VERSION}
        stored.update(self.values)
        checked_file.save(self._files, FILE, stored)

    def reset(self):
        """Back to the defaults, stored."""
        for row in ROWS:
            self.values[row[0]] = row[1]
        self.message = ""
        self.save()

    def _load(self):
        stored, problem = checked_file.load(self._files, FILE)
        if problem == checked_file.DAMAGED:
            self.message = "settings lost: reset"
        if problem == checked_file.FROM_FALLBACK:
            self.message = "older settings in use"
        if stored is None:
            return
        if stored.get("v") != VERSION:
            self.message = "newer settings: reset"
            return
        for name in NAMES:
            if name not in stored:
                continue  # a setting this file does not know yet keeps its default
            try:
                self.values[name] = check(name, stored[name])
            except ValueError:
                self.message = name + " reset"


def target_text(values):
    """What cables are checked against, "" in AUTO."""
    if values["mode"] == "expect":
        return lookup.screen_name(values["expect"])
    return values["golden"] if values["mode"] == "golden" else ""


def check(name, value, files=None):
    """The value as it is stored; ValueError with one line that says what is allowed. files: where
    the user's own cables are, None: one is not looked for."""
    allowed = row_of(name)[2]
    if allowed == WIRING:
        if not isinstance(value, str) or not lookup.is_listed(value):
            from ringout.wirings import own_files  # only for who has such cables

            if files is None:
                known = own_files.is_id(value)
            else:
                known = own_files.has(files, value)
            if not known and files is not None and isinstance(value, str):
                value = known = own_files.of_part_number(files, value)
            if not known:
                raise ValueError("%s must be a wiring id, such as trs_trs" % name)
        return value
    if allowed == STOCK:
        return value if value == "" else _check_stock(name, value)
    if isinstance(allowed, tuple):
        if not _is_one_of(value, allowed):
            names = [_plain(each) for each in allowed]
            raise ValueError("%s must be one of: %s" % (name, ", ".join(names)))
        return value
    if isinstance(allowed, Number):
        return _check_number(name, value, allowed)
    if not isinstance(value, str) or len(value) > allowed.longest:
        raise ValueError("%s must be a text of at most %d characters" % (name, allowed.longest))
    for character in value:
        if character not in allowed.CHARACTERS:
            raise ValueError("%s may hold A-Z 0-9 - . _ and blanks" % name)
    return value


def _check_stock(name, value):
    from ringout.wirings import stocks  # only for those who name one

    if not isinstance(value, str) or stocks.find(value) is None:
        raise ValueError("%s must be nothing or one of: %s" % (name, " ".join(stocks.ids())))
    return value


def _is_one_of(value, allowed):
    if allowed == ON_OFF or isinstance(value, bool):
        return allowed == ON_OFF and isinstance(value, bool)
    return value in allowed


def _check_number(name, value, allowed):
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    if is_number and allowed.zero and value == 0:
        return 0.0
    if not is_number or not allowed.low <= value <= allowed.high:
        text = "%s must be %g to %g %s" % (name, allowed.low, allowed.high, allowed.unit)
        raise ValueError(text + (", or 0 for " + allowed.zero if allowed.zero else ""))
    return round(float(value), allowed.digits)


def _plain(value):
    """A choice as the console spells it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
