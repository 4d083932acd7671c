"""Settings: validated, kept through power cuts and damage."""

import pytest

from ringout.settings.settings import FILE, Settings, check
from ringout.settings.table import NAMES, ROWS, STOCK, Number, Text
from ringout.storage import checked_file
from ringout.storage.files import Files
from ringout.wirings import stocks

BAD = {
    "mode": "fast", "expect": "scart", "golden": "lower case", "length_m": -1, "oled": 7,
    "stock": "canare", "stock_pf_per_ft": 1, "limit_leg_ohm": 21, "limit_pf_per_ft": "30",
    "golden_samples": 9,
    "units": "yd", "beep": 1, "auto_run": "yes", "operator": "A" * 13, "lot": 12,
    "product": "A" * 25,
    "rotated": None, "battery": True, "off_min": 241,
}  # fmt: skip
GOOD = {
    "mode": "expect", "expect": "xlr_xlr", "golden": "TOUR-A", "length_m": 6.1, "oled": "sh1106",
    "stock": "canare-gs-6", "stock_pf_per_ft": 30.5, "limit_leg_ohm": 0.5, "limit_pf_per_ft": 45.0,
    "golden_samples": 5,
    "units": "ft", "beep": False, "auto_run": True, "operator": "KIM", "lot": "24-7",
    "product": "GC-6 B",
    "rotated": True, "battery": "LiPo", "off_min": 5,
}  # fmt: skip


class PowerCut(Exception):
    """The lights went out."""


class CuttableFiles(Files):
    """Loses power in the `cut`-th file operation, leaving what littlefs would: a file that
    was not closed yet keeps its old content."""

    def __init__(self, root, cut=None):
        super().__init__(root)
        self.cut = cut
        self.done = 0

    def _operation(self):
        self.done += 1
        if self.cut is not None and self.done > self.cut:
            raise PowerCut

    def replace(self, name, data):
        self._operation()
        aside = name + ".new"
        with open(self.root + aside, "wb") as file:
            file.write(data[: len(data) // 2] if self.cut == self.done else data)
        self._operation()
        self.rename(aside, name)
        self._operation()


@pytest.fixture
def files(tmp_path):
    return Files(str(tmp_path))


def test_defaults_are_allowed_themselves():
    for name, default, *_ in ROWS:
        assert check(name, default) == default


def test_the_schema_covers_what_the_product_wants():
    wanted = "expect length_m stock_pf_per_ft units beep auto_run operator lot rotated oled"
    assert set(wanted.split()) <= set(NAMES) and len(NAMES) == len(set(NAMES))
    for _, _, _, label, explanation in ROWS:
        assert 0 < len(label) <= 10 and explanation


@pytest.mark.parametrize("name", NAMES)
def test_good_value_stays_over_a_restart(files, name):
    assert Settings(files)[name] != GOOD[name], "the default would prove nothing"
    assert Settings(files).set(name, GOOD[name]) == GOOD[name]
    again = Settings(files)
    assert again[name] == GOOD[name] and again.message == ""


@pytest.mark.parametrize("name", NAMES)
def test_bad_value_is_refused_and_names_what_is_allowed(files, name):
    settings = Settings(files)
    before = dict(settings.values)
    with pytest.raises(ValueError, match=name) as refused:
        settings.set(name, BAD[name])
    text = str(refused.value)
    allowed = {row[0]: row[2] for row in ROWS}[name]
    if isinstance(allowed, Number):
        assert f"{allowed.high:g}" in text
    elif isinstance(allowed, Text):
        assert "A-Z" in text or str(allowed.longest) in text
    elif allowed == STOCK:
        assert all(each in text for each in stocks.ids())
    elif isinstance(allowed, tuple):
        assert all(str(value).lower() in text.lower() for value in allowed)
    assert settings.values == before and files.names() == []


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 1e9, "6", None, [], True])
def test_strange_numbers_are_refused(files, value):
    with pytest.raises(ValueError, match="length_m must be 0.05 to 300 m, or 0 for unknown"):
        Settings(files).set("length_m", value)


def test_unknown_name_lists_all(files):
    with pytest.raises(ValueError, match="no setting colour") as refused:
        Settings(files).set("colour", "blue")
    assert all(name in str(refused.value) for name in NAMES)


def test_power_cut_at_any_point_leaves_old_or_new(tmp_path):
    outcomes = set()
    for cut in range(20):
        root = tmp_path / str(cut)
        Settings(Files(str(root))).set("operator", "FIRST")
        Settings(Files(str(root))).set("operator", "OLD")
        files = CuttableFiles(str(root), cut)
        try:
            Settings(files).set("operator", "NEW")
            finished = True
        except PowerCut:
            finished = False
        after = Settings(Files(str(root)))
        assert after.message == ""
        outcomes.add(after["operator"])
        assert after["operator"] == "NEW" or not finished
        if finished:
            break
    assert finished and cut >= 5 and outcomes == {"OLD", "NEW"}


@pytest.mark.parametrize("at", [0, 10, 60, -3])
def test_damaged_file_falls_back_to_the_one_before(files, at):
    Settings(files).set("operator", "BEFORE")
    Settings(files).set("operator", "AFTER")
    line = bytearray(files.read(FILE))
    line[at] ^= 4
    files.replace(FILE, bytes(line))
    settings = Settings(files)
    assert settings["operator"] == "BEFORE" and settings.message == "older settings in use"
    settings.set("operator", "NEXT")
    assert Settings(files)["operator"] == "NEXT" and Settings(files).message == ""


@pytest.mark.parametrize("junk", [b"", b"\n", b"\xff" * 300, b"{}\t00000000\n", b"[1]\t15ef6dee\n"])
def test_both_copies_damaged_means_defaults_and_a_message(files, junk):
    Settings(files).set("operator", "KIM")
    files.replace(FILE, junk)
    files.replace(FILE + checked_file.FALLBACK, junk)
    settings = Settings(files)
    assert settings["operator"] == "" and settings.message == "settings lost: reset"


def test_newer_file_means_defaults_and_a_message(files):
    checked_file.save(files, FILE, {"v": 2, "operator": "KIM"})
    settings = Settings(files)
    assert settings["operator"] == "" and settings.message == "newer settings: reset"


def test_one_bad_value_in_a_whole_file_costs_only_itself(files):
    checked_file.save(files, FILE, {"v": 1, "operator": "KIM", "units": "yd", "colour": "blue"})
    settings = Settings(files)
    assert settings["operator"] == "KIM" and settings["units"] == "m"
    assert settings.message == "units reset" and "colour" not in settings.values


def test_messages_fit_a_line(files):
    for name in NAMES:
        checked_file.save(files, FILE, {"v": 1, name: []})
        assert 0 < len(Settings(files).message) <= 21


def test_reset(files):
    settings = Settings(files)
    settings.set("beep", False)
    settings.reset()
    assert Settings(files)["beep"] is True


def test_same_value_does_not_wear_the_flash(files):
    settings = Settings(files)
    settings.set("beep", True)
    assert files.names() == []
