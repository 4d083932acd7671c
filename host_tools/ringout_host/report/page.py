"""The report page: every number and plot it shows.

One file: one page, from its heading down.
"""

import gc
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from importlib import import_module
from threading import Thread
from typing import Any

import sqlalchemy as sa

from ringout import __version__
from ringout.base.limits import FOOT_M
from ringout_host.certificate.html import data_url
from ringout_host.certificate.templates import Shop
from ringout_host.errors import UsageError
from ringout_host.report import detail, quality
from ringout_host.report.again import Again, take_out
from ringout_host.report.beside import counted as count
from ringout_host.report.common import by_count, shared
from ringout_host.report.counts import Cables, by_kind
from ringout_host.report.heading import heading
from ringout_host.report.history import History
from ringout_host.report.load import CableTest, newest, say
from ringout_host.report.narrow import LEG_OHM, PER_FT, WHOLE_PF, Narrow
from ringout_host.report.tally import Periods, Tally, since
from ringout_host.report.template import template
from ringout_host.report.testers import testers
from ringout_host.store import schema
from ringout_host.store.query import Filter

LOT_ROWS = 1000  # cables of lots, in all
_SPARK_UNCERTAINTIES = 6


def make_report(
    connection: sa.Connection,
    wanted: Filter,
    title: str,
    now: datetime,
    units: str = "m",
    shop: Shop | None = None,
    beside: sa.Connection | None = None,
) -> tuple[str, dict]:
    """The page as HTML and its summary for programs.

    units: "m" or "ft"; shop: its logo and texts; beside: another connection with the same view
    (`Store.read_twice`), which counts on another core. Raises UsageError when no test matches, and
    for a filter by verdict: a yield of chosen verdicts would say nothing.
    """
    if wanted.verdicts:
        raise UsageError(
            "a report of chosen verdicts would claim a false yield: leave --verdict out; the "
            "report lists what failed, and so does ringout logs ls --verdict FAIL"
        )
    # Matplotlib takes a second to import: meanwhile the database counts on the other core.
    Thread(target=import_module, args=("ringout_host.report.plots",), daemon=True).start()
    with _without_collecting():
        context = _context(connection, beside, wanted, units)
    shop = shop or Shop()
    counted: Tally = context.pop("counted")
    context |= {"title": title, "now": now.strftime("%Y-%m-%d %H:%M"), "zone": now.tzname()}
    limits = quality.limits_of(counted.judged_limits)
    context["heading"] = heading(wanted, limits, counted.from_t, counted.to_t, units)
    context |= {"shop": shop.texts, "logo": data_url(*shop.logo) if shop.logo else ""}
    return template(context["scale"]).render(context), context["summary"]


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Rows come and go by the million and hold no circles: looking for such took a seventh of the
    time, and freed nothing."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _context(
    connection: sa.Connection, beside: sa.Connection | None, wanted: Filter, units: str
) -> dict:
    records, counted, rest = count(connection, beside, wanted)
    if not counted.tests:
        raise UsageError("no tests to report on: ringout logs pull, or choose other filters")
    rows = connection.execute(sa.select(schema.devices.c.id, schema.devices.c.dev))
    devs = {row.id: row.dev for row in rows}
    again = take_out(connection, records, counted, devs, detail.FAILED_MAX, LOT_ROWS)
    by_time, read = rest.result()
    devices = testers(connection, records, counted.testers)
    first, last = counted.first, counted.last
    faults = by_kind(counted.kinds)
    lots = [quality.lot(lot) for lot in counted.lots]
    first_pass, final = quality.yields(first, last)
    not_passed = detail.failed(connection, records, counted, by_time, again, devs)
    since_t = since(by_time.ages, detail.TESTS_MAX)
    listed = newest(connection, records, devs, detail.TESTS_MAX, since_t)
    lot_rows = _lot_rows(connection, records, lots, again, devs)
    say(connection, [*not_passed, *(test for rows in lot_rows for test in rows)])
    chosen = detail.chosen(listed, not_passed)
    return {
        "counted": counted,
        "version": __version__,
        "quality": quality,
        "units": units,
        "scale": 1.0 if units == "ft" else 1 / FOOT_M,
        "summary": {
            "tests": counted.tests,
            "cables": first.count,
            "passed_first": first.passed,
            "passed_final": last.passed,
            "first_pass_yield": first_pass.value if first_pass else None,
            "final_yield": final.value if final else None,
            "not_counted": counted.tests - counted.judged,
            "undated": counted.tests - counted.dated,
            "verdicts": dict(by_count(counted.verdicts)),
            "faults": _fault_rows(faults),
            "lots": counted.lot_count,
            "cables_with_history": again.cables,
            "testers": len(devices),
            "from": counted.from_t,
            "to": counted.to_t,
        },
        "first_pass": first_pass,
        "final": final,
        "common": shared(first.faults, first.count),
        "headline": _headline(first, first_pass, final, faults),
        "plots": _plots(counted, by_time, read, again, faults, units),
        "lots": lots,
        "lots_left_out": counted.lot_count - len(lots),
        "lot_rows": lot_rows,
        "cables": [_cable(history) for history in again.histories],
        "cables_left_out": again.cables - len(again.histories),
        "once": counted.with_serial - again.tests,
        "testers": devices,
        "failed": not_passed,
        "failed_count": last.count - last.passed,
        "details": detail.details(connection, chosen, units),
        "detailed": {detail.key(test): n for n, test in enumerate(chosen)},
        "listed": listed,
        "unlisted": counted.tests - len(listed),
        "notes": detail.notes(connection, [*not_passed, *chosen]),
        "key": detail.key,
    }


def _lot_rows(
    connection: sa.Connection,
    records: Narrow,
    lots: list[quality.Lot],
    again: Again,
    devs: dict[int, str],
) -> list[list[CableTest]]:
    """The cables of the newest lots, as many as there is room for: each by its last test."""
    found, room = [], LOT_ROWS
    for lot in lots:
        if room <= 0:
            break
        own = again.in_lots[lot.name]
        found.append(detail.in_lot(connection, records, lot.name, own, devs, room))
        room -= len(found[-1])
    return found


def _fault_rows(faults: Counter) -> list[dict]:
    return [{"code": code, "end": end, "count": count} for (code, end), count in by_count(faults)]


def _headline(
    first: Cables,
    first_pass: quality.Proportion | None,
    final: quality.Proportion | None,
    faults: Counter,
) -> str:
    if not first.count:
        return "No test so far says anything about a cable."
    if first_pass is None:
        words = (
            f"{first.count} of the {quality.SAMPLES_MIN} cables that a yield needs have been "
            "tested so far."
        )
    else:
        words = f"{100 * first_pass.value:.1f} % of {first.count:,} cables passed their first test."
        if final is not None and final.passed != first_pass.passed:
            words += f" In the end {100 * final.value:.1f} % passed."
    if faults:
        (code, end), count = by_count(faults)[0]
        where = f" at plug {end}" if end else ""
        share = count / sum(faults.values())
        words += f" The most frequent fault is {code}{where}, {100 * share:.0f} % of all faults."
    return words


def _plots(
    counted: Tally,
    by_time: Periods,
    read: dict[str, Counter[int]],
    again: Again,
    faults: Counter,
    units: str,
) -> dict:
    from ringout_host.report import plots

    made: dict[str, Any] = {}
    if by_time.times:
        made["time_wide"] = plots.verdicts_over_time(by_time.times, plots.WIDE, "tw")
        made["time"] = plots.verdicts_over_time(by_time.times, plots.WIDTH, "t")
    if faults:
        made["pareto"] = plots.fault_pareto(faults, "p")
    limits = quality.limits_of(counted.first.limits)
    scale, unit_of_it = (1.0, "pF per foot") if units == "ft" else (1 / FOOT_M, "pF per metre")
    per_limit = None if limits.pf_per_ft is None else limits.pf_per_ft * scale
    for key, name, size, unit, limit in (
        ("leg_ohm", "leg", LEG_OHM, "ohm, worst leg", limits.leg_ohm),
        ("pf_per_ft", "per_ft", PER_FT * scale, f"{unit_of_it}, tip to shield", per_limit),
        ("pf", "whole", WHOLE_PF, "pF, tip to shield, whole cable", None),
    ):
        steps = read[name]
        steps.subtract(again.not_first[name])
        data = plots.spread(steps, size)
        if data.total:
            made[key] = plots.histogram(data, unit, limit, key)
            made[key + "_beyond"] = plots.beyond(data, limit)
            made[key + "_count"] = data.total
    return made


def _cable(history: History) -> dict:
    return {
        "serial": history.serial,
        "history": history,
        "latest": history.latest[::-1],
        "earlier": history.count - len(history.latest),
        "spark": _spark(history),
    }


def _spark(history: History) -> str | None:
    """Points of a polyline in a box of 100 x 24: the worst leg's resistance, test by test. Its
    height is several uncertainties at least: noise stays flat beside a cable that drifts."""
    readings = history.line
    if len(readings) < 2:
        return None
    values = [value for value, _ in readings]
    low, high = min(values), max(values)
    span = max(high - low, _SPARK_UNCERTAINTIES * max(u for _, u in readings)) or 1.0
    return " ".join(
        f"{100 * n / (len(values) - 1):.0f},{12 - 20 * (value - (low + high) / 2) / span:.1f}"
        for n, value in enumerate(values)
    )
