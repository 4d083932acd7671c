"""The firmware made compact for the chip: many readable modules become a few small ones.

On the RP2040 code is RAM. A module costs a dictionary, every public constant an entry in it,
every new name a record that each later import searches. So what is sent to a device is linked
first: modules that are needed together become one part, constants are put where they are used,
what nobody uses is left out, and names that only the firmware sees become short.

    program = link(modules.read_package(folder))
    program.parts["app"]                # Python source, as MicroPython gets it
    traceback.readable(text, program)   # and back, for a crash

The sources stay the truth: CPython and the MicroPython VM run them as they are, and a test runs
both forms and compares their records.
"""

from ringout_host.compact.program import Program, link

__all__ = ["Program", "link"]
