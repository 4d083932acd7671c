"""A board at the prompt that answers oddly: one line, and versions in the right order."""

import pytest

from ringout_host.errors import ProtocolError, RingoutError, UsageError
from ringout_host.flash import bundle, update
from ringout_host.flash.board_facts import facts_of, refuse_downgrade

HONEST = {
    "platform": "rp2", "machine": "Raspberry Pi Pico with RP2040", "micropython": "1.28.0",
    "mpy": 4870, "uid": "e6614104030b2f2f", "active": "a", "firmware": "0.1.0", "free": 500000,
}  # fmt: skip
ODD = (None, True, -1, 2**70, 1.5, "\x1b[2J", "[/x]", "\ud800", [], {}, [[1]], "9" * 9000)


class Board:
    """Answers every question alike."""

    def __init__(self, answer):
        self.answer = answer

    def ask(self, code):
        return self.answer

    def run(self, code):
        return str(self.answer)


@pytest.mark.parametrize("answer", ODD, ids=ascii)
def test_what_is_no_answer_is_said_in_one_line(answer):
    with pytest.raises(ProtocolError) as caught:
        facts_of(Board(answer))
    assert str(caught.value).isprintable()


@pytest.mark.parametrize("key", HONEST)
@pytest.mark.parametrize("value", ODD, ids=lambda value: ascii(value)[:20])
def test_any_fact_may_be_odd(key, value):
    try:
        facts = facts_of(Board({**HONEST, key: value}))
        refuse_downgrade(facts, bundle.Bundle("0.1.0", b"", {}), False)
        update.plan(Board("x"), facts, bundle.Bundle("0.1.0", b"", {"ringout/a.mpy": b"1"}))
    except RingoutError as error:
        assert str(error).isprintable()


@pytest.mark.parametrize(
    ("there", "ours", "refused"),
    [
        ("0.1.1rc1", "0.1.0", True), ("0.1.1rc1", "0.1.1", False), ("0.10.0", "0.9.9", True),
        ("1.0", "1.0.0", False), ("0.1.0.post1", "0.1.0", True), ("0.1.0.dev3", "0.1.0", False),
        ("0.1.0+shop", "0.1.0", True), ("nonsense", "0.1.0", False),
    ],
)  # fmt: skip
def test_versions_are_compared_as_pep_440_does(there, ours, refused):
    facts = facts_of(Board({**HONEST, "firmware": there}))
    try:
        refuse_downgrade(facts, bundle.Bundle(ours, b"", {}), False)
        assert not refused
    except UsageError:
        assert refused
