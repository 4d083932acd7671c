"""Sound cables that read as a faulty one does: what no tester of this accuracy can tell apart.

A good cable may be of another stock, and its joints may differ by what passes as workmanship.
"""

from ringout.base import limits
from ringout.board.pinmap import CONTACTS
from ringout.diagnosis.facts import Facts
from ringout.measure.readings import Readings
from ringout.wirings import lookup
from ringout_host.catalogue.cases import Case
from ringout_host.catalogue.survey import Surveyor, alike
from ringout_host.sim.spec import DEFAULT_LENGTH_M
from ringout_host.sim.stocks import per_metre

_PRESSES = 3  # readings scatter: of three presses one must agree in every reading
# off every leg: a short beside a loop lowers the loop more than its legs, and a cable whose legs
# all read a little less agrees with both
_LESS_OHM = (0.0, 0.006, 0.012)
# what real stocks have: pF/m to the shield and between cores, ohm/m of core and shield
SOUND = {
    "cs": (40.0, 350.0),
    "cc": (25.0, 200.0),
    "core_ohm": (0.01, 0.12),
    "shield_ohm": (0.005, 0.12),
}


def twin(surveyor: Surveyor, wiring_id: str, readings: Readings) -> str | None:
    """The spec of a sound cable whose every reading agrees with these, None if none does."""
    if alike(readings, surveyor.sound(wiring_id)):
        return wiring_id
    for less_ohm in _LESS_OHM:
        spec = _fitted(surveyor, wiring_id, readings, less_ohm)
        if spec is None:
            continue
        for _ in range(_PRESSES):
            if alike(readings, surveyor.read(spec)):
                return spec
    return None


def is_told_of_a_y(case: Case, text: str) -> bool:
    """A lifted shield that ends in a Y's leg: its twin's legs are of two lengths, and the verdict
    says what it does not know."""
    is_y = len(lookup.get(case.wiring_id).plugs) == 3
    return is_y and case.code == "open" and "how far the lifted shield runs" in text


def _fitted(surveyor: Surveyor, wiring_id: str, readings: Readings, less_ohm: float) -> str | None:
    """A sound cable of the same length with the stock and the joints that fit best, but for
    `less_ohm` off every leg."""
    sound = surveyor.sound(wiring_id)
    if readings.nets != sound.nets:
        return None
    cs, cc, core, shield = per_metre(None)
    seen, usual = Facts(readings), Facts(sound)
    values = {}
    ratios = _pf_ratios(readings, sound)
    values["cs"], values["cc"] = cs * ratios[0], cc * ratios[1]
    legs = {}
    for leg in lookup.get(wiring_id).legs():
        one, other = [each.between(*leg[:2]) or each.edge(*leg[:2]) for each in (seen, usual)]
        if one and other and other[0] > 0:
            legs[leg] = max(one[0] - less_ohm - other[0], -0.9 * other[0])
    cores = [extra for leg, extra in legs.items() if leg[2] == "core"]
    shields = [extra for leg, extra in legs.items() if leg[2] == "shield"]
    values["core_ohm"] = core + min(cores, default=0.0) / DEFAULT_LENGTH_M
    values["shield_ohm"] = shield + min(shields, default=0.0) / DEFAULT_LENGTH_M
    text = wiring_id
    for name, (low, high) in SOUND.items():
        if not low <= values[name] <= high:
            return None
        text += f",{name}={values[name]:.4g}{'ohm/m' if '_' in name else 'pF/m'}"
    for leg, extra in legs.items():
        joint = extra - min(cores if leg[2] == "core" else shields)
        if joint > limits.CORES_OHM:
            return None
        if joint > 0.001:
            end, letter = CONTACTS[leg[1]].split(".")
            text += f",joint={letter}:{joint:.3f}ohm@{end}"
    return text


def _pf_ratios(readings: Readings, sound: Readings) -> tuple[float, float]:
    """Capacitance to the shield and between cores, over the sound cable's."""
    pairs = {}
    for pair in set(readings.pair_pf) & set(sound.pair_pf):
        names = {CONTACTS[line][2:] for line in pair}
        pairs["S" in names] = readings.pair_pf[pair][0] / sound.pair_pf[pair][0]
    one = pairs.get(True, pairs.get(False, 1.0))
    return one, pairs.get(False, one)
