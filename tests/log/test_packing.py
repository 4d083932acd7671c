"""Packed lines: what comes out is what went in, and a third of it is stored."""

from hypothesis import given, settings
from hypothesis import strategies as st

from ringout.storage import packing
from ringout.storage import stored_line as records
from ringout.storage.phrases import ONE_BYTE, PHRASES
from tests.log.made import record

LISTED = PHRASES.split(b"\n")[:-1]


def unpacked(packed: bytes, room: int = 6144) -> bytes | None:
    out = bytearray(room)
    size = packing.unpack(packed, 0, len(packed), out)
    return bytes(out[:size]) if size >= 0 else None


def test_records_take_a_third():
    lines = [records.encode(record(seq)) for seq in range(300)]
    packed = [packing.pack(line) for line in lines]
    assert [unpacked(line) for line in packed] == lines
    assert sum(map(len, packed)) < 0.36 * sum(map(len, lines))
    assert not [line for line in packed if b"\n" in line or line[:1] == b"{"]


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)
pieces = st.sampled_from([phrase.decode() for phrase in LISTED])


@settings(max_examples=80, deadline=None)
@given(st.dictionaries(st.text() | pieces, values | pieces))
def test_any_record_survives(extra):
    line = records.encode({"v": 1, "dev": "e6", **extra})
    assert (
        unpacked(packing.pack(line), len(line) + 2) == line
    )  # some are longer than a record may be


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400))
def test_any_line_survives_and_any_bytes_unpack_to_something(data):
    line = PHRASES.split(b"\n")[0] + data.replace(b"\n", b"")
    assert unpacked(packing.pack(line)) == line
    if data:
        assert unpacked(data) is None or len(unpacked(data)) <= 6144


def test_more_than_there_is_room_for_is_refused():
    packed = packing.pack(records.encode(record(1)))
    assert unpacked(packed, 100) is None
    assert unpacked(b"{" * 200, 100) is None


def test_the_list_of_phrases_is_sound():
    assert len(set(LISTED)) == len(LISTED) <= ONE_BYTE + 128
    assert all(2 <= len(phrase) < 128 and phrase.isascii() for phrase in LISTED)
    assert LISTED[0] == b'{"v":1,"dev":"'
