"""All modifiers by name: (handler, example)."""

from ringout_host.sim.modifiers import contacts, copper, faults, materials, parts, plugs, sources

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ringout_host.sim.kinds import Modifiers

MODIFIERS: "Modifiers" = {}
for _room in (copper, parts, faults, contacts, materials, plugs, sources):
    MODIFIERS.update(_room.MODIFIERS)
