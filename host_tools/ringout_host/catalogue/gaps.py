"""The table of firmware/WIRINGS.md that says for every pair and triple of plugs and every signal
which cable there is, or why there is none."""

from collections.abc import Iterator
from itertools import combinations_with_replacement

from ringout_host.catalogue.made import Row, rows
from ringout_host.catalogue.signals import KINDS, NO_R2_AT_C, PAIRS, REASONS, TRIPLES, Signal

HEAD = """## Every pair and triple of plugs, every signal

Made from `ringout_host/catalogue/signals.py`. A cell is the id of a cable, or the letter of a
reason why there is none. Plugs in either order; of a Y the common plug first.

"""
MIXED = """A Y with two kinds of plug on its legs is not sold as such: a cable file of your own.
"""
RARE = """## How common, and what AUTO takes a cable for

*How common* (1 rare to 9) is our own estimate. AUTO looks among the wirings that are common at all;
those with 0 are for EXPECT, and AUTO names one only before it would say UNKNOWN. The rule: **a rare
cable whose copper is that of a usual one (4 and more) with an accident is 0**, whatever shops say,
an accident being a conductor that is open, two contacts of a plug that touch, or two that are
exchanged. So no fault of a usual cable is taken for a sound rare one. The forty wirings that were
there first stay as they were, and so do three that are sold as those are; where one of them is a
usual one with an accident, AUTO asks (LOOKS-LIKE).

EXPECT passes these. What AUTO says of a sound one, 2 m long, and why: a common accident of a common
cable stays a FAIL; where shops sell both, or a reading shows that nothing broke, it does not.

| for EXPECT | the copper of | with this accident | AUTO says | because |
|---|---|---|---|---|
"""
# id: (verdict of a sound one of 2 m, why)
AUTO_SAYS = {
    "trs_xlr_cross": (
        "FAIL",
        "6.35 mm and XLR are reversed by mistake far more often than on purpose",
    ),
    "trs35_trs35_cross": ("LOOKS-LIKE", "sold as MIDI type A to B"),
    "trs35_trs_cross": ("LOOKS-LIKE", "sold as MIDI type A to B"),
    "trs_xlr_lift": ("LOOKS-LIKE", "leads with a lifted shield are sold"),
    "trs35_rca_open": (
        "PASS",
        "a broken ring would hang at plug A; under half a metre nothing tells,"
        " and it is the accident",
    ),
    "ts_xlr_2core": ("LOOKS-LIKE", "it reads as `trs_ts_2core`, which is sold"),
    "ts35_xlr_2core": ("LOOKS-LIKE", "sold for radio microphones, as `trs_ts_2core` is"),
    "trs_ts35_2core": ("LOOKS-LIKE", "the same"),
    "xlr_xlr_y_lift": (
        "FAIL",
        "an open shield in one leg of a splitter is common, a lifted one is made to order",
    ),
    "trs_xlr_y_lift": ("FAIL", "the same"),
    "trrs_trs35_y_headset_omtp": (
        "LOOKS-LIKE",
        "both were sold, and a CTIA splitter with R2 and S exchanged is as rare",
    ),
}
LETTERS = "abcdefghijklmnopqrstuvwxyz"


PARTS = """## Cables with parts, and why the tester's catalogue has none of them

{why}

| id | plugs | wires | parts | name |
|---|---|---|---|---|
"""


def _with_parts() -> Iterator[str]:
    from ringout_host.cables import ready, toml_file  # the index is made without them

    for id, path in ready.files().items():
        cable = toml_file.load(path)
        plugs = "-".join(cable.plug(end).kind or "?" for end in cable.ends)
        parts = ", ".join(f"{part.at} {part.component.text}" for part in cable.parts)
        yield f"| `{id}` | {plugs} | {' '.join(cable.wires)} | {parts} | {cable.name} |\n"


def text() -> str:
    """The part of the document."""
    from ringout_host.cables.ready import WHY_NOT

    reasons: list[str] = []
    parts = [HEAD]
    pairs = [" ".join(pair) for pair in combinations_with_replacement(KINDS, 2)]
    triples = [f"{a} {b} {b}" for a in KINDS for b in KINDS]
    for plugs, signals in ((pairs, PAIRS), (triples, TRIPLES)):
        parts.append(_table(plugs, signals, reasons))
    parts.append(MIXED + "\n")
    parts += [f"- {LETTERS[k]}: {reason}\n" for k, reason in enumerate(reasons)]
    shipped = PARTS.format(why=WHY_NOT) + "".join(_with_parts()) + "\n"
    return "".join(parts) + "\n" + shipped + RARE + "".join(_by_rule()) + "\n"


def _table(all_plugs: list[str], signals: tuple[Signal, ...], reasons: list[str]) -> str:
    cables = {(row.signal.key, _unordered(row.plugs)): row for row in rows()}
    lines = ["| plugs | " + " | ".join(signal.title for signal in signals) + " |"]
    lines.append("|---|" + "---|" * len(signals))
    for plugs in all_plugs:
        cells = [_cell(signal, plugs, cables, reasons) for signal in signals]
        lines.append(f"| {_said(plugs)} | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n\n"


def _cell(
    signal: Signal, plugs: str, cables: dict[tuple[str, tuple[str, ...]], Row], reasons: list[str]
) -> str:
    row = cables.get((signal.key, _unordered(plugs)))
    if row:
        return f"`{row.id}`"
    reason = why_not(signal, plugs)
    if reason not in reasons:
        reasons.append(reason)
    return LETTERS[reasons.index(reason)]


def why_not(signal: Signal, plugs: str) -> str:
    """Why there is no cable of this signal between these plugs."""
    kinds = plugs.split(" ")
    first, others, reason = signal.only
    for ends in [kinds] if len(kinds) > 2 else [kinds, kinds[::-1]]:
        if ends[0] in first and ends[1] in others:
            told = dict(signal.reasons).get(plugs, signal.not_sold)
            return REASONS.get(told, told)
    if len(kinds) > 2 and kinds[2] == "TRRS":
        return REASONS[NO_R2_AT_C]
    return REASONS.get(reason, reason)


def _unordered(plugs: str) -> tuple[str, ...]:
    kinds = plugs.split(" ")
    return tuple(sorted(kinds)) if len(kinds) == 2 else tuple(kinds)


def _said(plugs: str) -> str:
    kinds = plugs.split(" ")
    names = [KINDS[kind][1] for kind in kinds]
    return f"{names[0]} to 2 {names[1]}" if len(kinds) > 2 else "-".join(names)


def _by_rule() -> Iterator[str]:
    for row in rows():
        if row.by_rule:
            usual, accident = row.by_rule
            says, why = AUTO_SAYS[row.id]
            yield f"| `{row.id}` | `{usual}` | {accident} | {says} | {why} |\n"
