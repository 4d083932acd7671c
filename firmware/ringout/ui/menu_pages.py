"""What stands in the menu: pages of (label, value, target) entries.

Targets: ("page", name), ("edit", setting), ("set", ((setting, value), ...)), ("mode", the same;
the menu closes), ("do", action), ("back",). Page names with a colon carry an argument:
"choose:units", "forget:TOUR-A".
"""

from ringout.base.units import FEET_PER_M
from ringout.settings.table import ROWS, STOCK, WIRING, Number, Text, row_of
from ringout.ui.editor import Editor
from ringout.wirings import lookup, stocks

CHOSEN = "✓"
NEW_GOLDEN = "new golden"
_MODES = ("mode", "expect", "golden")  # these have pages of their own


class Sources:
    """What the pages show. values: the settings dictionary, read only."""

    def __init__(self, app):
        self._app = app
        self._cables = None
        self._kind = None  # of `wirings`
        self.values = app.settings.values

    def cables(self):
        """(id, name) of the user's own cables."""
        if self._cables is None:
            from ringout.wirings import own_files

            self._cables = [row[:2] for row in own_files.rows(self._app.board.files)]
        return self._cables

    def wirings(self, kind):
        """[(plugs, name, ids)] of the catalogue, for the lists of EXPECT (wirings/choice): kinds of
        plug, "" for kind; or what is at the other end of one."""
        if self._kind != kind:
            from ringout.wirings import choice

            self._kind = kind
            self._wirings = choice.others(kind) if kind else choice.kinds()
        return self._wirings

    def goldens(self):
        """Names of the learned cables."""
        return self._app.goldens()

    def info(self):
        """(label, value) rows about the device."""
        return self._app.info()

    def offers(self):
        """Whether the latest answer may be made to stand for all cables like it."""
        return self._app.answers.offered()

    def standing(self):
        """Wiring ids for which an answer stands."""
        return self._app.answers.names(self._app.board.ticks_ms())


def page(name, sources):
    """(title, entries) of a page."""
    kind, _, argument = name.partition(":")
    return _PAGES[kind](argument, sources)


def editor(name, values):
    """The editor of a setting, or of a new golden cable's name."""
    if name == NEW_GOLDEN:
        return Editor("Name it", Text(12), "")
    _, _, allowed, label, _ = row_of(name)
    unit = allowed.unit if isinstance(allowed, Number) else ""
    if name == "length_m" and values["units"] == "ft":
        return Editor(label, allowed, values[name], "ft", FEET_PER_M)
    return Editor(label, allowed, values[name], unit)


def value_text(name, values):
    """A setting's value as its line shows it."""
    value = values[name]
    allowed = row_of(name)[2]
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(allowed, Number):
        if allowed.zero and not value:
            return allowed.zero
        if name == "length_m" and values["units"] == "ft":
            return "%.1f ft" % (value * FEET_PER_M)
        return "%g %s" % (value, allowed.unit)
    return str(value) if value != "" else "-"


def _menu(argument, sources):
    values = sources.values
    entries = []
    if sources.offers():
        entries.append(("All like this", "", ("do", ("all_like",))))
    if sources.standing():
        entries.append(("As answered", "%d" % len(sources.standing()), ("page", "answers")))
    return "MENU", entries + [
        ("Mode", values["mode"].upper(), ("page", "mode")),
        ("Wiggle", "", ("do", ("wiggle",))),
        ("Line, one end", "", ("do", ("line",))),
        ("Tone", "", ("do", ("tone",))),
        ("Golden cables", "%d" % len(sources.goldens()), ("page", "goldens")),
        ("Calibrate", "", ("do", ("calibrate",))),
        ("Settings", "", ("page", "settings")),
        ("Self-test", "", ("do", ("selftest",))),
        ("Device", "", ("page", "device")),
        ("Close", "", ("back",)),
    ]


def _answers(argument, sources):
    entries = [("Ask again", "", ("do", ("ask_again",)))]
    for wiring_id in sources.standing():
        entries.append((lookup.screen_name(wiring_id), "", ("back",)))
    return "AS ANSWERED", entries


def _mode(argument, sources):
    values = sources.values
    mode = values["mode"]
    return "MODE", [
        ("AUTO: identify", CHOSEN if mode == "auto" else "", ("mode", (("mode", "auto"),))),
        ("EXPECT a wiring", CHOSEN if mode == "expect" else "", ("page", "expect")),
        ("GOLDEN cable", CHOSEN if mode == "golden" else "", ("page", "golden")),
        ("AUTO-RUN", value_text("auto_run", values), ("page", "choose:auto_run")),
    ]  # fmt: skip


def _expect(argument, sources):
    """The user's own cables and the commonest by name, then one line a kind of plug; then what is
    at the other end; then the cables between the two."""
    values = sources.values
    entries = []
    kind, _, other = argument.partition(":")
    if not kind:
        for own_id, name in sources.cables():
            entries.append(_expected(values, own_id, name))
        for plug, name, ids in sources.wirings(""):
            if plug:
                entries.append(_group(values, name + " to ...", ids, "expect:" + plug))
            else:
                entries += [_expected(values, wiring_id) for wiring_id in ids]
        return "EXPECT", entries
    title = ("3.5 " + kind[:-2] if kind[-2:] == "35" else kind) + " to "
    for plugs, name, ids in sources.wirings(kind):
        if other == plugs:
            return title + name, [_expected(values, wiring_id) for wiring_id in ids]
        if len(ids) == 1:
            entries.append(_expected(values, ids[0]))
        else:
            entries.append(_group(values, name, ids, "expect:" + kind + ":" + plugs))
    return title + "...", entries


def _expected(values, wiring_id, name=None):
    mark = CHOSEN if wiring_id == values["expect"] else ""
    target = ("mode", (("expect", wiring_id), ("mode", "expect")))
    return name or lookup.screen_name(wiring_id), mark, target


def _group(values, name, ids, target):
    """A line that leads to a page with these."""
    return name, CHOSEN if values["expect"] in ids else "%d" % len(ids), ("page", target)


def _golden(argument, sources):
    values = sources.values
    entries = []
    for name in sources.goldens():
        mark = CHOSEN if name == values["golden"] else ""
        entries.append((name, mark, ("mode", (("golden", name), ("mode", "golden")))))
    return "GOLDEN", entries or [("Learn one first", "", ("edit", NEW_GOLDEN))]


def _goldens(argument, sources):
    entries = [("Learn a new one", "", ("edit", NEW_GOLDEN))]
    for name in sources.goldens():
        entries.append(("Delete " + name, "", ("page", "forget:" + name)))
    return "GOLDEN CABLES", entries


def _forget(argument, sources):
    return "Delete " + argument + "?", [
        ("No, keep it", "", ("back",)),
        ("Yes, delete", "", ("do", ("forget", argument))),
    ]


def _settings(argument, sources):
    values = sources.values
    entries = []
    for name, _, allowed, label, _ in ROWS:
        if name in _MODES:
            continue
        if isinstance(allowed, (Number, Text)):
            target = ("edit", name)
        else:
            target = ("page", "choose:" + name)
        entries.append((label, value_text(name, values), target))
    return "SETTINGS", entries


def _choose(name, sources):
    values = sources.values
    _, _, allowed, label, _ = row_of(name)
    entries = []
    if allowed == WIRING:
        allowed = lookup.ids()
    elif allowed == STOCK:
        allowed = [""] + stocks.ids()
    for value in allowed:
        shown = dict(values)
        shown[name] = value
        mark = CHOSEN if value == values[name] else ""
        entries.append((value_text(name, shown), mark, ("set", ((name, value),))))
    return label, entries


def _device(argument, sources):
    return "DEVICE", []


_PAGES = {
    "menu": _menu, "mode": _mode, "expect": _expect, "golden": _golden, "goldens": _goldens,
    "forget": _forget, "settings": _settings, "choose": _choose,
    "device": _device, "answers": _answers,
}  # fmt: skip
