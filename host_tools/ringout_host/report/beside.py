"""What a report counts, on two cores at once where there is a second connection.

That one counts out of the records themselves: what a connection has put aside no other one sees.
"""

from collections import Counter
from concurrent.futures import Future, ThreadPoolExecutor
from typing import NamedTuple

import sqlalchemy as sa

from ringout_host.report.narrow import Narrow, all_at_once, narrow, where_they_are
from ringout_host.report.tally import Periods, Tally, periods, tally, values
from ringout_host.store.query import Filter

Rest = tuple[Periods, dict[str, Counter[int]]]  # tests by time, readings by value


class Counted(NamedTuple):
    """rest: of a server, it may still be counting that."""

    records: Narrow
    tally: Tally
    rest: Future[Rest]


def counted(connection: sa.Connection, beside: sa.Connection | None, wanted: Filter) -> Counted:
    """Put the matching records aside, and count them. Raises what the database does."""
    all_at_once(connection)
    if beside is None:
        records = narrow(connection, wanted)
        return Counted(records, tally(connection, records.tests), _rest_now(connection, records))
    all_at_once(beside)
    where = where_they_are(wanted)
    threads = ThreadPoolExecutor(1)
    counting = threads.submit(tally, beside, where)
    if connection.dialect.name == "sqlite":  # both then take equally long
        records = narrow(connection, wanted)
        rest = _rest_now(connection, records)
    else:  # it goes on with this while we read of the cables that came again
        rest = threads.submit(_rest, beside, where)
        records = narrow(connection, wanted)
    threads.shutdown(wait=False)
    return Counted(records, counting.result(), rest)


def _rest(connection: sa.Connection, tests: sa.FromClause) -> Rest:
    return periods(connection, tests), values(connection, tests)


def _rest_now(connection: sa.Connection, records: Narrow) -> Future[Rest]:
    done: Future[Rest] = Future()
    done.set_result(_rest(connection, records.tests))
    return done
