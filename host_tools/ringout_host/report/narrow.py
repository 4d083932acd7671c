"""The records that a report is about, as one narrow table that the database counts in.

A record is a kilobyte, and a report asks for its verdict, its lot and two readings, several times.
So those are put aside once, in a temporary table; where a user may not make one, they are asked
for each time anew.

    device, seq, at       Unix seconds, the host's clock where the tester's was never known
    dated, judged         1 or 0: whether that is the test's; whether it counts (`store.judged`)
    kinds                 its faults, JSON [[code, plug], ...] of schema `records.faults`
    leg, per_ft, whole    readings to count: worst leg in 0.1 mohm, tip to shield in 0.001 pF/ft, or
                          in 0.01 pF where the length is unknown; whole numbers; None beyond 10^5
    leg_ohm, ...          readings to show, as in `records`
"""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.base import Executable

from ringout_host.store import judged, schema
from ringout_host.store.query import Filter

STEPS = ("leg", "per_ft", "whole")
LEG_OHM, PER_FT, WHOLE_PF = 1e-4, 1e-3, 1e-2  # what one of them stands for
_WORK_MB = 256  # of the server's memory, for each step of a statement
_BEYOND = 1e5  # no reading of a cable
_NAMES = ("report_tests", "report_again")
_C = schema.records.c
_COPIED = (
    "device", "seq", "verdict", "serial", "lot", "cal", "limits",
    "leg_ohm", "leg_ohm_u", "pf", "pf_u", "pf_per_ft", "pf_per_ft_u",
)  # fmt: skip


@dataclass(frozen=True)
class Narrow:
    """tests: as above; again: the serials (`serial`) of more than one test that counts."""

    tests: sa.FromClause
    again: sa.FromClause

    @property
    def comes_again(self) -> sa.ColumnElement[bool]:
        """Whether a test's serial has more than one."""
        return self.tests.c.serial.in_(sa.select(self.again.c.serial))

    def once(self) -> sa.Select:
        """Tests that are their cable's only one that counts, where they count. A join: "not in"
        asks a server to look through all serials for each test, once they are very many."""
        again = self.again.c.serial
        joined = self.tests.outerjoin(self.again, again == self.tests.c.serial)
        return sa.select(self.tests).select_from(joined).where(again.is_(None))


def narrow(connection: sa.Connection, wanted: Filter) -> Narrow:
    """Put the matching records aside, until the connection's next report."""
    _drop(connection)  # of the report before: at the end it would wait for what closing does anyway
    tests = _aside(connection, _tests(wanted), _NAMES[0])
    c = tests.c
    several = sa.select(c.serial).where(c.judged == 1, c.serial.is_not(None))
    several = several.group_by(c.serial).having(sa.func.count() > 1)
    return Narrow(tests, _aside(connection, several, _NAMES[1]))


def all_at_once(connection: sa.Connection) -> None:
    """Until the end of the transaction a server plans for whole answers, not for their first rows
    (a tenth of a cursor's, by itself), and sorts and groups without its disk."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET LOCAL cursor_tuple_fraction = 1")
        connection.exec_driver_sql(f"SET LOCAL work_mem = '{_WORK_MB}MB'")


def where_they_are(wanted: Filter) -> sa.FromClause:
    """The same tests out of the records themselves: for another connection."""
    return _tests(wanted).subquery(_NAMES[0])


def _drop(connection: sa.Connection) -> None:
    place = "pg_temp" if connection.dialect.name == "postgresql" else "temp"
    for name in _NAMES:
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS {place}.{name}")


def _tests(wanted: Filter) -> sa.Select:
    per_ft = sa.case((_C.pf_per_ft.is_(None), _C.pf))  # told or measured length: no whole cable
    return (
        sa.select(
            *(_C[name] for name in _COPIED),
            judged.when().label("at"),
            sa.case((_C.tested_at.is_not(None), 1), else_=0).label("dated"),
            sa.case((judged.is_judged(), 1), else_=0).label("judged"),
            _C.faults.label("kinds"),
            _steps(_C.leg_ohm, LEG_OHM).label("leg"),
            _steps(_C.pf_per_ft, PER_FT).label("per_ft"),
            _steps(per_ft, WHOLE_PF).label("whole"),
        )
        .select_from(schema.records)
        .where(*wanted.clauses())
    )


def _steps(value: sa.ColumnElement, step: float) -> sa.ColumnElement:
    """A reading as a whole number of steps."""
    steps = sa.cast(sa.func.round(value * round(1 / step)), sa.BigInteger)
    return sa.case((value.between(-_BEYOND, _BEYOND), steps))


def _aside(connection: sa.Connection, asked: sa.Select, name: str) -> sa.FromClause:
    table = sa.table(name, *(sa.column(column.name, column.type) for column in asked.subquery().c))
    try:
        with connection.begin_nested():
            connection.execute(_CreateAside(name, asked))
    except DatabaseError as error:
        if "permission denied" not in str(error.orig):
            raise
        return asked.subquery(name)
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"ANALYZE {name}")  # nobody else does it for a temporary one
    return table


class _CreateAside(Executable, sa.ClauseElement):
    """CREATE TEMPORARY TABLE AS: SQLAlchemy has none. Its values are literals: PostgreSQL takes
    no parameters here."""

    inherit_cache = False

    def __init__(self, name: str, asked: sa.Select):
        self.name, self.asked = name, asked


@compiles(_CreateAside)
def _compile(element, compiler, **_options):  # type: ignore[no-untyped-def]
    body = compiler.process(element.asked, literal_binds=True)
    return f"CREATE TEMPORARY TABLE {element.name} AS {body}"
