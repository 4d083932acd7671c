"""Appending, acknowledging, filling up, power cuts and restarts in any order (hypothesis)."""

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from ringout.storage import log as logs
from ringout_host.sim.flashfs import BLOCK_BYTES, FlashFs
from tests.log.made import record, small
from tests.log.witness import Witness


class Life(RuleBasedStateMachine):
    """The witness lives through it; a small log and a small flash, so that both fill up."""

    @initialize(torn=st.booleans(), blocks=st.sampled_from([None, 14, 20]))
    def begin(self, torn, blocks):
        self.sizes = logs.SEGMENT_BYTES, logs.MAX_BYTES
        logs.SEGMENT_BYTES, logs.MAX_BYTES = 600, 4000 if blocks is None else 8 * BLOCK_BYTES
        self.witness = Witness(FlashFs(blocks, torn), self.make)

    def teardown(self):
        logs.SEGMENT_BYTES, logs.MAX_BYTES = self.sizes

    @staticmethod
    def make(seq):
        return record(seq) if seq % 3 else small(seq)

    @rule(count=st.integers(1, 12))
    def append(self, count):
        for _ in range(count):
            self.witness.append()

    @rule(back=st.integers(0, 20))
    def ack(self, back):
        self.witness.ack(max(0, self.witness.log.next_seq - 1 - back))

    @rule(steps=st.integers(0, 900), acks=st.booleans())
    def cut(self, steps, acks):
        self.witness.flash.cut_after(steps)

        def work(witness):
            while True:
                witness.append()
                if acks:
                    witness.ack(witness.log.next_seq - 1)

        self.witness.during(work)

    @rule()
    def restart(self):
        self.witness.restart()

    @rule(start=st.integers(0, 80), most=st.integers(1, 9))
    def page(self, start, most):
        """A page is what it announces, and the right one."""
        log = self.witness.log
        count, lines = log.page(start, most)
        wanted = [seq for seq in sorted(self.witness.stored) if seq >= max(start, log.first_seq)]
        assert [self.witness.stored[seq] for seq in wanted[:most]] == list(lines)
        assert count == len(wanted[:most])

    @precondition(lambda self: self.witness.log.segments)
    @rule(count=st.integers(1, 8))
    def append_while_a_page_leaves(self, count):
        """What is sent slowly is not disturbed by new records and other readers."""
        log = self.witness.log
        expected = list(log.read(0, 1000))
        announced, lines = log.page(0, 1000)
        sent = []
        for number, line in enumerate(lines):
            sent.append(line)
            if number < count and log.bytes + 700 < logs.MAX_BYTES:
                self.witness.append()
                list(log.read(number, 2))
        assert announced == len(expected) and sent == expected

    @invariant()
    def the_log_is_what_was_told(self):
        if hasattr(self, "witness"):
            self.witness.check()


TestLife = Life.TestCase
TestLife.settings = settings(
    max_examples=25,
    stateful_step_count=20,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
