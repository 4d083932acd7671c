"""`python -m tests.cases`: press the simulated testers of this folder's cases again.

For after a change of what a press asks of the board. A real tester's cases stay as they are.
"""

from ringout_host.cases import capture
from ringout_host.cases import case as cases
from ringout_host.cli import cable as cables
from tests.cases.test_cases import FOLDER

PRESSED = {  # file -> cable, tester, seed, settings
    "good-6m": ("trs_trs,length=6m,stock=mogami-w2549", "typical", 3, {}),
    "ring-open": ("trs_trs,length=6m,open=R@0.3m:B", "typical,calibrated=yes", 5, {"length_m": 6}),
    "damp": ("trs_trs,length=3m,leak=T-S:2M", "typical", 7, {}),
    "five-pin": (
        "wires:A.T-B.T A.R-B.R A.R2-B.R2 A.S=B.S A.5-B.T A.SH=A.S,length=3m",
        "typical,expander=yes",
        9,
        {},
    ),
    "phantom": ("xlr_xlr,live=48V:6.81k@A.T,A.R", "typical", 8, {}),
}


def main() -> None:
    """Write them all."""
    for name, (cable, tester, seed, told) in PRESSED.items():
        with cables.plugged(cable, seed, tester) as handheld:
            handheld.configure(**told)
            made = capture.from_handheld(handheld, cable, {"tester": tester, "seed": seed})
        made.t = None  # so that only a change changes the file
        cases.save(made, FOLDER / f"{name}.json")
        print(f"{name}: {made.record['verdict']}, {len(made.calls)} lines")


if __name__ == "__main__":
    main()
