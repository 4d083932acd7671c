"""Exports: stable columns, units in headers, nothing a spreadsheet would run."""

import csv
import io
import json
import re
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringout_host.store import export, export_columns, query
from tests.store.sample import line, open_ring, record, shop_lines
from tests.store.test_ingest import put

HOSTILE = {"serial": "<b>1</b>\n2", "lot": "=cmd()|' /C calc'!A0", "operator": "  @SUM(A1)"}


def written(store, write) -> bytes:
    stream = io.BytesIO()
    with store.read() as connection:
        count = write(query.in_order(connection, query.Filter()), stream)
    assert count > 0
    return stream.getvalue()


def as_csv(store) -> list[dict]:
    return list(csv.DictReader(io.StringIO(written(store, export.write_csv).decode())))


def test_csv_has_the_readings_under_headers_with_units(store):
    put(store, [line(open_ring(7, tag={"serial": "CAB-1"}))])
    (row,) = as_csv(store)
    assert row["seq"] == "7" and row["verdict"] == "FAIL" and row["serial"] == "CAB-1"
    assert row["time (UTC)"] == "2026-05-28T20:33:40Z"
    assert (row["C T-S (pF)"], row["C T-S +- (pF)"]) == ("456.0", "2.3")
    assert (row["R A.T-B.T (ohm)"], row["R A.R-B.R (ohm)"]) == ("0.52", "")
    assert (row["faults"], row["fault end"]) == ("open", "B")
    assert row["nets"] == "A.S+B.S A.T+B.T"


def test_the_columns_are_the_promised_ones():
    assert export_columns.headers()[:7] == [
        "device", "seq", "time (UTC)", "time from", "verdict", "wiring", "cable",
    ]  # fmt: skip
    assert len(set(export_columns.headers())) == len(export_columns.headers()) == 71


def test_what_it_was_judged_by_and_what_kind_of_test(store):
    limits = {"leg_ohm": 0.7, "pf_per_ft": 45, "length_m": 6.0}
    put(store, [
        line(record(1, limits=limits, product="GC-6 B", answered="once")),
        line(record(2, kind="wiggle", verdict="STEADY")),
    ])  # fmt: skip
    first, second = as_csv(store)
    assert (first["limit leg (ohm)"], first["limit capacitance (pF/ft)"]) == ("0.7", "45")
    assert (first["told length (m)"], first["told stock (pF/ft)"]) == ("6.0", "")
    assert (first["product"], first["kind"], first["answered"]) == ("GC-6 B", "press", "once")
    assert (second["kind"], second["limit leg (ohm)"], second["counts"]) == ("wiggle", "", "yes")


def test_readings_of_other_pairs_are_not_lost(store):
    put(store, [line(record(1, leg_ohm={"A.S-B.T": [3.0, 0.1]}, pf={"C.T-S": [10, 1]}))])
    (row,) = as_csv(store)
    assert row["other readings"] == "C.T-S=10+-1 pF; A.S-B.T=3.0+-0.1 ohm"


def test_formulas_are_defused_and_lines_stay_lines(store):
    put(store, [line(record(1, tag=HOSTILE)), line(record(2, cal="-1+1", mode="+x"))])
    text = written(store, export.write_csv).decode()
    assert text.count("\r\n") == 3
    first, second = csv.DictReader(io.StringIO(text))
    assert first["lot"] == "'=cmd()|' /C calc'!A0"
    assert first["operator"] == "'  @SUM(A1)"
    assert first["serial"] == "<b>1</b>\ufffd2"
    assert (second["calibration"], second["mode"]) == ("'-1+1", "'+x")


@given(st.text(max_size=20))
def test_no_text_starts_a_formula(text):
    cell = export.defused(text)
    assert not cell.lstrip().startswith(("=", "+", "-", "@"))
    assert cell.isprintable()


def test_ndjson_is_the_records_themselves(store):
    made = [record(1, tag=HOSTILE, later=[{"x": 1}]), record(2, t=None, boot=99)]
    put(store, [line(one) for one in made])
    lines = written(store, export.write_ndjson).splitlines()
    assert [json.loads(one) for one in lines] == made


def test_a_time_known_from_the_boot_is_in_ndjson_as_it_is_in_csv(store):
    undated = record(1, t=None, up_ms=1000)
    dated = record(2, up_ms=61_000)
    put(store, [line(undated), line(dated)])
    first, second = map(json.loads, written(store, export.write_ndjson).splitlines())
    assert (first["t"], first["t_from"]) == (dated["t"] - 60, "boot")
    assert second["t"] == dated["t"] and "t_from" not in second


@pytest.fixture
def shop(store):
    put(store, [*shop_lines(50), line(record(51, tag=HOSTILE))])
    return store


def test_parquet_and_xlsx_hold_what_csv_holds(shop, tmp_path):
    parquet = pytest.importorskip("pyarrow.parquet")
    pytest.importorskip("xlsxwriter")
    from ringout_host.store import export_sheets

    rows = as_csv(shop)
    (tmp_path / "x.parquet").write_bytes(written(shop, export_sheets.write_parquet))
    table = parquet.read_table(tmp_path / "x.parquet").to_pylist()
    assert list(table[0]) == export_columns.headers()
    assert [row["serial"] for row in table] == [row["serial"] or None for row in rows]
    assert table[3]["C T-S (pF)"] == float(rows[3]["C T-S (pF)"])
    assert [export.iso(row["time (UTC)"]) for row in table] == [row["time (UTC)"] for row in rows]
    types = {field.name: str(field.type) for field in parquet.read_schema(tmp_path / "x.parquet")}
    assert types["time (UTC)"] == "timestamp[ms, tz=UTC]"
    assert {types[name] for name in ("seq", "boot", "uptime (ms)")} == {"int64"}
    assert types["C T-S (pF)"] == types["limit leg (ohm)"] == "double"
    assert types["serial"] == types["kind"] == types["product"] == "string"
    sheet = _sheet_xml(written(shop, export_sheets.write_xlsx))
    assert sheet.count("<row ") == 52
    first = re.search(r'<c r="C2" s="(\d+)"><v>([\d.]+)</v>', sheet)  # a number with a date's form
    since_1900 = datetime(2026, 5, 28, 20, 27, 40) - datetime(1899, 12, 30)
    assert first and float(first[2]) == pytest.approx(since_1900 / timedelta(days=1), abs=1e-6)
    assert "<f>" not in sheet
    assert "&apos;=cmd()" in sheet or "'=cmd()" in sheet


def _sheet_xml(data: bytes) -> str:
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as book:
        assert not [name for name in book.namelist() if "externalLink" in name]
        return book.read("xl/worksheets/sheet1.xml").decode()
