"""Cable files that ship with ringout: sold cables that have parts in them, or a plug that the
catalogue of the tester has not. `cables add ID` or `cables push ID` takes one."""

from pathlib import Path

from ringout_host.cables.toml_file import SUFFIX

WHY_NOT = """\
The catalogue in the tester knows copper, and one resistor a leg (470 ohm, summing leads): a row
takes 46 bytes each way round, and the search that compares all of them in a press counts what is
joined, not what lies between. A part between two contacts of a plug is compared as a network,
with its tolerance, which needs a file of the cable's own; and DIN reaches a jack by an adapter.
These files ship with the host; `ringout cables push ID` puts one into a tester, EXPECT and AUTO
know it from then on, and without it AUTO says which part it sees."""


def files() -> dict[str, Path]:
    """{id: file}, in the order of ids."""
    return {path.stem: path for path in sorted(Path(__file__).parent.glob("*" + SUFFIX))}
