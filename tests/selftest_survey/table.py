"""hardware/SELFTEST.md: written from outcomes, and read again."""

from pathlib import Path

from tests.selftest_survey.survey import DIGITAL, FEW, cables

DOCUMENT = Path(__file__).parents[2] / "hardware" / "SELFTEST.md"
HEAD = """# What the self-test finds

Each row is one fault of one component in a simulated, calibrated tester (`ideal`); written by
`python -m tests.selftest_survey`, and a test puts some of them in again. A fault of a line stands
for the same of all eleven.

*start*: the part that runs at every switch-on finds it. *self-test*: the whole one does, with empty
jacks. *a press*: neither, but presses say ERROR or LIVE instead of a verdict. *harmless*: nobody
finds it, and {every} cables (each wiring of the catalogue, and {wrong} faulty ones) get the same
verdict as on the sound tester. The last column says what {few} cables get before anybody has run
the whole self-test. The first cable since switch-on that is not good makes the tester look at its
own lines: a broken one is an ERROR then.

What joins two contacts of a jack on the board itself (solder, flux) reads as a fault of every
cable, and only empty jacks can tell: where all cables fail alike, run the self-test. BAV199 open is
harmless to verdicts only; that contact is no longer protected. BAS40-04 open is the same, and
shorted it is a stuck GPIO.

The limiter of 3V3 (U4, Q2 and their resistors) does nothing before a foreign voltage comes, so no
check looks at it: [step 3](manual/BUILD.md#3-chips-still-without-the-pico) of the bring-up does.

Rows of U5 are of a tester with an expander, calibrated with it; {digital} cables of five pins,
three and two are pressed. One that was never there is "not fitted"; the first press since the
start looks whether each line reaches its own clamp. An open 2.2 k or wire behind the clamps, and a
contact joined to ground, read as an open fifth pin, or as no contact with the shell, of every
cable: no check with empty jacks can tell. *BUILD's meter*: that row of the table in
[step 1](manual/BUILD.md#1-passive-parts-before-any-chip) finds them before U5 is fitted. Where
every cable with a fifth pin reads so later, measure there again.

| fault | found by | check | presses until then |
|---|---|---|---|
"""


def document(rows):
    """Its text. rows: fault -> survey.Outcome."""
    every = len(cables())
    head = HEAD.format(every=every, wrong=every - 40, few=len(FEW), digital=len(DIGITAL))
    lines = [
        f"| {fault} | {row.found} | {row.check and f'`{row.check}`'} | {row.until} |"
        for fault, row in rows.items()
    ]
    return head + "\n".join(lines) + "\n"


def written():
    """fault -> (found by, check, presses) of the document."""
    rows = {}
    for line in DOCUMENT.read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in line.split("|")[1:-1]]
        if len(cells) == 4 and cells[0] not in ("fault", "---"):
            rows[cells[0]] = (cells[1], cells[2].strip("`"), cells[3])
    return rows
