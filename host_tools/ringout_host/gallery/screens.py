"""The list of screens: a name, and what the firmware is asked to draw."""

import ringout_host.sim  # noqa: F401  gives CPython a framebuf
from ringout import notices, reading_pages, results, screens, wirings
from ringout.board import KEY_MODE, KEY_TEST
from ringout.keys import HOLD, PRESS
from ringout.menu import Menu
from ringout.setting_rows import ROWS
from ringout.wiggle_screen import layout_wiggle
from ringout.wiring_picture import layout_wiring
from ringout_host.gallery import records as r

METRES = {"units": "m"}
FEET = {"units": "ft"}
KEYS = {"t": (PRESS, KEY_TEST), "m": (PRESS, KEY_MODE), "T": (HOLD, KEY_TEST)}
DEVICE = (
    ("id", "e6614103e7452d2f"), ("firmware", "0.1.0"), ("log", "148 of 12 %"), ("cal", "9f31"),
    ("supply", "2.71 V"),
)  # fmt: skip


def wiring(record, wiring_id, text):
    """The wiring page of a record."""
    return layout_wiring(record, wirings.get(wiring_id), text)


def menu(keys):
    """The menu after some keys: m and t are presses, T a hold of TEST."""
    values = {row[0]: row[1] for row in ROWS}
    it = Menu(values, goldens=lambda: ["TOUR-A", "STUDIO 3"], info=lambda: DEVICE)
    it.open()
    for key in keys:
        it.key(*KEYS[key])
    return it.layout()


def all_screens():
    """{name: items}, in the order of the manual."""
    legs = ("T", 0, 0, 0, 0), ("R", 12, 80, 3200, 0), ("S", 0, 0, 0, 0)
    dropped = ("T", 3, 81, 122, 0), ("R", 12, 80, 3200, 1), ("S", 1, 120000, 120000, 0)
    steady = tuple((name, 0, 0, 0, 0) for name in "TRS")
    stages = [("flash", True), ("reference", None)]
    asked = ("Black rings on B?", "1", "2")
    names = ["TS instrument lead", "TRS, ring bridged"]
    return {
        "startup": screens.layout_startup("0.1.0", stages),
        "startup-trouble": screens.layout_startup("0.1.0", [("reference", False)], "runs anyway"),
        "ready": screens.layout_ready("AUTO", 80, 12),
        "ready-usb": screens.layout_ready("EXPECT XLR", 0, 12, usb=True),
        "ready-message": screens.layout_ready("AUTO", 20, 82, message="settings lost: reset"),
        "testing": screens.layout_testing("capacitance", 3, 5),
        "pass": results.layout_verdict(r.TRS, "TRS balanced/stereo", METRES),
        "pass-feet": results.layout_verdict(r.TS, "TS instrument lead", FEET),
        "pass-near": results.layout_verdict(r.NEAR, "TRS balanced/stereo", METRES),
        "fail-near": results.layout_verdict(r.OVER, "TRS balanced/stereo", METRES),
        "fail-open": results.layout_verdict(r.OPEN_AT_B, "", METRES),
        "fail-reversed": results.layout_verdict(r.REVERSED, "XLR polarity reverse", METRES),
        "fail-two": results.layout_verdict(r.SHORT, "TS instrument lead", METRES),
        "looks-like": results.layout_verdict(r.LOOKS_LIKE, names, METRES, asked),
        "no-cable": results.layout_verdict(r.NO_CABLE | {"question": ""}, ""),
        "no-cable-one-end": results.layout_verdict(r.NO_CABLE, "plugged at A only"),
        "live": notices.layout_live(["A.T", "A.R"]),
        "live-bright": notices.layout_live(["A.T", "A.R"], bright=True),
        "error": screens.layout_error(
            "reference off by 31 %", "Unplug all, CAL zero; repeats: repair"),
        "wiring": wiring(r.TRS, "trs_trs", "TRS balanced/stereo"),
        "wiring-open": wiring(r.OPEN_AT_B, "trs_trs", "RING OPEN at plug B"),
        "wiring-open-inside": wiring(r.OPEN_INSIDE, "ts_ts", "TIP OPEN 1.14 m of A"),
        "wiring-reversed": wiring(r.REVERSED, "xlr_xlr", "TIP-RING REVERSED"),
        "wiring-short": wiring(r.SHORT, "ts_ts", "TIP-SLEEVE SHORT"),
        "wiring-insert": wiring(r.INSERT, "insert", "Y insert lead"),
        "wiring-headset": wiring(r.HEADSET, "trrs_str", "TRRS straight"),
        "wiring-rca-xlr": wiring(r.RCA_XLR, "rca_xlr_2w", "RCA-XLR pin 3 to 1"),
        "wiring-splitter": wiring(r.SPLIT, "xlr_y_split", "TIP OPEN at plug C"),
        "resistance": reading_pages.layout_resistance(r.TRS, "3/6"),
        "resistance-many": reading_pages.layout_resistance(r.MANY, "3/6"),
        "capacitance": reading_pages.layout_capacitance(r.TRS, METRES, "4/6"),
        "capacitance-feet": reading_pages.layout_capacitance(r.TS, FEET, "4/6"),
        "capacitance-many": reading_pages.layout_capacitance(r.MANY, METRES, "4/6"),
        "balance": reading_pages.layout_balance(r.TRS, "5/6"),
        "balance-lead": reading_pages.layout_balance(
            r.TS, "5/6", ["unbalanced lead: shield 66 mΩ", "no hum from it below 10 m"]),
        "advice": reading_pages.layout_advice(
            ["Open plug B and solder the RING wire.", "The cable has 6 m from A to the break."],
            0, "6/6"),
        "wiggle-steady": layout_wiggle(steady, 0, 0, 3),
        "wiggle-one": layout_wiggle(legs, 62, 88, 3),
        "wiggle-many": layout_wiggle(dropped, 30, 88, 3),
        "wiggle-picked": layout_wiggle(legs[1:2], 4, 20, 2, "R"),
        "menu": menu(""),
        "menu-mode": menu("t"),
        "menu-expect": menu("tmtmm"),
        "menu-golden": menu("mmt"),
        "menu-delete": menu("mmtmt"),
        "menu-learn-name": menu("mmtt" + "tmtttttm"),
        "settings": menu("mmmmtm"),
        "settings-choice": menu("mmmmt" + "mmmmmt"),
        "settings-number": menu("mmmmt" + "t" + "mmt"),
        "device": menu("mmmmmmt"),
        "calibrate-zero": notices.layout_calibrate(
            1, 2, "open", ["unplug every jack,", "then press TEST"]),
        "calibrate-plug": notices.layout_calibrate(
            2, 2, "short", ["reference plug", "in A and B"], 40),
        "calibrate-done": notices.layout_calibrate(2, 2, "done", ["zero 21.3 pF", "plug 16 mΩ"]),
        "learn": notices.layout_learn(
            "TOUR-A", 1, 3, ["plug the next", "good cable", "press TEST"]),
        "low-battery": notices.layout_low_battery("2.21 V", 13, False),
        "battery-refused": notices.layout_low_battery("1.98 V", 0, True),
        "log-full": notices.layout_log_full(83, 1204, 0),
        "log-dropped": notices.layout_log_full(100, 2310, 12),
        "crash": notices.layout_crash("ValueError: channel 22 in charge.py line 81", 1, 3),
        "safe-mode": notices.layout_crash("MemoryError: allocating 4096 bytes", 3, 3),
    }  # fmt: skip
