"""The op `tone`: a tone for whoever listens at the far end. Loaded by who asks.

A host starts it and then asks for its state again and again: without that it ends, so no tone
outlives the program that wanted it.
"""

from ringout.board.pinmap import JACKS
from ringout.console.protocol import Refused, need_int, need_text
from ringout.measure.tone import HERTZ, legs_of

STEPS = ("start", "status", "stop")
_SECONDS = 3600


def tone(app, request, view):
    """(what sounds now or None, reply). view: what sounded last."""
    step = need_text(request, "step", 8, "status")
    if step not in STEPS:
        raise Refused("bad-arg", "step is one of " + " ".join(STEPS))
    if step == "start":
        view = _start(app, request)
    elif view is not None and not view.ended:
        if step == "stop":
            view.end("host")
        view.asked()
    reply = {"step": step, "sounds": view is not None and not view.ended}
    if view is not None:
        reply["jack"], reply["leg"], reply["hz"] = view.jack, view.leg, view.hz
        reply["left_s"], reply["ended"] = view.left_s(), view.ended
        reply["contacts"] = view.contacts
    return view, reply


def _start(app, request):
    jack = need_text(request, "jack", 1, "A")
    if jack not in dict(JACKS):
        raise Refused("bad-arg", "jack is A, B or C")
    legs = legs_of(jack)
    leg = need_text(request, "leg", 4, legs[0])
    if leg not in legs:
        raise Refused("bad-arg", "leg is one of " + " ".join(legs))
    hz = need_int(request, "hz", min(HERTZ), max(HERTZ), HERTZ[0])
    if hz not in HERTZ:
        raise Refused("bad-arg", "hz is one of %d %d" % HERTZ)
    seconds = need_int(request, "seconds", 1, _SECONDS, 60)
    view = app.tone(jack, leg, hz, seconds, True)
    if view is None and app.tester.broken:
        raise Refused("broken", "%s: run the self-test" % app.tester.broken)
    if view is None:
        raise Refused("low-battery", "the cells are too low: change them")
    if view.ended:
        raise Refused("live", "a voltage on %s: unplug the far end" % " ".join(view.contacts))
    return view
