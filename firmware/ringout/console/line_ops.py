"""The op of LINE: a look at a line from this end, with the name of its channel."""

from ringout.console.protocol import Refused, need_int, need_text

_NAME_CHARS = 40
_MOST_CHANNELS = 9999


def look(app, request):
    """The record of a look. "channel": its name, with it the "list" that it is of, and it is
    "number" "of" so many; "tip", "ring": ohm of the resistors that the plug at its far end should
    have, the ring's 0 for a plug of one core. "look": false only shows the channel on the display,
    where TEST looks; "keep": true puts it into the tester's own list, in the order of numbers."""
    channel = None
    if "channel" in request:
        name = need_text(request, "channel", _NAME_CHARS)
        listed = need_text(request, "list", _NAME_CHARS, "")
        number = need_int(request, "number", 1, _MOST_CHANNELS, 1)
        channel = (name, listed, number, need_int(request, "of", number, _MOST_CHANNELS, number))
    wanted = None
    if "tip" in request:
        wanted = {"T-S": need_int(request, "tip", 1, 10000000)}
        ring = need_int(request, "ring", 0, 10000000, 0)
        if ring:
            wanted["R-S"] = ring
    if request.get("keep") is True and channel:
        return _keep(app, channel, wanted)
    if request.get("look") is False:
        app.line(channel, wanted, False)
        return {}
    record = app.line(channel, wanted)
    if record is None:
        raise Refused("low-battery", "the cells are too low to measure: change them")
    return {"record": record}


def _keep(app, channel, wanted):
    try:
        app.keep_channel(channel, wanted)
    except ValueError as error:
        raise Refused("bad-arg", str(error))
    return {"kept": channel[2]}
