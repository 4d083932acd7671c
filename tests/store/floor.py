"""A station on testers in memory, with what it said to its operator."""

import queue
from contextlib import contextmanager

from ringout_host.cli.station import Station
from ringout_host.errors import NoDeviceError
from ringout_host.station.bench import Bench
from ringout_host.station.tally import Tally


class Floor:
    """lost: opening a tester fails while it is set. said: every line to the operator."""

    def __init__(self, devices, store, lots=("L17",), product=None, operator="ANA", json=True,
                 target=None):  # fmt: skip
        self.said = []
        self.lost = False
        self.tally = Tally(target)
        self.benches = [
            Bench(lambda device=device: self._opened(device), store, lots[n % len(lots)], product,
                  operator, self.tally, self.said.append)
            for n, device in enumerate(devices)
        ]  # fmt: skip
        self.station = Station(self.benches, store, json)

    @contextmanager
    def _opened(self, device):
        if self.lost:
            raise NoDeviceError("no tester found")
        yield device

    def begin(self):
        """Open the testers; returns itself."""
        for bench in self.benches:
            bench.connect()
        return self

    @property
    def bench(self):
        """The first one."""
        return self.benches[0]

    def run(self, *lines, press=True, person=False):
        """Type all lines, then end."""
        found = queue.Queue()
        for one in (*lines, None):
            found.put(one)
        self.station.run(found, person, press)

    def type(self, *lines, press=False):
        """Type lines and look for news."""
        for one in lines:
            self.station.typed(one, press)
        self.station.show_news()

    def heard(self, words):
        """Whether the operator was told so."""
        return any(words in line for line in self.said)
