"""firmware/WIRINGS.md is what the catalogue and the survey give."""

from pathlib import Path

from ringout_host.catalogue import document

PATH = Path(__file__).parents[2] / "firmware" / "WIRINGS.md"


def test_catalogue_part_is_generated():
    text = PATH.read_text(encoding="utf-8")
    assert text.split(document.MARK)[0] == document.catalogue(), "run: make exhaustive"


def test_survey_part_has_every_wiring_and_no_fault_missed():
    part = PATH.read_text(encoding="utf-8").split(document.MARK)[1]
    rows = [line for line in part.splitlines() if line.startswith("| `")]
    assert [row.split("`")[1] for row in rows] == document.surveyed()


def test_a_row_of_the_survey_is_what_a_run_gives(surveyor):
    text = PATH.read_text(encoding="utf-8")
    row, passed, unseen = document.survey_row(surveyor, "rca_rca")
    assert row in text
    for line in passed + unseen:
        assert f"- {line}\n" in text
