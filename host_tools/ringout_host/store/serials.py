"""What may stand as a cable's serial: typed by a person or sent by a bar code scanner."""

from ringout_host.errors import UsageError

SERIAL_MAX = 40  # characters; the tester keeps no more
_PRODUCT_CODE_DIGITS = (12, 13)  # UPC-A, EAN-13


def checked_serial(text: str) -> str:
    """`text` as a serial, without the blanks around it.

    Raises UsageError, with what to do, for a product code, for control characters, and for
    one that is empty or too long.
    """
    serial = text.strip()
    if not serial:
        raise UsageError("no serial: scan or type the label of the cable")
    if len(serial) > SERIAL_MAX:
        raise UsageError(f"a serial has at most {SERIAL_MAX} characters, this one {len(serial)}")
    if not serial.isprintable():
        raise UsageError("a serial cannot hold control characters: scan the label again")
    if serial.isdigit() and len(serial) in _PRODUCT_CODE_DIGITS:
        raise UsageError(
            f"{serial} is the shop's bar code (UPC or EAN), the same on every cable of its kind: "
            "scan the cable's own label"
        )
    return serial
