"""The report page: every number and plot it shows, and the template that holds them."""

from collections import Counter
from datetime import datetime
from importlib.resources import files
from typing import Any

import jinja2
import sqlalchemy as sa

from ringout import __version__
from ringout.base import limits
from ringout_host.errors import UsageError
from ringout_host.report import plots, quality
from ringout_host.report.history import History, histories
from ringout_host.report.load import CableTest, load
from ringout_host.report.testers import testers
from ringout_host.store.query import Filter
from ringout_host.store.when import local

LOTS_MAX = 200  # rows; what is left out is said on the page
CABLES_MAX = 300
TESTS_PER_CABLE = 8
_SPARK_POINTS = 40
_SPARK_UNCERTAINTIES = 6


def make_report(
    connection: sa.Connection, wanted: Filter, title: str, now: datetime
) -> tuple[str, dict]:
    """The page as HTML and its summary for programs.

    Raises UsageError when no test matches.
    """
    tests = load(connection, wanted)
    if not tests:
        raise UsageError("no tests to report on: ringout logs pull, or choose other filters")
    context = _context(tests, testers(connection, tests))
    context |= {"title": title, "now": now.strftime("%Y-%m-%d %H:%M"), "zone": now.tzname()}
    return _template().render(context), context["summary"]


def _context(tests: list[CableTest], devices: list) -> dict:
    first = quality.first_tests(tests)
    passed = sum(test.verdict == "PASS" for test in first)
    faults = Counter(fault for test in tests for fault in set(test.faults))
    lots = quality.lots(tests, limits.LEG_LIMIT_OHM, limits.PF_PER_FT_LIMIT)
    cables = histories(tests)
    dated = [test.t for test in tests if test.dated]
    first_pass = quality.proportion(passed, len(first)) if first else None
    enough = len(first) >= quality.SAMPLES_MIN
    return {
        "version": __version__,
        "quality": quality,
        "limits": limits,
        "summary": {
            "tests": len(tests),
            "cables": len(first),
            "passed_first": passed,
            "first_pass_yield": first_pass.value if first_pass and enough else None,
            "undated": len(tests) - len(dated),
            "verdicts": dict(Counter(test.verdict for test in tests).most_common()),
            "faults": _fault_rows(faults),
            "lots": len(lots),
            "cables_with_history": len(cables),
            "testers": len(devices),
            "from": min(dated, default=None),
            "to": max(dated, default=None),
        },
        "first_pass": first_pass if enough else None,
        "headline": _headline(first, first_pass if enough else None, faults),
        "plots": _plots(tests, first, faults),
        "lots": lots[:LOTS_MAX],
        "lots_left_out": max(0, len(lots) - LOTS_MAX),
        "cables": [_cable(history) for history in cables[:CABLES_MAX]],
        "cables_left_out": max(0, len(cables) - CABLES_MAX),
        "once": _tested_once(tests, cables),
        "testers": devices,
    }


def _fault_rows(faults: Counter) -> list[dict]:
    return [
        {"code": code, "end": end, "count": count} for (code, end), count in faults.most_common()
    ]


def _headline(
    first: list[CableTest], first_pass: quality.Proportion | None, faults: Counter
) -> str:
    if not first:
        return "No test so far says anything about a cable."
    if first_pass is None:
        words = (
            f"{len(first)} of the {quality.SAMPLES_MIN} cables that a yield needs have been "
            "tested so far."
        )
    else:
        words = f"{100 * first_pass.value:.1f} % of {len(first):,} cables passed their first test."
    if faults:
        (code, end), count = faults.most_common(1)[0]
        where = f" at plug {end}" if end else ""
        share = count / sum(faults.values())
        words += f" The most frequent fault is {code}{where}, {100 * share:.0f} % of all faults."
    return words


def _plots(tests: list[CableTest], first: list[CableTest], faults: Counter) -> dict:
    made: dict[str, Any] = {}
    if any(test.dated for test in tests):
        made["time_wide"] = plots.verdicts_over_time(tests, plots.WIDE, "tw")
        made["time"] = plots.verdicts_over_time(tests, plots.WIDTH, "t")
    if faults:
        made["pareto"] = plots.fault_pareto(faults, "p")
    measured = [test.pf for test in first if test.pf_per_ft is None]
    for key, readings, unit, limit in (
        ("leg_ohm", [test.leg_ohm for test in first], "ohm, worst leg", limits.LEG_LIMIT_OHM),
        (
            "pf_per_ft",
            [t.pf_per_ft for t in first],
            "pF per foot, tip to shield",
            limits.PF_PER_FT_LIMIT,
        ),
        ("pf", measured, "pF, tip to shield, whole cable", None),
    ):
        values = [reading[0] for reading in readings if reading is not None]
        if values:
            made[key] = plots.histogram(values, unit, limit, key)
            made[key + "_beyond"] = plots.beyond(values, limit)
            made[key + "_count"] = len(values)
    return made


def _tested_once(tests: list[CableTest], cables: list[History]) -> int:
    return len({test.serial for test in tests if test.serial is not None}) - len(cables)


def _cable(history: History) -> dict:
    return {
        "serial": history.serial,
        "history": history,
        "latest": history.tests[: -TESTS_PER_CABLE - 1 : -1],
        "earlier": max(0, len(history.tests) - TESTS_PER_CABLE),
        "spark": _spark(history),
    }


def _spark(history: History) -> str | None:
    """Points of a polyline in a box of 100 x 24: the worst leg's resistance, test by test. Its
    height is several uncertainties at least: noise stays flat beside a cable that drifts."""
    readings = [test.leg_ohm for test in history.tests if test.leg_ohm is not None]
    if len(readings) < 2:
        return None
    values = [value for value, _ in readings]
    step = max(1, len(values) // _SPARK_POINTS)
    values = [*values[:-1:step], values[-1]]
    low, high = min(values), max(values)
    span = max(high - low, _SPARK_UNCERTAINTIES * max(u for _, u in readings)) or 1.0
    return " ".join(
        f"{100 * n / (len(values) - 1):.0f},{12 - 20 * (value - (low + high) / 2) / span:.1f}"
        for n, value in enumerate(values)
    )


def _template() -> jinja2.Template:
    here = files("ringout_host.report")
    environment = jinja2.Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined
    )
    environment.filters["when"] = local
    environment.filters["many"] = lambda count, noun: f"{count:,} {noun}{'s' * (count != 1)}"
    environment.globals["css"] = here.joinpath("page.css").read_text("utf-8")
    return environment.from_string(here.joinpath("page.html.j2").read_text("utf-8"))
