"""The cases of abuse: which foreign voltage lies on which contacts, and how the tester is then."""

from dataclasses import dataclass

from hardware.spice.network import HIGH, LOW

PHANTOM_V, PHANTOM_OHM = 52.0, 6810.0  # 48 V + 4 V, IEC 61938


@dataclass(frozen=True)
class Case:
    """One abuse: `plus` contacts fed through `source_ohm`, `minus` contacts on the return."""

    name: str
    volt: float  # DC, or peak when `ac`
    plus: tuple = ("A_T",)
    minus: tuple = ("A_S",)
    source_ohm: float = 1.0
    ac: bool = False
    usb: bool = False  # the source's return is also the tester's ground
    powered: bool = True
    states: tuple = ()  # (line, GPIO state) of lines that are driven at that moment
    rated: bool = True  # the product promises to survive this for ever


FOUR = ("A_T", "A_R", "B_T", "B_R")  # a cable carries the voltage to both of its ends
# what a five-pin lead carries to both ends besides its shield
EIGHT = tuple(f"{end}_{letter}" for end in "AB" for letter in ("T", "R", "R2", "5"))
BONDED = ("A_S", "A_SH")  # pin 1 joined to the plug's shell: two ways back
PHANTOM = {"volt": PHANTOM_V, "plus": ("A_T", "A_R"), "source_ohm": PHANTOM_OHM}
FIFTH = {**PHANTOM, "plus": ("A_5",)}
CASES = (
    Case("P48, battery", **PHANTOM),
    Case("P48, USB", usb=True, **PHANTOM),
    Case("P48, switched off", powered=False, **PHANTOM),
    Case("P48 during a test, T driven low", usb=True, states=(("A_T", LOW),), **PHANTOM),
    Case("P48 during a test, T driven high", usb=True, states=(("A_T", HIGH),), **PHANTOM),
    Case("15 V, USB", 15.0, usb=True),
    Case("-15 V, USB", -15.0, usb=True),
    Case("12 V on T and R of both ends, USB", 12.0, FOUR, usb=True),
    Case("15 V on T and R of both ends, USB", 15.0, FOUR, usb=True),
    Case("12 V on four pins and a fifth of both ends, USB", 12.0, EIGHT, usb=True),
    Case("20 V, battery", 20.0),
    Case("30 V, battery", 30.0),
    Case("30 V, switched off", 30.0, powered=False),
    Case("28 Vrms, battery", 28.0 * 2**0.5, ac=True),
    Case("15 V peak AC, USB", 15.0, ac=True, usb=True),
    Case("20 V, T and R of both ends to one S, battery", 20.0, FOUR),
    Case("30 V, shell joined to S, battery", 30.0, minus=BONDED),
    Case("28 Vrms, shell joined to S, battery", 28.0 * 2**0.5, minus=BONDED, ac=True),
    Case("P48 on a fifth pin, USB", usb=True, **FIFTH),
    Case("P48 on a fifth pin, driven low", usb=True, states=(("A_5", LOW),), **FIFTH),
    Case("15 V on a shell, USB", 15.0, ("A_SH",), usb=True),
    Case("-15 V on a shell, USB", -15.0, ("A_SH",), usb=True),
    Case("25 V from shell to T, battery", 25.0, ("A_SH",), ("A_T",)),
    Case("25 V peak AC from shell to T, battery", 25.0, ("A_SH",), ("A_T",), ac=True),
    Case("25 V on a fifth pin, switched off", 25.0, ("A_5",), powered=False),
    Case("30 V, T of both ends to one S, battery", 30.0, ("A_T", "B_T"), rated=False),
    Case("30 V, T and R of both ends to one S", 30.0, FOUR, rated=False),
    Case("20 V, USB", 20.0, usb=True, rated=False),
    Case("30 V, USB", 30.0, usb=True, rated=False),
    Case("40 V, battery", 40.0, rated=False),
    Case(
        "30 V during a test, T driven low, S high",
        30.0,
        states=(("A_T", LOW), ("A_S", HIGH)),
        rated=False,
    ),
)
