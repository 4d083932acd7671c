"""Somebody who remembers what the log was told, and checks what it still knows."""

from ringout.storage import stored_line as records
from ringout.storage.log import Log
from ringout_host.sim.flashfs import FlashFs, PowerCut


class Witness:
    """Uses a log on a flash; survives power cuts. make(seq) gives the record to store."""

    def __init__(self, flash: FlashFs, make):
        self.flash = flash
        self.make = make
        self.stored: dict[int, bytes] = {}  # append said yes
        self.dropped: set[int] = set()  # append said no
        self.acked = 0
        self.begun: int | None = None  # the number that was being stored when the power went
        self.cuts = 0
        self.log = Log(flash)

    def append(self) -> bool:
        seq = self.log.next_seq
        assert seq not in self.stored and seq not in self.dropped, "a number was given out twice"
        self.begun = seq
        record = self.make(seq)  # the log may add "dropped" to it
        stored = self.log.append(record)
        self.begun = None
        if stored:
            self.stored[seq] = records.encode(record)
        else:
            self.dropped.add(seq)
        assert self.log.next_seq == seq + 1
        return stored

    def ack(self, seq: int) -> None:
        seq = min(seq, self.log.next_seq - 1)
        self.log.ack(seq)
        self.acked = max(self.acked, seq)

    def restart(self) -> None:
        """Power on, and check everything."""
        self.flash.restore_power()
        self.log = Log(self.flash)
        self.check()

    def during(self, work) -> bool:
        """Do `work(self)`; if the power fails in it, start again and check. True if it failed."""
        try:
            work(self)
        except PowerCut:
            self.cuts += 1
            self.restart()
            return True
        return False

    def check(self) -> None:
        """Nothing that nobody has is lost; nothing is there twice or out of order."""
        log = self.log
        lines = list(log.read(0, 1 << 30))
        seqs = [records.seq_of(line) for line in lines]
        assert seqs == sorted(set(seqs))
        if self.begun is not None and self.begun in seqs:  # committed, and then the power went
            self.stored[self.begun] = lines[seqs.index(self.begun)]
        self.begun = None
        assert set(seqs) <= set(self.stored)
        for seq, line in zip(seqs, lines, strict=True):
            assert line == self.stored[seq]
        missing = set(self.stored) - set(seqs)
        assert all(seq <= self.acked for seq in missing), "lost a record that nobody has"
        if missing and seqs:
            assert max(missing) < min(seqs), "not the oldest went"
        assert log.next_seq > max([0, self.acked, *self.stored, *self.dropped])
        assert log.acked >= 0 and log.acked < log.next_seq
        assert log.dropped >= len(self.dropped)
        stat = log.stat()
        assert stat["bytes"] == sum(size for _, size in self.flash.sizes("log"))
