"""A stored line: a JSON object, a TAB and the CRC-32 of its bytes in eight hex digits.

Records travel and rest in this form, and so do the small checked files beside the log.
"""

import binascii
import json

_SEQ = b'"seq":'


def encode(record):
    """The stored line, without a newline."""
    body = json.dumps(record, separators=(",", ":")).encode()
    return body + b"\t%08x" % checksum(body)


def checksum(data):
    """CRC-32."""
    return binascii.crc32(data) & 0xFFFFFFFF


def is_whole(line):
    """True if a stored line's checksum fits its content."""
    tab = line.rfind(b"\t")
    if tab < 2 or len(line) - tab != 9:
        return False
    try:
        return int(line[tab + 1 :], 16) == binascii.crc32(line[:tab]) & 0xFFFFFFFF
    except ValueError:
        return False


def decode(line):
    """The record of a whole stored line; ValueError if it is damaged."""
    if not is_whole(line):
        raise ValueError("damaged line")
    return json.loads(line[: line.rfind(b"\t")])


def seq_of(line):
    """The sequence number of a stored line without parsing all of it; None if damaged."""
    if not is_whole(line):
        return None
    start = line.find(_SEQ)
    if start >= 0:
        end = line.find(b",", start)
        digits = line[start + len(_SEQ) : end]
        if digits.isdigit():
            return int(digits)
    return _parsed_seq(line)


def _parsed_seq(line):
    try:
        seq = decode(line).get("seq")
    except (ValueError, AttributeError):
        return None
    return seq if isinstance(seq, int) else None
