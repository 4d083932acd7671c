"""What people say of a record: notes, repairs, and taking a record back. Nothing is deleted.

Each word is a row of its own that says who and when. A voided record stays where it is and counts
in no yield until it is restored.
"""

import getpass
import os

import sqlalchemy as sa

from ringout_host.errors import UsageError
from ringout_host.store import schema

NOTE, REPAIR, VOID, RESTORE = "note", "repair", "void", "restore"
TEXT_MAX = 500  # characters
_WHO_MAX = 60


def person(name: str | None) -> str:
    """Who says it: the name that was given, or whoever is logged in.

    Raises UsageError when neither is known.
    """
    try:
        who = _clean(name or os.environ.get("RINGOUT_WHO") or getpass.getuser())
    except (OSError, KeyError):  # a container without users
        who = ""
    if not who:
        raise UsageError("nobody is logged in here: add --who NAME")
    return who[:_WHO_MAX]


def add(connection: sa.Connection, row: sa.Row, kind: str, text: str, who: str, now_s: int) -> None:
    """Write a word of `kind` on the record `row`; commits nothing itself.

    Raises UsageError for an empty or too long text, for voiding what is void, and for restoring
    what is not.
    """
    words = _clean(text)
    if not words:
        raise UsageError("say why: the reason is what others will read" if kind != NOTE else
                         "the note is empty: write what others should know")  # fmt: skip
    if len(words) > TEXT_MAX:
        raise UsageError(f"at most {TEXT_MAX} characters, this has {len(words)}")
    if kind == VOID and row.voided_at is not None:
        raise UsageError(f"record {row.seq} is void already: ringout logs show {row.seq}")
    if kind == RESTORE and row.voided_at is None:
        raise UsageError(f"record {row.seq} is not void: it counts")
    connection.execute(
        sa.insert(schema.notes).values(
            device=row.device, seq=row.seq, kind=kind, text=words, who=who, written_at=now_s
        )
    )
    if kind in (VOID, RESTORE):
        c = schema.records.c
        connection.execute(
            sa.update(schema.records)
            .where(c.device == row.device, c.seq == row.seq)
            .values(voided_at=now_s if kind == VOID else None)
        )


def of(connection: sa.Connection, row: sa.Row) -> list[sa.Row]:
    """Every word on the record `row`, oldest first: kind, text, who, written_at."""
    c = schema.notes.c
    asked = sa.select(c.kind, c.text, c.who, c.written_at)
    asked = asked.where(c.device == row.device, c.seq == row.seq).order_by(c.id)
    return list(connection.execute(asked))


def _clean(text: str) -> str:
    """One line without control characters."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
