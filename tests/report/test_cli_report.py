"""`ringout report` as a command."""

import json

import pytest

from tests.store.sample import shop_lines


def test_it_writes_the_page_and_tells_what_is_in_it(ringout, tmp_path):
    ringout.put(*shop_lines(60))
    path = tmp_path / "june.html"
    code, out, err = ringout("report", "-o", str(path), "--title", "June & July")
    assert (code, err) == (0, "") and "60 tests in" in out
    assert "June &amp; July" in path.read_text("utf-8")
    told = json.loads(ringout("report", "-o", str(path), "--json", "--lot", "L01")[1])
    assert told["bytes"] == path.stat().st_size
    assert 0 < told["tests"] < 60 and told["lots"] == 1


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--lot", "none"], "no tests"),
        (["--verdict", "PASS"], "false yield"),
        (["--units", "yd"], "units"),
        (["-o", "/nowhere/x.html"], "cannot write"),
    ],
)
def test_a_mistake_leaves_the_old_page_alone(ringout, tmp_path, arguments, says):
    ringout.put(*shop_lines(3))
    path = tmp_path / "old.html"
    path.write_text("old")
    code, out, err = ringout("report", "-o", str(path), *arguments)
    assert (code, out) == (2, "") and says in err
    assert path.read_text() == "old" and list(tmp_path.glob("*.part")) == []
