"""How fast the store takes records in and the report is made: `python -m tests.bench.store`."""

import json
import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from ringout_host.report.page import make_report
from ringout_host.store import ask
from ringout_host.store.database import Store, open_store
from ringout_host.store.ingest import device_id, ingest
from ringout_host.store.query import Filter
from tests.store.sample import DEV, T0, shop_lines

RECORDS = 100_000
BATCH = 2_000
INGEST_PER_S, REPORT_S, REPORT_MB = 20_000, 10, 3


def peak_mb(db: str) -> float:
    """Memory that a process of its own needs at most for the report over everything, 10^6 bytes."""
    code = "from ringout_host.cli import main; main()"
    words = [sys.executable, "-c", code, "report", "--db", db, "-o", db + ".html", "--json"]
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return max(before, after) / 1000


def bench_store(records: int = RECORDS) -> dict[str, float]:
    """ingest_per_s: records a second into SQLite, each batch committed to the disk;
    report_s: seconds for the HTML report over all of them; report_mb: its size in 10^6 bytes;
    report_memory_mb: what it needs at most; lots_s: seconds for the view `lots`."""
    lines = shop_lines(records)
    with (
        tempfile.TemporaryDirectory(prefix="ringout-bench-") as folder,
        open_store(str(Path(folder) / "bench.sqlite")) as store,
    ):
        began = time.perf_counter()
        for start in range(0, records, BATCH):
            _put(store, lines[start : start + BATCH])
        ingest_s = time.perf_counter() - began
        began = time.perf_counter()
        with store.read() as connection:
            html, summary = make_report(connection, Filter(), "Bench", datetime.now(UTC))
        report_s = time.perf_counter() - began
        began = time.perf_counter()
        with ask.asked(store, "select * from lots") as answer:
            lots = len(list(answer.rows))
        lots_s = time.perf_counter() - began
        memory_mb = peak_mb(store.name)
    assert summary["tests"] == records and lots == summary["lots"]
    return {
        "ingest_per_s": round(records / ingest_s),
        "report_s": round(report_s, 2),
        "report_mb": round(len(html.encode()) / 1e6, 2),
        "report_memory_mb": round(memory_mb),
        "lots_s": round(lots_s, 2),
    }


def _put(store: Store, lines: list[bytes]) -> None:
    with store.write() as connection:
        result = ingest(connection, device_id(connection, DEV), DEV, lines, T0)
    assert len(result.new) == len(lines), result.reasons[:1]


def run() -> dict:
    """For `make bench`. Wall times: a busy computer is slower."""
    found = bench_store()
    met = (
        found["ingest_per_s"] >= INGEST_PER_S
        and found["report_s"] <= REPORT_S
        and found["report_mb"] <= REPORT_MB
    )
    return {
        "ingest into SQLite": f"{found['ingest_per_s']:,} records/s (aim: {INGEST_PER_S:,})",
        "report of 100,000 records": f"{found['report_s']} s, {found['report_mb']} MB"
        f" (aim: {REPORT_S} s, {REPORT_MB} MB), {found['report_memory_mb']} MB of memory",
        "yields of all lots": f"{found['lots_s']} s",
        "aims met": met,
        **found,
    }


if __name__ == "__main__":
    print(json.dumps(bench_store()))
