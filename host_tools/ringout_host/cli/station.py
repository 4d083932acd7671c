"""`ringout station`: a test bench for a batch. Scan a serial, press TEST, read the verdict.

One file: the command and the batch that it runs.
"""

import queue
import sys
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Annotated

import typer

from ringout_host.cli.big import big
from ringout_host.cli.logs import look
from ringout_host.cli.options import Database, Json, examples
from ringout_host.cli.output import complain, out, print_json, tell
from ringout_host.errors import UsageError
from ringout_host.station.bench import Bench, News
from ringout_host.station.tally import Tally
from ringout_host.station.typed import END, typed
from ringout_host.store import products, query
from ringout_host.store.database import Store, open_store

_POLL_S = 0.3
_AGAIN_S = 1.0  # between looks for a tester that was lost
_GIVE_UP = "-"


def add(app: typer.Typer) -> None:
    """Register the command."""
    app.command(
        "station",
        epilog=examples(
            "ringout station --lot L17 --operator ANA --product GC-6 --target 50",
            "ringout station --press   # the scan itself starts the test",
            "ringout station --port /dev/ttyACM0 --lot L17 --port /dev/ttyACM1 --lot L18",
        ),
    )(station)


def station(
    port: Annotated[
        list[str] | None,
        typer.Option("--port", help="Port of a tester; several for several, each with its lot."),
    ] = None,
    db: Database = None,
    lot: Annotated[
        list[str] | None, typer.Option("--lot", help="Lot of the cables to come, one a tester.")
    ] = None,
    operator: Annotated[str | None, typer.Option("--operator", help="Who tests.")] = None,
    product: Annotated[
        str | None, typer.Option("--product", help="What they are: ringout products ls.")
    ] = None,
    target: Annotated[
        int | None, typer.Option("--target", min=1, help="How many good cables are wanted.")
    ] = None,
    press: Annotated[
        bool, typer.Option("--press", help="Start the test as soon as a serial is in.")
    ] = False,
    json: Json = False,
) -> None:
    """Test a batch: scan or type a serial, press TEST.

    The next test carries the serial. A scanner is a keyboard that ends with Enter. Enter alone
    starts a test from here, - gives the cable up, a product's part number chooses it, Ctrl-D ends.
    Of several testers the first without a cable gets the serial, and Enter is for the one that has
    it. Steps that the product requires (WIGGLE, turned, reference plug) cannot be skipped. A tester
    that is unplugged is waited for. Every test is stored. With --json each record is one line.
    """
    lots = lot or []
    ports: list[str | None] = list(port) if port else [None]
    if len(lots) not in (0, 1, len(ports)):
        raise UsageError(
            f"{len(lots)} lots, but testers: {len(ports)}; give one lot, or one for each --port"
        )
    with open_store(db) as store:
        chosen = (
            (products.of_own_cable(product) or products.get(store, product)) if product else None
        )
        tally = Tally(target)
        benches = [
            Bench(
                _opener(path), store, (lots * len(ports))[n] if lots else None, chosen, operator,
                tally, _speaker(n, len(ports)),
            )
            for n, path in enumerate(ports)
        ]  # fmt: skip
        floor = Station(benches, store, json)
        try:
            for bench in benches:
                bench.connect()
            tell("scan a serial and press TEST; Enter alone starts a test, Ctrl-D ends")
            floor.run(typed(sys.stdin), sys.stdin.isatty(), press)
        finally:
            for bench in benches:
                bench.close()
            floor.end()


def _opener(path: str | None) -> Callable[[], AbstractContextManager]:
    def opened() -> AbstractContextManager:
        from ringout_host.link.device import open_device

        return open_device(path)

    return opened


def _speaker(number: int, count: int) -> Callable[[str], None]:
    def say(line: str) -> None:
        complain(f"tester {number + 1}: {line}" if count > 1 else line)

    return say


class Station:
    """The floor: lines that are typed go to a bench, tests that were made are shown."""

    def __init__(self, benches: list[Bench], store: Store, json: bool):
        self.benches = benches
        self.store = store
        self.json = json

    def run(self, lines: "queue.Queue[str | None]", person: bool, press: bool) -> None:
        """Until the typed `lines` end and, unless a person ends them, the last serial is tested."""
        ended, looked = False, 0.0
        while not (ended and (person or all(bench.cable is None for bench in self.benches))):
            self.ask_for_plugs()
            line: str | None = ""
            with_line = False
            try:
                line = lines.get(timeout=0.05 if ended else _POLL_S)
                with_line = True
            except queue.Empty:
                pass
            ended = ended or (with_line and line is END)
            if with_line and line is not END and line is not None:
                self.typed(line, press)
            if time.monotonic() - looked > _AGAIN_S:
                looked = time.monotonic()
                for bench in self.benches:
                    bench.come_back()
            self.show_news()

    def typed(self, line: str, press: bool) -> None:
        """A serial, a product, - or Enter alone. It goes to the bench that waits for it."""
        word = line.strip()
        bench = self._meant(word)
        if word == _GIVE_UP:
            next((one for one in self.benches if one.cable is not None), bench).give_up()
            return
        if word and self._is_product(word):
            return
        if bench.device is None:
            bench.say("the tester is not there: plug it in, then scan again")
            return
        if bench.needs_reference() is not None:
            if word:
                bench.say("first the reference plug: put it into jack A, Enter; then scan again")
            else:
                self._reference(bench)
            return
        good = bench.scan(word) if word else True
        if good and (press or not word):
            bench.press()

    def _meant(self, word: str) -> Bench:
        """The bench that a line is for: a serial is for the one that has it or has none, Enter for
        the one whose reference plug or cable waits."""
        there = [bench for bench in self.benches if bench.device is not None] or self.benches
        has = [bench for bench in there if bench.cable is not None]
        free = [bench for bench in there if bench.cable is None]
        if word:
            return [*(bench for bench in has if bench.serial() == word), *free, *has][0]
        plugs = [bench for bench in there if bench.needs_reference() is not None]
        return [*plugs, *has, *free][0]

    def _is_product(self, word: str) -> bool:
        """A part number that was scanned chooses the product of every bench without a cable."""
        with self.store.read() as connection:
            product = products.known(connection, " ".join(word.upper().split()))
        if product is None:
            product = products.of_own_cable(word)
        if product is None:
            return False
        for bench in self.benches:
            if bench.cable is not None:
                complain(f"{bench.cable.serial} is not done: finish it before another product")
                return True
        for bench in self.benches:
            bench.choose(product)
        tell(f"product {product.name}: " + (", ".join(product.steps()) or "no required steps"))
        return True

    def ask_for_plugs(self) -> None:
        """Say which bench waits for its reference plug, once."""
        for bench in self.benches:
            nominal = bench.needs_reference()
            if nominal is not None and not bench.asked:
                bench.asked = True
                bench.say(f"shift start: put the {nominal:g} ohm plug into jack A, then Enter")

    def _reference(self, bench: Bench) -> None:
        nominal = bench.needs_reference()
        if nominal is not None and not bench.check_reference(nominal) and bench.device is not None:
            bench.say("no test before a good reference plug: clean it, put it in, Enter")

    def show_news(self) -> None:
        """Every test made since the last look."""
        for n, bench in enumerate(self.benches):
            for news in bench.news():
                if self.json:
                    print_json(query.whole(news.row))
                    if news.trouble:
                        bench.say(news.trouble)
                else:
                    self._show(n, news)

    def _show(self, number: int, news: News) -> None:
        row, record = news.row, query.whole(news.row)
        out.print()
        out.print(big(row.verdict, look.VERDICT_STYLE.get(row.verdict, "bold")))
        texts = [fault.get("text") or fault["code"] for fault in record.get("faults") or []]
        for text in texts or [record.get("text"), record.get("question")]:
            if isinstance(text, str) and text:
                out.print(look.plain(text, "bold"), soft_wrap=True)
        if news.trouble:
            out.print(look.plain(news.trouble, "bold magenta"), soft_wrap=True)
        cable = news.cable
        if cable is not None and not cable.done:
            out.print(look.plain(f"next: {cable.say()}", "bold yellow"), soft_wrap=True)
        words = [f"tester {number + 1}"] if len(self.benches) > 1 else []
        words += [f"serial {row.serial}" if row.serial else "no serial", f"test {row.seq}"]
        words += [f"product {row.product}"] if row.product else []
        words += [self._lot_count(row.lot)] if row.lot else []
        words += [self.benches[number].tally.progress()]
        out.print(look.plain("   ".join(words)), soft_wrap=True)

    def _lot_count(self, lot: str) -> str:
        with self.store.read() as connection:
            found = query.judged_verdicts(connection, lot)
        passed, failed = found.pop("PASS", 0), found.pop("FAIL", 0)
        rest = sum(found.values())
        return f"lot {lot}: {passed} passed, {failed} failed" + (f", {rest} unsure" * bool(rest))

    def end(self) -> None:
        """The sum of the batch; with --json on stderr, as stdout holds records."""
        tally = self.benches[0].tally
        if not tally.last and not tally.without_serial:
            return
        for line in tally.lines():
            if self.json:
                tell(line)
            else:
                out.print(look.plain(line, "bold"), soft_wrap=True)
