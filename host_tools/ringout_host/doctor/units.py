"""A measured unit, held against what simulated testers of usual values have."""

from pathlib import Path

from ringout_host.doctor.finding import BAD, OK, WARN, Finding
from ringout_host.errors import Exit

_MOST = 12  # findings; a wet board has one for each contact


def examine(path: Path) -> list[Finding]:
    """What is odd about the unit of a file of `ringout characterise`."""
    from ringout_host.characterise import band
    from ringout_host.sim import unit

    try:
        values = unit.load(path)
    except unit.UnitError as error:
        return [Finding(f"unit {path}", BAD, str(error), "make it again", Exit.DATA_CORRUPT)]
    rows = band.odd(values)
    if not rows:
        text = f"{len(values)} values, all as {band.SEEDS} simulated testers have them"
        return [Finding(f"unit {path}", OK, text)]
    found = [
        Finding(
            f"unit {name}", WARN, f"{value:g}; simulated testers read {low:.4g} to {high:.4g}", why
        )
        for name, value, low, high, why in rows[:_MOST]
    ]
    if len(rows) > _MOST:
        found.append(Finding(f"unit {path}", WARN, f"{len(rows) - _MOST} more are odd"))
    return found
