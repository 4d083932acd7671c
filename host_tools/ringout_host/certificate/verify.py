"""Does the database still say what a certificate says?"""

import re
import zlib
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from ringout_host.certificate import code, content, words
from ringout_host.certificate.code import Code
from ringout_host.errors import UsageError
from ringout_host.store import query, schema
from ringout_host.store.query import Filter

VERIFIED, CHANGED, VOID, NEWER, UNKNOWN = "verified", "changed", "void", "newer", "unknown"
_FILE_MAX = 200_000_000
_PICTURES = (".png", ".jpg", ".jpeg")
_FILES = (".pdf", ".html", ".htm", *_PICTURES)
_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.S)
_C = schema.records.c


@dataclass(frozen=True)
class Finding:
    """state: one of those above. said: one line. contents: what the record says today."""

    code: Code
    state: str
    said: str
    contents: dict | None = None


def codes_in(given: str) -> list[Code]:
    """The codes in a scanned text or in a certificate's file (PDF, HTML, a picture of it).

    Raises UsageError when there is none.
    """
    found = code.found_in(given)
    path = Path(given)
    if not found and len(given) < 4096 and path.is_file():
        found = _in_file(path)
    if not found and not path.is_file() and path.suffix.lower() in _FILES:
        raise UsageError(f"there is no file {words.word(given, 200)}")
    if not found:
        raise UsageError(
            f"no certificate code in {words.word(given, 40)!r}: give a certificate's file, or the "
            "text of its QR code, which begins with RINGOUT/1/"
        )
    return found


def _in_file(path: Path) -> list[Code]:
    if path.stat().st_size > _FILE_MAX:
        raise UsageError(f"{path} is too large to be a certificate")
    data = path.read_bytes()
    found = code.found_in(data.decode("latin-1"))
    if not found and data.startswith(b"%PDF"):
        for stream in _STREAM.findall(data):
            try:
                found += code.found_in(zlib.decompress(stream).decode("latin-1"))
            except zlib.error:
                continue
    if not found and path.suffix.lower() in _PICTURES:
        found = _in_picture(path)
    return list(dict.fromkeys(found))


def _in_picture(path: Path) -> list[Code]:
    try:
        import zxingcpp
    except ModuleNotFoundError:
        raise UsageError(
            "reading a picture needs zxing-cpp: pip install 'ringout[certificate]', or scan the "
            "code and give its text"
        ) from None
    from PIL import Image, UnidentifiedImageError

    try:
        seen = zxingcpp.read_barcodes(Image.open(path))
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError) as error:
        raise UsageError(f"cannot read the picture {path}: {error}") from None
    return code.found_in("\n".join(one.text for one in seen))


def verify(connection: sa.Connection, wanted: Code) -> Finding:
    """What the database says of a certificate."""
    dev = schema.devices.c.dev
    named = (dev == wanted.dev) | dev.startswith(wanted.dev + ".", autoescape=True)
    found = list(connection.execute(query.select(Filter()).where(named, _C.seq == wanted.seq)))
    if not found:
        said = f"no record {wanted.seq} of tester {wanted.dev} in this database"
        return Finding(wanted, UNKNOWN, said)
    row = next((row for row in found if code.digest(row.raw) == wanted.digest), None)
    if row is None or row.verdict != wanted.verdict:
        row = row or found[0]
        said = f"the record says something else: {row.verdict}, the certificate {wanted.verdict}"
        if row.verdict == wanted.verdict:
            said = "the record is not the one that the certificate was made from"
        return Finding(wanted, CHANGED, said, content.certificate(connection, row))
    contents = content.certificate(connection, row)
    if row.voided_at is not None:
        said = f"the test was taken back on {content.utc(row.voided_at)}"
        return Finding(wanted, VOID, said, contents)
    newer = _newer(connection, row)
    if newer is not None:
        said = f"the cable was tested again on {content.utc(newer.tested_at)}: {newer.verdict}"
        return Finding(wanted, NEWER, said, contents)
    return Finding(wanted, VERIFIED, "the record says the same", contents)


def _newer(connection: sa.Connection, row: sa.Row) -> sa.Row | None:
    """The cable's latest test, if that is another one."""
    if row.serial is None:
        return None
    latest = content.of_serial(connection, row.serial)
    return None if (latest.device, latest.seq) == (row.device, row.seq) else latest
