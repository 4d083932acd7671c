"""`python -m tests.selftest_survey`: hardware/SELFTEST.md anew (minutes)."""

import sys
import tempfile

from tests.selftest_survey import table
from tests.selftest_survey.single_faults import FAULTS
from tests.selftest_survey.survey import FEW, HARMLESS, PRESS, SPOILS, Survey, cables


def main() -> None:
    """All faults; those that nobody finds with every cable."""
    rows = {}
    with tempfile.TemporaryDirectory() as folder:
        survey = Survey(folder)
        for fault in FAULTS:
            outcome = survey.outcome(fault, FEW)
            if outcome.found in (HARMLESS, PRESS, SPOILS):
                outcome = survey.outcome(fault, cables())
            rows[fault] = outcome
            print(fault, outcome.found, outcome.check, outcome.until, *outcome.wrong[:3])
            sys.stdout.flush()
    table.DOCUMENT.write_text(table.document(rows), "utf-8")


if __name__ == "__main__":
    main()
