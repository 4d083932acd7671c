"""How fast the store takes records in and a report is made, and the memory it needs.

python -m tests.bench store                          100,000 and 1,000,000 records on SQLite
RINGOUT_RECORDS=10000000 python -m tests.bench store ... and so many on a PostgreSQL of its own
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path

from ringout_host.store import ask
from ringout_host.store.database import Store, open_store
from ringout_host.store.ingest import device_id, ingest
from tests.store import postgres
from tests.store.sample import DEV, T0, line, shop

RECORDS = 100_000
MANY = 1_000_000
BATCH = 2_000
INGEST_PER_S, REPORT_S, REPORT_MB = 20_000, 10, 3
MANY_S, MEMORY_MB, SERVER_S = 8, 400, 60
# A process of its own: seconds of the wall and of the processor, and the most memory it held.
_REPORT = """
import json, resource, sys, time
began = time.perf_counter()
sys.argv = ["ringout", "report", "--db", sys.argv[1], "-o", sys.argv[2], "--json"]
from ringout_host.cli import main
try:
    main()
finally:
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(json.dumps({"s": time.perf_counter() - began, "cpu_s": used.ru_utime + used.ru_stime,
                      "mb": used.ru_maxrss / 1000}))
"""


def report(db: str, page: Path) -> dict[str, float]:
    """`ringout report` over everything: s, cpu_s, mb (10^6 bytes at most), page_mb, tests, lots."""
    command = [sys.executable, "-c", _REPORT, db, str(page)]
    said = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    summary, used = map(json.loads, said.splitlines())
    return {**used, "page_mb": page.stat().st_size / 1e6, **summary}


def fill(store: Store, records: int, dev: str = DEV, seed: int = 1) -> float:
    """Records a second into the store, each batch committed; making them is not counted."""
    seconds = 0.0
    coming = map(line, shop(records, seed=seed, dev=dev))
    while lines := list(islice(coming, BATCH)):
        began = time.perf_counter()
        _put(store, lines, dev)
        seconds += time.perf_counter() - began
    return records / seconds


def bench_store(records: int = RECORDS) -> dict[str, float]:
    """ingest_per_s: records a second into SQLite, each batch committed to the disk;
    report_s, report_cpu_s: for the HTML report over all of them, as a process of its own;
    report_mb: its size in 10^6 bytes; report_memory_mb: what it needs at most; lots_s: seconds for
    the view `lots`."""
    with (
        tempfile.TemporaryDirectory(prefix="ringout-bench-") as folder,
        open_store(str(Path(folder) / "bench.sqlite")) as store,
    ):
        per_s = fill(store, records)
        made = report(store.name, Path(folder) / "report.html")
        began = time.perf_counter()
        with ask.asked(store, "select * from lots") as answer:
            lots = len(list(answer.rows))
        lots_s = time.perf_counter() - began
    assert made["tests"] == records and lots == made["lots"]
    return {
        "ingest_per_s": round(per_s),
        "report_s": round(made["s"], 2),
        "report_cpu_s": round(made["cpu_s"], 2),
        "report_mb": round(made["page_mb"], 2),
        "report_memory_mb": round(made["mb"]),
        "lots_s": round(lots_s, 2),
    }


def bench_server(records: int, testers: int = 10) -> dict[str, float]:
    """The same of a PostgreSQL that is started for it, with its settings as they come."""
    # Not the user's own folder: that one is closed to the user postgres.
    with tempfile.TemporaryDirectory(prefix="ringout-bench-") as folder:
        Path(folder).chmod(0o755)
        with postgres.running(Path(folder) / "pg") as url:
            db = f"{url}/postgres"
            with open_store(db) as store:
                rates = [
                    fill(store, records // testers, f"e6614c{n:010x}", n) for n in range(testers)
                ]
            made = report(db, Path(folder) / "report.html")
    assert made["tests"] == records // testers * testers
    return {
        "ingest_per_s": round(min(rates)),
        "report_s": round(made["s"], 2),
        "report_cpu_s": round(made["cpu_s"], 2),
        "report_memory_mb": round(made["mb"]),
    }


def _put(store: Store, lines: list[bytes], dev: str) -> None:
    with store.write() as connection:
        result = ingest(connection, device_id(connection, dev), dev, lines, T0)
    assert len(result.new) == len(lines), result.reasons[:1]


def _said(found: dict[str, float], aim_s: float) -> str:
    return (
        f"{found['report_s']} s, {found['report_cpu_s']} s of processor (aim: {aim_s} s),"
        f" {found['report_memory_mb']} MB of memory (aim: {MEMORY_MB})"
    )


def run() -> dict:
    """For `make bench`. Wall times: a busy computer is slower."""
    found, many = bench_store(), bench_store(MANY)
    met = (
        found["ingest_per_s"] >= INGEST_PER_S
        and found["report_s"] <= REPORT_S
        and found["report_mb"] <= REPORT_MB
        and many["report_s"] <= MANY_S
        and many["report_memory_mb"] <= MEMORY_MB
    )
    result = {
        "ingest into SQLite": f"{found['ingest_per_s']:,} records/s (aim: {INGEST_PER_S:,})",
        "report of 100,000 records": f"{_said(found, REPORT_S)}, page {found['report_mb']} MB"
        f" (aim: {REPORT_MB})",
        "yields of all lots": f"{found['lots_s']} s",
        "report of 1,000,000 records": _said(many, MANY_S),
    }
    records = int(os.environ.get("RINGOUT_RECORDS", "0"))
    if records and postgres.why_not() is None:
        server = bench_server(records)
        met = met and server["report_s"] <= SERVER_S and server["report_memory_mb"] <= MEMORY_MB
        result[f"report of {records:,} on PostgreSQL"] = _said(server, SERVER_S)
        result["ingest into PostgreSQL"] = f"{server['ingest_per_s']:,} records/s"
    return {**result, "aims met": met, **found}


if __name__ == "__main__":
    print(json.dumps(bench_store()))
