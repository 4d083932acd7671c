"""Cables to a tester and back: its ops `cable.list`, `cable.get`, `cable.put`, `cable.remove`.

    cable.list    {} -> {"cables": [{"id", "name", "crc"}, ...], "room": how many more}
    cable.get     {"cable": id} -> {"cable": {...}}   the JSON form of `wire`
    cable.put     {"cable": id, "at": 0, "size": 640, "crc": "89abcdef", "text": "..."}
                  -> {"got": 160}, for the last piece {"stored": id}
    cable.remove  {"cable": id} -> {"removed": id}

A request line has 512 bytes, so the JSON text of a cable goes in pieces, from "at" 0 on. The
tester stores it when all `size` bytes are there, their CRC32 is `crc` and the cable is one; a
piece that does not follow the last one begins anew. Refusals: `bad-arg`, `no-cable`, `full`,
`bad-cable`; a firmware without cables answers `bad-op`.
"""

from collections.abc import Callable
from typing import Any

from ringout_host.cables import wire
from ringout_host.cables.cable import Cable
from ringout_host.cables.mistaken import Mistaken
from ringout_host.errors import DeviceError, ProtocolError, UsageError

PIECE = 160  # characters; each may need two in a JSON string
Call = Callable[..., dict[str, Any]]  # link.device.Device.call


def listed(call: Call) -> list[dict[str, Any]]:
    """What the tester holds: id, name, crc of each cable."""
    found = _ask(call, "cable.list").get("cables")
    if not isinstance(found, list) or not all(isinstance(row, dict) for row in found):
        raise ProtocolError("the tester sent no list of cables: ringout flash")
    return found


def get(call: Call, id: str) -> Cable:
    """One cable of the tester."""
    try:
        return wire.from_wire(_ask(call, "cable.get", cable=id).get("cable"))
    except Mistaken as mistake:
        raise ProtocolError(f"the tester's cable {id!r:.40} is none: {mistake}") from None


def put(call: Call, cable: Cable) -> None:
    """Store a cable in the tester, in place of one of the same id."""
    try:
        text = wire.packed(cable)
    except Mistaken as mistake:
        raise UsageError(f"{cable.id}: {mistake}") from None
    for at in range(0, len(text), PIECE):
        reply = _ask(
            call, "cable.put", cable=cable.id, at=at, size=len(text), crc=wire.crc(text),
            text=text[at : at + PIECE],
        )  # fmt: skip
    if reply.get("stored") != cable.id:
        raise ProtocolError(f"the tester did not store {cable.id}: repeat the command")


def remove(call: Call, id: str) -> None:
    """Delete a cable from the tester."""
    _ask(call, "cable.remove", cable=id)


def _ask(call: Call, op: str, **args: Any) -> dict[str, Any]:
    try:
        return call(op, **args)
    except DeviceError as error:
        if error.code == "bad-op":
            raise ProtocolError(
                "the firmware of this tester keeps no cables of yours: ringout flash"
            ) from None
        raise
