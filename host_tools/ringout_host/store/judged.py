"""Which records say something of a cable: the one rule that every yield counts by.

A judged test is a press with a verdict on a cable. WIGGLE, LINE and sample records watch or
measure something else; a voided one was taken back by a person; a question that a person answered
stands twice in the log, and its answer is the test.
"""

import sqlalchemy as sa

from ringout.results import vocabulary
from ringout_host.store import schema

VERDICTS = tuple(kind.name for kind in vocabulary.VERDICTS if kind.judged)
_QUESTIONS = ("LOOKS-LIKE", "UNKNOWN")
_ANSWERED_WITHIN = 50  # numbers after the question: the keys are asked at once
_R = schema.records.c
_ANSWER = schema.records.alias("answer")


def is_judged() -> sa.ColumnElement[bool]:
    """The rule as an SQL condition over `records`."""
    return sa.and_(
        _R.kind == "press",
        _R.voided_at.is_(None),
        _R.verdict.in_(VERDICTS),
        sa.or_(_R.verdict.not_in(_QUESTIONS), ~_was_answered()),
    )


def _was_answered() -> sa.ColumnElement[bool]:
    a = _ANSWER.c
    return sa.exists().where(
        a.device == _R.device,
        a.seq > _R.seq,
        a.seq <= _R.seq + _ANSWERED_WITHIN,
        a.boot == _R.boot,
        a.up_ms == _R.up_ms,
        a.answered.is_not(None),
        a.voided_at.is_(None),
    )


def cable_key() -> sa.ColumnElement[str]:
    """What counts as one cable: a serial; without one each test is a cable of its own."""
    own = sa.cast(_R.device, sa.Text) + ":" + sa.cast(_R.seq, sa.Text)
    return sa.case((_R.serial.is_not(None), sa.literal("s:") + _R.serial), else_=own)


def when() -> sa.ColumnElement[int]:
    """The order of tests: when it was, or when the host stored it if no clock knew."""
    return sa.func.coalesce(_R.tested_at, _R.stored_at)
