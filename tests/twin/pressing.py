"""A cable into the emulated tester, and TEST."""


def press(twin, cable):
    """The record; nothing is driven after it."""
    twin.plug(cable)
    record = twin.press()
    assert not twin.bench.is_driven()
    return record
