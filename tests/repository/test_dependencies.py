"""The lists of versions belong to the ranges that pyproject.toml declares."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def declared():
    """Every dependency of the package, its extras and what tests and drawings need."""
    project, groups = PROJECT["project"], PROJECT["dependency-groups"]
    lists = [project["dependencies"], *project["optional-dependencies"].values()]
    lists += [groups[name] for name in ("test", "hardware", "lint")]
    return [Requirement(text) for group in lists for text in group]


def versions(name):
    """{package: its version} of a list; there may be several, for different systems."""
    found = {}
    for line in (ROOT / name).read_text("utf-8").splitlines():
        match = re.match(r"([a-z0-9-]+)==([^ ;]+)", line)
        if match:
            found.setdefault(match[1], []).append(match[2])
    return found


def canonical(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def test_every_range_has_an_upper_end():
    open_ended = [str(r) for r in declared() if not re.search("<|==", str(r.specifier))]
    assert open_ended == []


@pytest.mark.parametrize("name", ["requirements.lock", "requirements.oldest"])
def test_the_list_holds_a_version_in_each_range(name):
    listed = versions(name)
    assert len(listed) > 40
    for requirement in declared():
        mine = listed.get(canonical(requirement.name), [])
        assert mine and all(map(requirement.specifier.contains, mine)), (
            f"{name} has {mine or 'nothing'} for {requirement}: make lock"
        )


def test_the_oldest_are_the_lower_ends():
    listed = versions("requirements.oldest")
    for requirement in declared():
        lowest = re.search(r"(?:>=|==)([0-9.]+)", str(requirement.specifier))[1]
        mine = Version(Version(listed[canonical(requirement.name)][0]).base_version)
        assert mine == Version(lowest), f"{requirement}: {mine} is the oldest"


def test_everything_in_the_lock_has_a_hash_and_no_address():
    text = (ROOT / "requirements.lock").read_text("utf-8")
    entries = re.split(r"\n(?=[a-z0-9])", text.strip())
    assert len(entries) > 40 and all("--hash=sha256:" in entry for entry in entries)
    assert "http" not in text and "@" not in text
