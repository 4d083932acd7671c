"""The pytest plugin in somebody else's project, and the page that explains it."""

import re
import subprocess
import sys
from pathlib import Path

import ringout_host.sim

PAGE = (Path(ringout_host.sim.__file__).parent / "README.md").read_text("utf-8")
MINE = """
def test_nothing_is_plugged_without_the_marker(ringout_tester):
    assert ringout_tester.press()["verdict"] == "NO-CABLE"


@pytest.mark.ringout_cable("trs_trs,length=6m,open=R@0.3m:B", length_m=6.0, seed=2)
def test_told_what_a_person_would_tell(ringout_tester):
    assert ringout_tester.press()["faults"][0]["at"]["m"] == pytest.approx(0.3, abs=0.1)
"""


def examples():
    return re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)


def test_a_test_of_somebody_elses_gets_a_tester(tmp_path):
    library, plugin = examples()
    (tmp_path / "test_mine.py").write_text(plugin + MINE, "utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "--strict-markers", "-p", "no:cacheprovider"]
    command += ["-p", "ringout_host.testing", "--rootdir", str(tmp_path), str(tmp_path)]
    ended = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path)
    assert "3 passed" in ended.stdout, ended.stdout


def test_the_pages_example_runs_and_says_what_it_says(tmp_path):
    library = examples()[0]
    ended = subprocess.run(
        [sys.executable, "-c", library], capture_output=True, text=True, cwd=tmp_path
    )
    said = re.search(r"record\[\"text\"\]\)  # (.*)", library)[1]
    assert ended.returncode == 0 and ended.stdout.strip() == said, ended.stdout + ended.stderr
