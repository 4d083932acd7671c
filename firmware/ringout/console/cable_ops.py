"""The ops of a person's own cables: list, get, put in pieces, remove.

A request line has 512 bytes, so the text of a cable comes in pieces, from "at" 0 on; it is stored
when all are there and their CRC-32 is right. Loaded by who asks.
"""

import json

from ringout.console.protocol import Refused, need_int, need_text
from ringout.storage.stored_line import checksum
from ringout.wirings import own_files

_ID_CHARS = 32


class Cables:
    """files: the tester's. Keeps what has come of a cable between two pieces."""

    def __init__(self, files):
        self._files = files
        self._coming = None  # (id, size, crc)
        self._text = b""

    def listed(self, request):
        """Which there are, and how many more find room."""
        found = own_files.rows(self._files)
        cables = []
        for row in found:
            cables.append({"id": row[own_files.ID], "name": row[own_files.NAME],
                           "crc": row[own_files.CRC]})  # fmt: skip
        return {"cables": cables, "room": max(own_files.MOST - len(found), 0)}

    def get(self, request):
        """One of them."""
        own_id = self._known(request)
        try:
            return {"cable": json.loads(own_files.text(self._files, own_id))}
        except ValueError as error:
            raise Refused("bad-cable", str(error))

    def put(self, request):
        """The next piece; the last one stores the cable."""
        own_id = need_text(request, "cable", _ID_CHARS)
        if not own_files.is_free(self._files, own_id):
            raise Refused("bad-arg", "cable must be an id such as piano-di, none of the catalogue")
        size = need_int(request, "size", 2, own_files.MOST_BYTES)
        at = need_int(request, "at", 0, size - 1)
        coming = (own_id, size, need_text(request, "crc", 8))
        piece = need_text(request, "text", 400).encode()
        if at == 0:
            self._coming, self._text = coming, b""
        if coming != self._coming or at != len(self._text) or at + len(piece) > size:
            self._coming = None
            raise Refused("bad-arg", "this piece does not follow the last one: begin again")
        self._text += piece
        if len(self._text) < size:
            return {"got": len(self._text)}
        text, self._coming, self._text = self._text, None, b""
        if "%08x" % checksum(text) != coming[2]:
            raise Refused("bad-arg", "the text is not what its crc says: send it again")
        try:
            own_files.put(self._files, own_id, text)
        except OverflowError as error:
            raise Refused("full", str(error))
        except ValueError as error:
            raise Refused("bad-cable", "%s: not as a cable says it" % error)
        return {"stored": own_id}

    def remove(self, request):
        """Delete one."""
        own_id = self._known(request)
        own_files.remove(self._files, own_id)
        return {"removed": own_id}

    def _known(self, request):
        own_id = need_text(request, "cable", _ID_CHARS)
        if not own_files.has(self._files, own_id):
            raise Refused("no-cable", "no cable %s here" % own_id)
        return own_id
