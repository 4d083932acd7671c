"""What a report is about, in words: nothing that narrows it goes unsaid. Pure."""

from ringout_host.certificate import words
from ringout_host.report.quality import Limits
from ringout_host.store.query import Filter
from ringout_host.store.when import local


def heading(
    wanted: Filter, limits: Limits, first_t: int | None, last_t: int | None, units: str
) -> list:
    """(label, text) rows: the filters, the range of time, the limits."""
    rows = [
        ("Lot", wanted.lot),
        ("Only serials", wanted.serial),
        ("Only wiring", wanted.wiring),
        ("Only tester", wanted.device),
        ("Range", _range(wanted, first_t, last_t)),
        ("Limits", limits_in_words(limits, units)),
    ]
    return [(label, text) for label, text in rows if text]


def _range(wanted: Filter, first_t: int | None, last_t: int | None) -> str:
    asked = []
    if wanted.since is not None:
        asked.append(f"from {local(wanted.since)}")
    if wanted.until is not None:
        asked.append(f"until {local(wanted.until)}")
    found = f"{local(first_t)} to {local(last_t)}" if first_t is not None else "no test has a time"
    return f"{found} (asked for: {', '.join(asked)})" if asked else found


def limits_in_words(limits: Limits, units: str) -> str:
    """The limits that the tests were judged by."""
    if limits.sets == 0:
        return "none in the records: none was set, or the firmware is older"
    said = words.limits(limits.leg_ohm, limits.pf_per_ft, units)
    if limits.sets > 1:
        said.append(f"{limits.sets} different sets in all, each test judged by its own")
    if not limits.recorded:
        said.append("some tests without")
    return ", ".join(said) or "none of resistance or capacitance"
