"""From whatever is plugged in to a tester that answers: the steps behind `ringout flash`."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ringout_host.errors import DeviceError, NoDeviceError, ProtocolError, RingoutError
from ringout_host.flash import update
from ringout_host.flash.board_facts import Facts, bundle_for, facts_of, refuse_downgrade
from ringout_host.flash.bundle import Bundle
from ringout_host.flash.prompt import Prompt
from ringout_host.flash.steps import Steps
from ringout_host.link.device import SLOW_S, open_device, patience_wanted

START_S = 20.0  # a tester answers one second after a reset


@dataclass(frozen=True)
class Report:
    """What happened to one board. selftest: the device's reply, None if it has no such op."""

    port: str
    dev: str
    before: str
    after: str
    micropython: str
    sent_files: int
    sent_bytes: int
    removed: int
    selftest: dict[str, Any] | None

    @property
    def failed_checks(self) -> list[str]:
        """Names of the self-test's checks that did not pass."""
        checks = (self.selftest or {}).get("checks", [])
        failed = [str(check.get("name")) for check in checks if not check.get("ok")]
        return failed or ["all"] * (self.selftest is not None and not self.selftest.get("pass"))


def install(path: str, steps: Steps, downgrade: bool = False) -> Report:
    """Bring the board on serial port `path` to this program's firmware and wait for it."""
    factor = patience_wanted()
    with Prompt(path, factor) as board:
        facts = facts_of(board)
        bundle = bundle_for(facts)
        steps.say(
            f"{path}: MicroPython {facts.micropython}, "
            + (f"ringout {facts.firmware} -> " if facts.firmware else "no ringout -> ")
            + bundle.version
        )
        refuse_downgrade(facts, bundle, downgrade)
        plan = _put(board, facts, bundle, steps)
        board.restart()
    steps.say("restarting")
    dev, selftest = _first_words(path, bundle, factor)
    return Report(
        path, dev, facts.firmware, bundle.version, facts.micropython,
        len(plan.send), plan.bytes_to_send, len(plan.stale), selftest,
    )  # fmt: skip


def _put(board: Prompt, facts: Facts, bundle: Bundle, steps: Steps) -> update.Plan:
    plan = update.plan(board, facts, bundle)
    if plan.is_done:
        steps.say("all files are there already")
        return plan
    steps.say(f"sending {len(plan.send)} of {len(bundle.files)} files")
    steps.total(plan.bytes_to_send)
    update.apply(board, plan, bundle, steps.sent)
    return plan


def _first_words(path: str, bundle: Bundle, factor: float) -> tuple[str, dict[str, Any] | None]:
    """Wait until the tester answers; set its clock, let it test itself."""
    device_id = ""
    selftest = None

    def greet() -> None:
        nonlocal device_id, selftest
        with open_device(path, patience=factor) as device:
            running = device.info.get("fw")
            if running != bundle.version:
                raise ProtocolError(
                    f"the tester still runs firmware {running}, not {bundle.version}:"
                    " press its reset button and look at `ringout info`"
                )
            device_id = str(device.info.get("dev", ""))
            device.set_clock(int(time.time()))
            try:
                selftest = device.call("selftest", timeout_s=SLOW_S)
            except DeviceError:
                selftest = None  # this firmware has none, or refuses now

    _until_it_answers(greet, START_S * factor)
    return device_id, selftest


def _until_it_answers(attempt: Callable[[], None], seconds: float) -> None:
    """The port vanishes at a reset and comes back; until then every attempt fails."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            attempt()
            return
        except NoDeviceError as error:
            trouble: RingoutError = error
        except ProtocolError as error:
            if isinstance(error, DeviceError):
                raise
            trouble = error
        if time.monotonic() > deadline:
            raise trouble
        time.sleep(0.3)
