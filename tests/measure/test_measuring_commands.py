"""`ringout selftest` and `ringout calibrate` against the real firmware on a pseudo-terminal."""

import json
import threading

import pytest

from ringout_host.sim.handheld import Handheld
from ringout_host.sim.pty import PtyLink


class OnPort:
    """A simulated handheld behind a port; a thread gives it its turns."""

    def __init__(self, folder, cable="none"):
        self.path = str(folder / "tester")
        self.handheld = Handheld(cable, str(folder / "flash"), seed=3)
        self._stop = threading.Event()
        self.lock = threading.Lock()
        self._thread = threading.Thread(target=self._run)

    def _run(self):
        while not self._stop.is_set():
            data = self.link.read(0.005)
            with self.lock:
                if data:
                    self.handheld.board.console_in(data)
                self.handheld.step()

    def __enter__(self):
        self.link = PtyLink(self.path)
        self.handheld.board.console_out = self.link.write
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._stop.set()
        self._thread.join(5)
        self.link.close()


def test_selftest_of_a_good_and_of_a_broken_tester(ringout, tmp_path):
    (tmp_path / "flash").mkdir()
    with OnPort(tmp_path) as port:
        code, out, _ = ringout("selftest", "--port", port.path, "--json")
        reply = json.loads(out)
        assert code == 0 and reply["pass"] is True
        assert {"ADC baseline", "tau 1 nF", "line B.S"} <= {c["name"] for c in reply["checks"]}
        with port.lock:
            port.handheld.bench.front_end.x11_gain = 8.0
            port.handheld.plug("none")
        code, out, _ = ringout("selftest", "--port", port.path)
        assert code == 5
        assert "FAIL" in out and "x11 stage" in out and "100 k" in out


def test_calibrate_walks_through_every_plug(ringout, tmp_path, monkeypatch):
    """The person plugs what the prompt says, but once the wrong thing."""
    (tmp_path / "flash").mkdir()
    with OnPort(tmp_path, "trs_trs") as port:
        asked = []

        def person(text, **_):
            asked.append(text)
            if "Unplug" in text:
                cable = "trs_trs" if len(asked) == 1 else "none"
            else:
                jack = text.split("jack ")[1][0]
                kind = "short" if "shorting" in text else "10ohm"
                if text.startswith("Put the 10 ohm plug into jack B") and asked.count(text) == 1:
                    kind = "47ohm"
                cable = f"none,plug={kind}@{jack}"
            with port.lock:
                port.handheld.plug(cable)

        monkeypatch.setattr("ringout_host.cli.calibrate.typer.prompt", person)
        code, out, err = ringout("calibrate", "--port", port.path, "--jacks", "A,B", "--json")
        assert code == 0
        assert json.loads(out)["cal"].startswith("c1-")
        assert "unplug everything" in err and "46.8 ohm in jack B is no reference plug" in err
        assert len(asked) == 2 + 4 + 1
        assert port.handheld.app.tester.calibration.id == json.loads(out)["cal"]
        code, out, _ = ringout("calibrate", "--port", port.path, "--show", "--json")
        assert json.loads(out)["zeroed"] is True


@pytest.mark.parametrize("jacks", ["D", "A,A", "", "A;B"])
def test_jacks_that_do_not_exist(ringout, jacks):
    code, _, err = ringout("calibrate", "--jacks", jacks)
    assert code == 2 and "--jacks A,B" in err
