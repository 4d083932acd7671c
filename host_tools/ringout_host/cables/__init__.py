"""Cables: what plugs are, which cables are sold, and the files that people keep of theirs.

plugs, sold        DATA: kinds of plug, cables that shops sell;  ready: files of those with parts
cable, check       one definition of a cable, and what may be wrong with it
toml_file, folder  cable files, and the folder where a person's own ones lie
wire               the JSON form for a tester;  transfer carries it there and back
learn              a cable file from what a press found
wireviz            the field's language for harnesses, in and out
drawing            a picture of a cable, and of one as it was found;  drawing_file writes it
sketch, planted    what a drawing needs of a cable, from a spec or a record; marks at its faults
"""


def wire_form(cable):  # type: ignore[no-untyped-def]
    """The JSON object of a `cable.Cable` for a tester, as `wire` describes it."""
    from ringout_host.cables import wire  # the simulator imports this package on MicroPython too

    return wire.wire_form(cable)
