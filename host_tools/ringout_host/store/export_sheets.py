"""Records as Parquet or XLSX; their packages come with `ringout[export]`."""

from collections.abc import Callable, Iterable
from datetime import datetime
from itertools import islice
from shutil import copyfileobj
from tempfile import SpooledTemporaryFile
from typing import IO, BinaryIO

from ringout_host.errors import UsageError
from ringout_host.installed import extra
from ringout_host.store import export_columns
from ringout_host.store.export import table_rows

_CHUNK = 5000
_IN_MEMORY = 50_000_000  # bytes of a workbook
_SHEET_ROWS = 1_048_575  # a worksheet's limit, less the header


def writer(kind: str) -> Callable[[Iterable, BinaryIO], int]:
    """The function that writes `kind`. Raises UsageError when its package is missing."""
    try:
        import pyarrow  # noqa: F401
        import xlsxwriter  # noqa: F401
    except ModuleNotFoundError as error:
        raise UsageError(f"{kind} needs {error.name}: {extra('export')}") from None
    return {"parquet": write_parquet, "xlsx": write_xlsx}[kind]


def write_parquet(rows: Iterable, stream: BinaryIO) -> int:
    """Write records as Parquet with typed columns and return how many."""
    import pyarrow as pa
    from pyarrow import parquet

    names = export_columns.headers()
    types = {int: pa.int64(), float: pa.float64(), str: pa.string()}
    types[datetime] = pa.timestamp("s", tz="UTC")
    schema = pa.schema((name, types[export_columns.kind(name)]) for name in names)
    cells = table_rows(rows)
    count = 0
    with parquet.ParquetWriter(stream, schema, compression="zstd") as out:
        while chunk := list(islice(cells, _CHUNK)):
            columns = zip(*chunk, strict=True)
            arrays = [
                pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)
            ]
            out.write_table(pa.Table.from_arrays(arrays, schema=schema))
            count += len(chunk)
    return count


def write_xlsx(rows: Iterable, stream: BinaryIO) -> int:
    """Write records as a workbook with one sheet and return how many.

    Raises UsageError for more records than a worksheet holds.
    """
    # packed aside: on a full disk a zip file that was begun complains until the very end
    with SpooledTemporaryFile(_IN_MEMORY) as packed:
        count = _pack(rows, packed)
        packed.seek(0)
        copyfileobj(packed, stream)
    return count


def _pack(rows: Iterable, stream: IO[bytes]) -> int:
    import xlsxwriter

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(stream, options)
    sheet = book.add_worksheet("tests")
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    date = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
    names = export_columns.headers()
    for column, name in enumerate(names):
        number = export_columns.kind(name) in (int, float)
        sheet.set_column(column, column, 12 if number else 19)
        sheet.write_string(0, column, name, bold)
    sheet.freeze_panes(1, 2)
    count = 0
    for count, cells in enumerate(table_rows(rows), start=1):
        if count > _SHEET_ROWS:
            raise UsageError(f"a worksheet holds {_SHEET_ROWS:,} records: filter, or use parquet")
        for column, cell in enumerate(cells):
            if isinstance(cell, str):
                sheet.write_string(count, column, cell)
            elif isinstance(cell, datetime):  # a workbook knows no zones: the header says UTC
                sheet.write_datetime(count, column, cell.replace(tzinfo=None), date)
            elif cell is not None:
                sheet.write_number(count, column, cell)
    sheet.autofilter(0, 0, count, len(names) - 1)
    book.close()
    return count
