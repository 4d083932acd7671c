"""Small sources, as they are and linked: both must print the same."""

import contextlib
import importlib
import io
import itertools
import re
import sys

import pytest
from linking_cases import REFUSED, SOURCES

from ringout_host.compact import link
from ringout_host.compact.bindings import Symbol
from ringout_host.errors import Exit, RingoutError

NUMBERS = itertools.count()


def modules_of(text):
    """{module: source} of a text with a comment before each module."""
    found = re.split(r"^ *# (\w+)\n", text, flags=re.MULTILINE)[1:]
    sources = dict(zip(found[::2], map(dedented, found[1::2]), strict=True))
    return {"__init__": "", **sources}


def dedented(text):
    lines = text.splitlines()
    margin = min(len(line) - len(line.lstrip()) for line in lines if line.strip())
    return "\n".join(line[margin:] for line in lines) + "\n"


def printed(sources, folder):
    """What importing `main` prints. The package gets a name that was not used before."""
    package = f"pkg{next(NUMBERS)}"
    (folder / package).mkdir()
    for name, text in sources.items():
        text = re.sub(r"\bpkg\b", package, text)
        (folder / package / f"{name}.py").write_text(text)
    out = io.StringIO()
    sys.path.insert(0, str(folder))
    importlib.invalidate_caches()
    try:
        with contextlib.redirect_stdout(out):
            importlib.import_module(f"{package}.main")
    finally:
        sys.path.remove(str(folder))
    return out.getvalue()


def linked(sources, always=(("main",),)):
    program = link(sources, always=always, kept=None, name="pkg")
    return {**program.parts, "__init__": sources["__init__"]}


@pytest.mark.parametrize("what", SOURCES)
def test_linked_sources_print_the_same(what, tmp_path):
    sources = modules_of(SOURCES[what])
    expected = printed(sources, tmp_path)
    assert expected.strip()
    assert printed(linked(sources), tmp_path) == expected
    if "other" in sources:  # in two parts, the later one borrowing from the earlier
        assert printed(linked(sources, (("other",), ("main",))), tmp_path) == expected


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_linked_is_refused(what):
    text, reason = REFUSED[what]
    with pytest.raises(RingoutError, match=reason) as refusal:
        linked(modules_of(text))
    assert refusal.value.exit_code == Exit.PROTOCOL
    assert "\n" not in str(refusal.value)


def test_what_nobody_uses_is_left_out():
    sources = modules_of("# main\ndef run(): return used()\ndef used(): return 1\ndef idle(): 5")
    text = link(sources, always=(("main",),), kept=[Symbol("main", "run")], name="pkg").parts
    assert "def run" in text["main"] and text["main"].count("def ") == 2


def test_what_subclasses_have_to_define_is_left_out():
    sources = modules_of(
        "# main\nclass Port:\n    def read(self):\n        raise NotImplementedError\n"
        "    def write(self):\n        print(1)\n        raise NotImplementedError\n"
    )
    assert linked(sources)["main"].count("def ") == 1


def test_a_script_is_translated():
    sources = modules_of("# main\nclass Meter:\n    def read_all(self): return 5")
    program = link(sources, always=(("main",),), kept=None, name="pkg")
    script = "from pkg.main import Meter\nx = Meter().read_all()\n"
    assert "read_all" not in program.translate(script)
    assert program.translate(script) == program.translate(script)


def test_a_script_that_meets_a_new_name_is_refused():
    sources = modules_of("# main\nthing = []\ndef use(place): return place")
    program = link(sources, always=(("main",),), kept=None, name="pkg")
    short = next(iter(program.names.symbols.values()))
    with pytest.raises(RingoutError, match="as `outside`"):
        program.translate(f"{short} = 1")
    with pytest.raises(RingoutError, match="as `outside`: place"):
        program.translate("from pkg.main import use\nuse(place=1)")
