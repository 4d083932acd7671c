"""The sheet of a lot: its yield, its limits, what its faults have in common, every cable."""

from collections import Counter
from typing import Any

import sqlalchemy as sa

from ringout_host.certificate import required
from ringout_host.certificate.content import utc, wiring_name
from ringout_host.certificate.words import limits, sentences, word
from ringout_host.report.common import faults_of, in_common
from ringout_host.report.quality import SAMPLES_MIN, proportion
from ringout_host.store import query


def sheet(
    connection: sa.Connection, lot: str, rows: list[sa.Row], units: str = "m"
) -> dict[str, Any]:
    """What stands on the sheet. rows: each cable's last test (`content.of_lot`)."""
    asked = sa.text("SELECT * FROM lots WHERE lot = :lot")
    counted = connection.execute(asked, {"lot": lot}).mappings().one()
    records = [query.whole(row) for row in rows]
    cables = counted["cables"]
    # What failed goes to repair, and is not done anyhow.
    undone = [required.missing(connection, row) if row.verdict == "PASS" else [] for row in rows]
    return {
        "lot": word(lot),
        "tiles": [
            [f"{cables:,}", "cables"],
            [f"{counted['passed_final']:,}", "passed at the end"],
            _share(counted["passed_first"], cables, "first-pass yield"),
            _share(counted["passed_final"], cables, "final yield"),
        ],
        "facts": _facts(rows, records, sum(map(bool, undone)), units),
        "common": in_common([faults_of(record) for record in records]),
        "cables": [_cable(*one) for one in zip(rows, records, undone, strict=True)],
        "note": f"Each cable counts once: by its first test in the first-pass yield, by its last "
        f"one at the end. Ranges are 95 %; under {SAMPLES_MIN} cables a yield is a count only. "
        "WIGGLE, LINE, sample and voided tests do not count.",
    }


def _share(passed: int, total: int, label: str) -> list[str]:
    """A tile: the share with its range, a count where the cables are too few for one."""
    if total < SAMPLES_MIN:
        return [f"{passed} of {total}", label.replace("yield", "count")]
    found = proportion(passed, total)
    low, high = 100 * found.low, 100 * found.high
    return [f"{100 * found.value:.1f} %", f"{label} ({low:.0f} to {high:.0f})"]


def _facts(rows: list[sa.Row], records: list[dict], undone: int, units: str) -> list[list[str]]:
    times = [row.tested_at for row in rows if row.tested_at is not None]
    found = [
        ("Tested", f"{utc(min(times))} to {utc(max(times))}" if times else "time not known"),
        ("Product", _those(row.product for row in rows)),
        ("Cable", _those(wiring_name(row.wiring) for row in rows)),
        ("Operator", _those(row.operator for row in rows)),
        ("Tester", _those(row.dev for row in rows)),
        ("Calibration", _those(row.cal or "not calibrated" for row in rows)),
        ("Not done", f"a required step of {undone} of {len(rows)} cables" if undone else ""),
        ("Limits", limits_in_words(Counter(row.limits for row in rows), records, units)),
    ]
    return [[label, text] for label, text in found if text]


def _those(values: Any) -> str:
    """What there is, most frequent first; more than three are counted."""
    found = [word(value, 40) for value, _count in Counter(v for v in values if v).most_common()]
    return ", ".join(found[:3]) + (f" and {len(found) - 3} more" if len(found) > 3 else "")


def limits_in_words(kinds: Counter, records: list[dict], units: str) -> str:
    """The limits of the tests in words, and that they differ where they do."""
    if len(kinds) > 1:
        return f"{len(kinds)} different sets: each cable is judged by its own"
    found = next((record["limits"] for record in records if record.get("limits")), None)
    if not found:
        return "none set, or not recorded"
    said = limits(found.get("leg_ohm") or None, found.get("pf_per_ft") or None, units)
    return ", ".join(said) or "none set"


def _cable(row: sa.Row, record: dict, undone: list[str]) -> dict[str, str]:
    found = sentences(record)
    said = [*found[:1], *(f"not done: {step}" for step in undone)]
    return {
        "name": word(row.serial, 30) or f"test {row.seq}",
        "verdict": row.verdict,
        "ohm": "" if row.leg_ohm is None else f"{row.leg_ohm:.3f} ohm",
        "tested": utc(row.tested_at).removesuffix(" UTC"),
        "found": "; ".join(said),
    }
