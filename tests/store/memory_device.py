"""A log in memory behind the interface of `link.open_device`, to be broken in ways that a
simulated handheld cannot be on demand. The handheld itself is in test_handheld.py."""

from ringout_host.errors import DeviceError
from tests.store.sample import DEV, line, record


class MemoryDevice:
    """Holds stored lines by seq; `read_hook(lines, start)` may damage what is read."""

    def __init__(self, lines: dict[int, bytes] | None = None, dev: str = DEV, boot: int = 3):
        self.lines = lines if lines is not None else {}
        self.dev = dev
        self.boot = boot
        self.up_ms = 3_600_000
        self.next = max(self.lines, default=0) + 1
        self.acked = 0
        self.dropped = 0
        self.clock_s = None
        self.reads = []
        self.settings = {}
        self.outcome = {}  # keys of the next test's record
        self.read_hook = lambda lines, start: lines

    @classmethod
    def with_records(cls, count: int, **options) -> "MemoryDevice":
        dev = options.get("dev", DEV)
        return cls({seq: line(record(seq, dev=dev)) for seq in range(1, count + 1)}, **options)

    def hello(self) -> dict:
        return {
            "dev": self.dev, "fw": "0.1.0", "proto": 1, "boot": self.boot,
            "up_ms": self.up_ms, "t": self.clock_s,
        }  # fmt: skip

    def log_stat(self) -> dict:
        first = min(self.lines, default=self.next)
        return {
            "first": first, "next": self.next, "acked": self.acked, "records": len(self.lines),
            "bytes": sum(map(len, self.lines.values())), "dropped": self.dropped, "damaged": 0,
            "last": max(self.lines, default=0),
        }  # fmt: skip

    def log_read(self, start: int, count: int) -> list[bytes]:
        self.reads.append(start)
        seqs = [seq for seq in sorted(self.lines) if seq >= start][:count]
        return self.read_hook([self.lines[seq] for seq in seqs], start)

    def log_ack(self, seq: int) -> None:
        assert seq < self.next
        self.acked = max(self.acked, seq)

    def set_clock(self, unix_s: int) -> None:
        self.clock_s = unix_s

    def settings_set(self, **values) -> dict:
        for name, value in values.items():
            if str(value).lower() == "refused":
                raise DeviceError("bad-arg", f"{name} is refused")
        self.settings.update(values)
        return self.settings

    def test(self) -> dict:
        """Press TEST: a sound cable that carries the settings' serial, lot and operator."""
        names = ("serial", "lot", "operator")
        tag = {name: self.settings[name] for name in names if self.settings.get(name)}
        made = record(self.next, dev=self.dev, tag=tag, **self.outcome)
        self.lines[self.next] = line(made)
        self.next += 1
        return made
