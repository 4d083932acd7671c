"""How long certificates take: `make bench ARGS=certificates`."""

import json
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from ringout_host.certificate import content, html, pdf, templates
from ringout_host.certificate.lot import sheet
from ringout_host.certificate.page import page_data
from ringout_host.store.database import open_store
from tests.store.sample import line, record
from tests.store.test_ingest import put

CERTIFICATES = 1000
ALONE = 20  # of them one at a time, a file each
PDF_S = 60


def bench_certificates(count: int = CERTIFICATES) -> dict[str, float]:
    """data_s: seconds to read a lot of so many cables; pdf_s, html_s: to set its document;
    pdf_mb: its size in 10^6 bytes; alone_s: one certificate in a file of its own."""
    shop = templates.load(None)
    tag = {"lot": "L17", "operator": "ANA"}
    limits = {"leg_ohm": 0.7, "pf_per_ft": 45.0, "length_m": 6.0}
    lines = [
        line(record(n, tag={**tag, "serial": f"CAB-{n:04}"}, limits=limits, product="GC-6 B"))
        for n in range(1, count + 1)
    ]
    with (
        tempfile.TemporaryDirectory(prefix="ringout-bench-") as folder,
        open_store(str(Path(folder) / "bench.sqlite")) as store,
    ):
        put(store, lines)
        began = time.perf_counter()
        with store.read() as connection:
            rows = content.of_lot(connection, "L17")
            lot = sheet(connection, "L17", rows)
            data = page_data(connection, rows, lot, shop, datetime.now(UTC))
        read = time.perf_counter()
        document = pdf.write(data, shop)
        set_pdf = time.perf_counter()
        html.write(data, shop)
        set_html = time.perf_counter()
        for _ in range(ALONE):
            with store.read() as connection:
                one = page_data(connection, rows[:1], None, shop, datetime.now(UTC))
            pdf.write(one, shop)
        alone = time.perf_counter()
    return {
        "data_s": round(read - began, 2),
        "pdf_s": round(set_pdf - read, 2),
        "pdf_mb": round(len(document) / 1e6, 2),
        "html_s": round(set_html - set_pdf, 2),
        "alone_s": round((alone - set_html) / ALONE, 3),
    }


def run() -> dict:
    """For `make bench`. Wall times: a busy computer is slower."""
    found = bench_certificates()
    whole_s = found["data_s"] + found["pdf_s"]
    return {
        "lot of 1,000 certificates": f"{whole_s:.1f} s as one PDF of {found['pdf_mb']} MB "
        f"(aim: {PDF_S} s), {found['data_s'] + found['html_s']:.1f} s as HTML",
        "one certificate": f"{1000 * found['alone_s']:.0f} ms as a PDF of its own",
        "aims met": whole_s <= PDF_S,
        **found,
    }


if __name__ == "__main__":
    print(json.dumps(bench_certificates()))
