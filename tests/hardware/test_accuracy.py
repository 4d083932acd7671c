"""The manual's accuracy table: what the benches found, and found again on one of their boards."""

import json
from collections import Counter

from tests.bench import accuracy
from tests.bench.boards import EFFECTS, Row
from tests.measuring_rig import Rig

KEPT = json.loads(accuracy.KEPT.read_text("utf-8"))


def test_the_manual_has_the_table_that_was_kept():
    text = accuracy.MANUAL.read_text("utf-8")
    assert accuracy.BEGIN + accuracy.table(KEPT) + accuracy.END in text
    assert f"{KEPT['boards']} simulated testers" in text.replace("\n", " ")
    assert {effect for _, effect in KEPT["worst"].values()} <= set(EFFECTS)


def test_every_figure_rounds_up():
    assert [accuracy._up(value) for value in (0.74, 0.741, 9.01, 99.1, 100.0)] == [
        "0.74", "0.75", "9.1", "100", "100",
    ]  # fmt: skip


def test_the_board_with_most_of_the_largest_errors_has_them(tmp_path):
    """A figure that no run produced, or a change of the firmware that moved them, is found here."""
    boards = Counter(seed for _, seed in KEPT["usual"].values() if seed is not None)
    seed = boards.most_common(1)[0][0]
    row = Row(absorbs=False)
    row.accuracy(Rig(tmp_path, seed, electronics=accuracy.USUAL).calibrate("ABC"), seed)
    assert len(row.largest) == 14
    for name, (error, _) in row.largest.items():
        largest, of = KEPT["usual"][name]
        assert error <= 1.05 * largest + 1e-3, name
        assert error <= 1.05 * KEPT["worst"][name][0] + 1e-3, name
        if of == seed:
            assert error >= 0.7 * largest - 1e-3, name
