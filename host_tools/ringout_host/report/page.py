"""The report page: every number and plot it shows, and the template that holds them."""

import base64
import hashlib
from collections import Counter
from datetime import datetime
from importlib.resources import files
from typing import Any

import jinja2
import sqlalchemy as sa

from ringout import __version__
from ringout.base.limits import FOOT_M
from ringout_host.certificate.html import data_url
from ringout_host.certificate.templates import Shop
from ringout_host.errors import UsageError
from ringout_host.report import detail, plots, quality
from ringout_host.report.common import in_common
from ringout_host.report.heading import heading
from ringout_host.report.history import History, histories
from ringout_host.report.load import CableTest, load
from ringout_host.report.testers import testers
from ringout_host.store.query import Filter
from ringout_host.store.when import local

LOTS_MAX = 200  # rows; what is left out is said on the page
CABLES_MAX = 300
LOT_ROWS = 1000  # cables of lots, in all
TESTS_PER_CABLE = 8
_SPARK_POINTS = 40
_SPARK_UNCERTAINTIES = 6


def make_report(
    connection: sa.Connection,
    wanted: Filter,
    title: str,
    now: datetime,
    units: str = "m",
    shop: Shop | None = None,
) -> tuple[str, dict]:
    """The page as HTML and its summary for programs.

    units: "m" or "ft"; shop: its logo and texts. Raises UsageError when no test matches, and for
    a filter by verdict: a yield of chosen verdicts would say nothing.
    """
    if wanted.verdicts:
        raise UsageError(
            "a report of chosen verdicts would claim a false yield: leave --verdict out; the "
            "report lists what failed, and so does ringout logs ls --verdict FAIL"
        )
    tests = load(connection, wanted)
    if not tests:
        raise UsageError("no tests to report on: ringout logs pull, or choose other filters")
    shop = shop or Shop()
    context = _context(tests, testers(connection, tests), units)
    context |= _lists(connection, tests, units)
    context |= {"title": title, "now": now.strftime("%Y-%m-%d %H:%M"), "zone": now.tzname()}
    dated = [test.t for test in tests if test.dated]
    context["heading"] = heading(
        wanted, quality.limits_of([t for t in tests if t.judged]),
        min(dated, default=None), max(dated, default=None),
    )  # fmt: skip
    context |= {"shop": shop.texts, "logo": data_url(*shop.logo) if shop.logo else ""}
    return _template(context["scale"]).render(context), context["summary"]


def _context(tests: list[CableTest], devices: list, units: str) -> dict:
    first, last = quality.first_tests(tests), quality.last_tests(tests)
    passed = sum(test.verdict == "PASS" for test in first)
    passed_final = sum(test.verdict == "PASS" for test in last)
    faults = Counter(fault for test in tests for fault in set(test.faults))
    lots = quality.lots(tests)
    cables = histories(tests)
    dated = [test.t for test in tests if test.dated]
    enough = len(first) >= quality.SAMPLES_MIN
    first_pass = quality.proportion(passed, len(first)) if enough else None
    final = quality.proportion(passed_final, len(last)) if enough else None
    return {
        "version": __version__,
        "quality": quality,
        "units": units,
        "scale": 1.0 if units == "ft" else 1 / FOOT_M,
        "summary": {
            "tests": len(tests),
            "cables": len(first),
            "passed_first": passed,
            "passed_final": passed_final,
            "first_pass_yield": first_pass.value if first_pass else None,
            "final_yield": final.value if final else None,
            "not_counted": sum(not test.judged for test in tests),
            "undated": len(tests) - len(dated),
            "verdicts": dict(Counter(test.verdict for test in tests).most_common()),
            "faults": _fault_rows(faults),
            "lots": len(lots),
            "cables_with_history": len(cables),
            "testers": len(devices),
            "from": min(dated, default=None),
            "to": max(dated, default=None),
        },
        "first_pass": first_pass,
        "final": final,
        "common": in_common([test.faults for test in first]),
        "headline": _headline(first, first_pass, final, faults),
        "plots": _plots(tests, first, faults, units),
        "lots": lots[:LOTS_MAX],
        "lots_left_out": max(0, len(lots) - LOTS_MAX),
        "cables": [_cable(history) for history in cables[:CABLES_MAX]],
        "cables_left_out": max(0, len(cables) - CABLES_MAX),
        "once": _tested_once(tests, cables),
        "testers": devices,
    }


def _lists(connection: sa.Connection, tests: list[CableTest], units: str) -> dict:
    """What leads from a number to its records."""
    not_passed = detail.failed(tests)
    chosen = detail.chosen(tests, not_passed)
    listed = list(reversed(tests[-detail.TESTS_MAX :]))
    return {
        "failed": not_passed[: detail.FAILED_MAX],
        "failed_count": len(not_passed),
        "details": detail.details(connection, chosen, units),
        "detailed": {detail.key(test): n for n, test in enumerate(chosen)},
        "listed": listed,
        "unlisted": len(tests) - len(listed),
        "notes": detail.notes(connection, tests),
        "key": detail.key,
    }


def _fault_rows(faults: Counter) -> list[dict]:
    return [
        {"code": code, "end": end, "count": count} for (code, end), count in faults.most_common()
    ]


def _headline(
    first: list[CableTest],
    first_pass: quality.Proportion | None,
    final: quality.Proportion | None,
    faults: Counter,
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
        if final is not None and final.passed != first_pass.passed:
            words += f" In the end {100 * final.value:.1f} % passed."
    if faults:
        (code, end), count = faults.most_common(1)[0]
        where = f" at plug {end}" if end else ""
        share = count / sum(faults.values())
        words += f" The most frequent fault is {code}{where}, {100 * share:.0f} % of all faults."
    return words


def _plots(tests: list[CableTest], first: list[CableTest], faults: Counter, units: str) -> dict:
    made: dict[str, Any] = {}
    if any(test.dated for test in tests):
        made["time_wide"] = plots.verdicts_over_time(tests, plots.WIDE, "tw")
        made["time"] = plots.verdicts_over_time(tests, plots.WIDTH, "t")
    if faults:
        made["pareto"] = plots.fault_pareto(faults, "p")
    measured = [test.pf for test in first if test.pf_per_ft is None]
    limits = quality.limits_of(first)
    scale, unit_of_it = (1.0, "pF per foot") if units == "ft" else (1 / FOOT_M, "pF per metre")
    per_length = [t.pf_per_ft and (t.pf_per_ft[0] * scale, 0.0) for t in first]
    per_limit = None if limits.pf_per_ft is None else limits.pf_per_ft * scale
    for key, readings, unit, limit in (
        ("leg_ohm", [test.leg_ohm for test in first], "ohm, worst leg", limits.leg_ohm),
        ("pf_per_ft", per_length, f"{unit_of_it}, tip to shield", per_limit),
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


def _template(scale: float) -> jinja2.Template:
    """scale: from what is per foot to the unit of the page."""
    here = files("ringout_host.report")
    environment = jinja2.Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined
    )
    environment.filters["when"] = local
    environment.filters["many"] = lambda count, noun: f"{count:,} {noun}{'s' * (count != 1)}"
    environment.filters["per_length"] = lambda reading: (
        None if reading is None else [number * scale for number in reading]
    )
    environment.globals["css"] = here.joinpath("page.css").read_text("utf-8")
    script = here.joinpath("page.js").read_text("utf-8")
    environment.globals |= {"script": script, "LOT_ROWS": LOT_ROWS}
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    environment.globals["script_hash"] = f"sha256-{digest}"
    return environment.from_string(here.joinpath("page.html.j2").read_text("utf-8"))
