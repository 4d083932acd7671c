"""The sheet of a list: each line, what they have in common, which to repair first."""

from collections import Counter
from typing import Any

from ringout.line import plugs
from ringout_host.line.channels import Channel
from ringout_host.outside import visible

MOST_LINES = 0.8  # of the lines that were looked at: one cause, not as many
RUN = 4  # neighbours with the same fault: a connector of them, not each
_FIRST = (  # what to repair first: a line that carries nothing, then the wrong thing, then badly
    "live", "short", "open", "unsteady", "crossed", "part", "reversed", "high-resistance",
    "leakage",
)  # fmt: skip
_DEAD = {"T", "R"}
_SAID = {"open": "open", "short": "shorted", "crossed": "exchanged", "reversed": "reversed",
         "high-resistance": "joined badly"}  # fmt: skip
_LEGS = {"T": "tip", "R": "ring", "S": "sleeve"}


def legs_of(fault: dict[str, Any]) -> str:
    """Letters of the legs that a fault is about: "T", "TS"."""
    names = fault.get("net")
    found = [str(name).partition(".")[2] for name in names] if isinstance(names, list) else []
    return visible("".join(found))[:8]


def sheet(name: str, channels: list[Channel], found: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """What stands on it. found: the newest record of each channel that was looked at.

    name, counts (word, number), lines (number, name, verdict, plug, text), common: sentences
    about several lines, first: (name, text) of the lines to repair, first one first.
    """
    done = [(channel, found[channel.name]) for channel in channels if channel.name in found]
    verdicts = Counter(visible(record.get("verdict"))[:20] for _, record in done)
    common, explained = _common(done)
    mixed, exchanged = _mixed(done)
    return {
        "name": visible(name),
        "counts": [(verdict, count) for verdict, count in verdicts.most_common()]
        + ([("not looked at", len(channels) - len(done))] if len(done) < len(channels) else []),
        "lines": [_line(channel, found.get(channel.name)) for channel in channels],
        "common": common + mixed,
        "first": _repairs(done, explained, exchanged),
        "passed": verdicts["PASS"] == len(channels),
    }


def _line(channel: Channel, record: dict[str, Any] | None) -> tuple[int, str, str, str, str]:
    if record is None:
        return channel.number, channel.name, "", "", "not looked at"
    text = "; ".join(visible(fault.get("text", "")) for fault in faults_of(record))
    if not text or record.get("verdict") == "LOOKS-LIKE":
        text = visible(record.get("text") or "")
    return channel.number, channel.name, visible(record.get("verdict")), plug_name(record), text


def faults_of(record: dict[str, Any]) -> list[dict[str, Any]]:
    """The faults of a record, whoever wrote it."""
    faults = record.get("faults")
    return [each for each in faults if isinstance(each, dict)] if isinstance(faults, list) else []


def plug_name(record: dict[str, Any]) -> str:
    """ "4.7k/10k" of the plug that was read, "" without one."""
    plug = record.get("plug")
    if not isinstance(plug, dict):
        return ""
    values = {str(k): v for k, v in plug.items() if isinstance(v, (int, float)) and 0 < v < 1e9}
    return plugs.name(values)


def _kinds(record: dict[str, Any]) -> set[tuple[str, str]]:
    return {(visible(fault.get("code"))[:40], legs_of(fault)) for fault in faults_of(record)}


def _common(done: list[tuple[Channel, dict]]) -> tuple[list[str], set[tuple[str, str, int]]]:
    """Sentences about faults that many lines or a run of them have, and which (code, legs,
    channel number) they explain."""
    said: list[str] = []
    explained: set[tuple[str, str, int]] = set()
    every: Counter[tuple[str, str]] = Counter()
    for _, record in done:
        every.update(_kinds(record))
    for (code, legs), count in sorted(every.items(), key=lambda item: (-item[1], item[0])):
        if code in ("live", "wrong-cable"):
            continue
        those = [channel for channel, record in done if (code, legs) in _kinds(record)]
        words = _words(code, legs)
        if count >= RUN and count >= MOST_LINES * len(done):
            whole = f"all {count}" if count == len(done) else f"{count} of {len(done)}"
            said.append(f"{whole} {words}: one cause. {_look(code)}")
            explained |= {(code, legs, channel.number) for channel in those}
            continue
        for run in _runs([channel.number for channel in those]):
            if len(run) >= RUN:
                said.append(f"{run[0]} to {run[-1]} {words}: look at what these lines share.")
                explained |= {(code, legs, number) for number in run}
    return said, explained


def _words(code: str, legs: str) -> str:
    known = [letter for letter in legs if letter in _LEGS]
    names = " and ".join(_LEGS[letter] for letter in known)
    if code == "reversed":
        return "reversed"
    return f"{names} {_SAID.get(code, code)}".strip()


def _look(code: str) -> str:
    if code in ("reversed", "crossed"):
        return "Look at the far-end plug, then at how the panel was wired, before any line."
    return "Look at the far-end plug and at the lead to the tester before any line."


def _runs(numbers: list[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return runs


def _mixed(done: list[tuple[Channel, dict]]) -> tuple[list[str], set[int]]:
    """Sentences about plugs that are on other lines than the list says, and on which channels two
    plugs (or two lines) were exchanged."""
    wanted = {plugs.name(c.plug): c for c, _ in done if c.plug}
    read = {c.number: plug_name(record) for c, record in done}
    said, exchanged = [], set()
    for channel, _ in done:
        here = read[channel.number]
        if not channel.plug or not here or here == plugs.name(channel.plug):
            continue
        other = wanted.get(here)
        if other is None:
            said.append(f"{channel.name}: plug {here}, which is no line's of this list.")
        elif read.get(other.number) == plugs.name(channel.plug):
            if channel.number < other.number:
                said.append(
                    f"{channel.name} and {other.name} are exchanged, or their far-end plugs are."
                )
            exchanged |= {channel.number, other.number}
        else:
            said.append(f"{channel.name} has the plug of {other.name}.")
    if not wanted:
        twice = Counter(name for name in read.values() if name)
        several = {name for name, count in twice.items() if count == 1}
        if len(twice) > 1 and len(several) == 1 and sum(twice.values()) - 1 == max(twice.values()):
            (name,) = several
            channel = next(c for c, _ in done if read[c.number] == name)
            said.append(f"{channel.name} has plug {name}, all others have another one.")
    return said, exchanged


def _repairs(
    done: list[tuple[Channel, dict]], explained: set[tuple[str, str, int]], exchanged: set[int]
) -> list[tuple[str, str]]:
    """The lines to repair, most urgent first; what one cause explains comes after the rest."""
    keyed = []
    for channel, record in done:
        for fault in faults_of(record):
            code, legs = visible(fault.get("code"))[:40], legs_of(fault)
            if code == "wrong-cable" or record.get("verdict") == "LOOKS-LIKE":
                continue
            rank = _FIRST.index(code) if code in _FIRST else len(_FIRST)
            dead = code in ("open", "short") and bool(_DEAD & set(legs))
            shared = (code, legs, channel.number) in explained
            keyed.append(((shared, not dead, rank, channel.number), channel.name, fault))
    keyed.sort(key=lambda item: item[0])
    return [(name, visible(fault.get("text") or fault.get("code"))) for _, name, fault in keyed]
