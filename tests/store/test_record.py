"""What is a record and what is refused, with the reason."""

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringout.results.vocabulary import VERDICTS
from ringout_host.errors import Exit
from ringout_host.store.record import LINE_MAX_BYTES, Refused, Verdict, parse_line
from tests.store.sample import line, open_ring, record

DEEP = b'{"v":1,"x":' + b"[" * 5000 + b"]" * 5000 + b"}"


def test_a_line_gives_its_record_and_its_raw_text():
    made = open_ring(7, tag={"serial": "CAB-1"}, future={"key": [1, None]})
    parsed, raw, crc = parse_line(line(made))
    assert (parsed.seq, parsed.verdict, parsed.faults[0].code) == (7, "FAIL", "open")
    assert parsed.leg_ohm["A.T-B.T"] == (0.52, 0.02)
    assert '"future": {"key": [1, null]}' in raw
    assert line(made).endswith(b"\t" + crc.encode())


@pytest.mark.parametrize(
    ("stored", "reason"),
    [
        (b"", "no checksum"),
        (b"{}", "no checksum"),
        (line(record())[:-1] + b"g", "checksum"),
        (line(record())[1:], "checksum"),
        (line(b"{"), "truncated"),
        (line(b"[]"), "Expected `object`"),
        (line(b'{"v":1}'), "missing required field"),
        (line(DEEP), "nested"),
        (line(record()).replace(b"trs", b"tss"), "checksum"),
        (line(record() | {"seq": -1}), "$.seq"),
        (line(record() | {"seq": 10**30}), "$.seq"),
        (line(record() | {"seq": True}), "$.seq"),
        (line(record() | {"seq": "1"}), "$.seq"),
        (line(record(t=-5)), "$.t"),
        (line(record(t=10**15)), "$.t"),
        (line(record(up_ms=10**17)), "$.up_ms"),
        (line(record(v=2)), "$.v"),
        (line(record(dev="../../etc/passwd")), "$.dev"),
        (line(record(verdict="<b>PASS</b>")), "$.verdict"),
        (line(record(pf={"T-S": [float("nan"), 1]})), "malformed"),
        (line(record(pf={"T-S": [float("inf"), 1]})), "malformed"),
        (line(record(pf={"T-S": "456"})), "$.pf"),
        (line(record(pf=[1, 2])), "$.pf"),
        (line(record(faults=["open"])), "$.faults"),
        (line(record(tag=["serial"])), "$.tag"),
        (line(b'{"v":1,"x":"\xff"}'), "utf-8"),
        (line(record(tag={"serial": "A" * LINE_MAX_BYTES})), "bytes"),
    ],
    ids=lambda value: str(value)[:40],
)  # fmt: skip
def test_anything_else_is_refused_with_a_reason(stored, reason):
    with pytest.raises(Refused) as caught:
        parse_line(stored)
    assert reason in str(caught.value)
    assert caught.value.exit_code == Exit.DATA_CORRUPT


@pytest.mark.parametrize("number", [b"1e999", b"[0,-1.5E+999 ]", b"1" + b"0" * 5000])
def test_a_number_no_reader_can_hold_is_refused_even_in_an_unknown_key(number):
    body = line(record()).rpartition(b"\t")[0][:-1] + b',"x":' + number + b"}"
    with pytest.raises(Refused, match="range"):
        parse_line(line(body))


def test_a_refused_record_still_tells_its_number():
    with pytest.raises(Refused) as caught:
        parse_line(line(record(41, pf="no")))
    assert caught.value.seq == 41


@given(st.binary(max_size=300))
def test_no_bytes_raise_anything_but_refused(stored):
    with pytest.raises(Refused):
        parse_line(stored)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(st.sampled_from(sorted(record())), _JSON)
def test_any_value_under_any_key_is_a_record_or_refused(key, value):
    try:
        parsed, _raw, _crc = parse_line(line(record() | {key: value}))
    except Refused as error:
        assert str(error)
    except UnicodeEncodeError:
        pass  # the test's own JSON writer met a lone surrogate
    else:
        assert parsed.dev and parsed.seq >= 0


def test_the_store_knows_every_verdict_of_the_firmware():
    assert set(get_args(Verdict)) == {kind.name for kind in VERDICTS}
