"""The report's plots, each from plain numbers to one SVG."""

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
from matplotlib.axes import Axes

from ringout.results.vocabulary import VERDICTS
from ringout_host.report.common import by_count
from ringout_host.report.theme import COLOR, figure, svg

WIDTH, HEIGHT = 340, 210  # points; half a page on a desk, the whole width of a phone
WIDE = 700
_AXIS = 60  # of that beside the columns

KINDS = tuple(
    (label, colour, frozenset(kind.name for kind in VERDICTS if kind.group == group))
    for group, label, colour in (
        ("pass", "pass", "good"),
        ("inconclusive", "inconclusive", "warn"),
        ("fail", "fail", "bad"),
        ("other", "not judged", "other"),
    )
)
_STEPS = ("hour", "day", "week", "month", "year")
_BINS_MAX = 60
_COLUMNS_MIN = 8  # room for so many: one day's tests are no wall of colour
_ROWS_MIN = 3
_HISTOGRAM_BINS = 36
_SPREAD_MIN = 0.1  # of the readings: a histogram is at least so wide
_LABEL_MAX = 18  # characters beside a bar


def verdicts_over_time(times: Mapping[tuple[int, str], int], width: int, name: str) -> str:
    """Stacked columns of verdicts by hour, day, week, month or year, whichever gives up to 60.

    times: (start of a period in Unix seconds, verdict) -> tests, not empty; a period is no longer
    than an hour of this machine's local time.
    """
    step, starts, counts = _over_time(times)

    def draw(axes: Axes) -> None:
        base = np.zeros(len(starts))
        spots = np.arange(len(starts))
        for n, (label, color, _verdicts) in enumerate(KINDS):
            if counts[n].any():
                axes.bar(spots, counts[n], 0.82, base, color=COLOR[color], label=label, lw=0)
                base += counts[n]
        room = (width - _AXIS) / (78 if step == "hour" else 62)
        every = max(1, math.ceil(max(len(starts), _COLUMNS_MIN) / room))
        axes.tick_params(axis="x", pad=7)  # the first one lies under the 0
        axes.set_xlim(-0.5, max(len(starts), _COLUMNS_MIN) - 0.5)
        axes.set_xticks(spots[::every], [_tick(start, step) for start in starts[::every]])
        axes.set_ylabel(f"tests per {step}")
        axes.locator_params("y", integer=True, nbins=5)
        axes.legend(
            loc="lower left", bbox_to_anchor=(0, 1), ncols=4 if width > WIDTH else 2,
            frameon=False, borderpad=0, handlelength=0.9, handleheight=0.9, columnspacing=1.4,
        )  # fmt: skip

    label = f"Tests per {step} from {_tick(starts[0], step)} to {_tick(starts[-1], step)}"
    return svg(figure(width, HEIGHT, draw), name, label)


def _over_time(
    times: Mapping[tuple[int, str], int],
) -> tuple[str, list[datetime], np.ndarray]:
    spots_of = [t for t, _verdict in times]
    first, last = (datetime.fromtimestamp(t) for t in (min(spots_of), max(spots_of)))
    for step in _STEPS:
        if _periods(_floor(first, step), last, step) <= _BINS_MAX:
            break
    starts = [_floor(first, step)]
    while (following := _next(starts[-1], step)) <= last and len(starts) < 2 * _BINS_MAX:
        starts.append(following)
    edges = [start.timestamp() for start in starts]
    spots = np.searchsorted(edges, spots_of, side="right") - 1
    kind_of = {verdict: n for n, kind in enumerate(KINDS) for verdict in kind[2]}
    kinds = [kind_of[verdict] for _t, verdict in times]
    counts = np.zeros((len(KINDS), len(starts)))
    np.add.at(counts, (np.array(kinds, int), np.maximum(spots, 0)), list(times.values()))
    return step, starts, counts


def _floor(time: datetime, step: str) -> datetime:
    time = time.replace(minute=0, second=0, microsecond=0)
    if step != "hour":
        time = time.replace(hour=0)
    if step == "week":
        time -= timedelta(days=time.weekday())
    if step == "year":
        return time.replace(month=1, day=1)
    return time.replace(day=1) if step == "month" else time


def _next(time: datetime, step: str) -> datetime:
    if step == "year":
        return time.replace(year=time.year + 1)
    if step == "month":
        return (time + timedelta(days=32)).replace(day=1)
    return time + {"hour": timedelta(hours=1), "day": timedelta(1), "week": timedelta(7)}[step]


def _periods(first: datetime, last: datetime, step: str) -> float:
    hours = (last - first).total_seconds() / 3600
    return hours / {"hour": 1, "day": 24, "week": 168, "month": 730, "year": 8766}[step]


def _tick(time: datetime, step: str) -> str:
    form = {"hour": "%d %b %H:00", "month": "%b %Y", "year": "%Y"}.get(step, "%d %b")
    return time.strftime(form).lstrip("0")


def fault_pareto(faults: Counter, name: str) -> str:
    """Horizontal bars, the most frequent on top, split by the plug it sits in.

    faults: (code, end or None) -> count.
    """
    totals: Counter[str] = Counter()
    for (code, _end), count in faults.items():
        totals[code] += count
    codes = [code for code, _count in by_count(totals)[:10]][::-1]
    whole = sum(totals.values())
    ends = [("A", "accent"), ("B", "second"), ("C", "warn"), (None, "other")]

    def draw(axes: Axes) -> None:
        base = np.zeros(len(codes))
        for end, color in ends:
            counts = np.array([faults.get((code, end), 0) for code in codes], float)
            if counts.any():
                label = f"plug {end}" if end else "either plug"
                axes.barh(
                    range(len(codes)), counts, 0.62, base, color=COLOR[color], label=label, lw=0
                )
                base += counts
        for spot, code in enumerate(codes):
            axes.annotate(
                f"{totals[code]:,} ({100 * totals[code] / whole:.0f} %)",
                (base[spot], spot), (4, 0),
                textcoords="offset points", va="center", color=COLOR["ink"],
            )  # fmt: skip
        axes.set_yticks(range(len(codes)), [_short(code) for code in codes])
        axes.set_xlim(0, base.max() * 1.36)
        axes.set_ylim(len(codes) - max(len(codes), _ROWS_MIN) - 0.5, len(codes) - 0.5)
        axes.grid(False)
        axes.xaxis.set_visible(False)
        axes.spines.bottom.set_visible(False)
        axes.tick_params(axis="y", labelcolor=COLOR["ink"])
        axes.legend(
            loc="lower left", bbox_to_anchor=(0, 1), ncols=4, frameon=False, borderpad=0,
            handlelength=0.9, handleheight=0.9, columnspacing=1.2,
        )  # fmt: skip

    label = "Faults: " + ", ".join(f"{code} {totals[code]}" for code in codes[::-1])
    return svg(figure(WIDTH, 44 + 21 * max(len(codes), _ROWS_MIN), draw), name, label)


def _short(text: str) -> str:
    return text if len(text) <= _LABEL_MAX else text[: _LABEL_MAX - 1] + "\u2026"


@dataclass(frozen=True)
class Spread:
    """Readings, each different value once, ascending, and how often it was read."""

    values: np.ndarray
    counts: np.ndarray

    @property
    def total(self) -> int:
        return int(self.counts.sum())

    def at(self, share: float) -> float:
        """The value below which this share of the readings lies, as numpy's percentile has it."""
        place = share * (self.total - 1)
        upto = np.cumsum(self.counts)
        low, high = (
            self.values[np.searchsorted(upto, spot, side="right")]
            for spot in (math.floor(place), math.ceil(place))
        )
        return float(low + (high - low) * (place - math.floor(place)))


def spread(steps: Mapping[int, int], size: float) -> Spread:
    """Readings as whole numbers of steps (-> how often), a step being of this size."""
    found = sorted((step, count) for step, count in steps.items() if count > 0)
    values, counts = np.array(found, float).reshape(-1, 2).T
    return Spread(values * size, counts.astype(int))


def histogram(data: Spread, unit: str, limit: float | None, name: str) -> str:
    """How often each value, with the limit as a line. Values far out are counted at the edge."""
    low, high = _window(data, limit)
    inside = np.clip(data.values, low, high)

    def draw(axes: Axes) -> None:
        counts, edges = np.histogram(inside, _HISTOGRAM_BINS, (low, high), weights=data.counts)
        middle = (edges[:-1] + edges[1:]) / 2
        over = middle > limit if limit is not None else np.zeros(len(middle), bool)
        for chosen, color in ((~over, "accent"), (over, "bad")):
            if counts[chosen].any():
                axes.bar(
                    middle[chosen], counts[chosen], (high - low) / _HISTOGRAM_BINS * 0.88,
                    color=COLOR[color], lw=0,
                )  # fmt: skip
        if limit is not None:
            axes.axvline(limit, color=COLOR["bad"], lw=1.2, ls=(0, (4, 2)))
            axes.annotate(
                f"limit {limit:g}", (limit, 1), (-4, 0), xycoords=("data", "axes fraction"),
                textcoords="offset points", ha="right", va="top", color=COLOR["bad"],
            )  # fmt: skip
        axes.set_xlim(low, high)
        axes.set_xlabel(unit)
        axes.set_ylabel("cables")
        axes.locator_params("y", integer=True, nbins=5)

    label = f"Histogram of {data.total} readings in {unit}, median {data.at(0.5):.3g}"
    return svg(figure(WIDTH, HEIGHT, draw), name, label)


def beyond(data: Spread, limit: float | None) -> tuple[int, float]:
    """How many values `histogram` counts in its last column, and where that begins."""
    _low, high = _window(data, limit)
    return int(data.counts[data.values > high].sum()), high


def _window(data: Spread, limit: float | None) -> tuple[float, float]:
    """Where the histogram begins and ends: nearly all of the data, and the limit."""
    low, high = data.at(0.005), data.at(0.995)
    if limit is not None:
        low, high = min(low, limit), max(high, limit * 1.08)
        high = min(high, limit * 3)
        low = min(low, limit * 0.95)
    lacking = _SPREAD_MIN * abs(high) - (high - low)
    if lacking > 0:  # a few cables of one make: their noise is no spread
        low, high = low - lacking / 2, high + lacking / 2
    room = (high - low) * 0.04 or max(abs(high) * 0.05, 0.05)
    return float(max(low - room, 0.0) if low >= 0 else low - room), float(high + room)
