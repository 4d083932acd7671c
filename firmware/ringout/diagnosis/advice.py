"""The advice page: whole sentences about what to do with the cable in the jacks.

`page` takes a record and gives sentences; the screen breaks them into lines.
"""

from ringout.base import limits
from ringout.base.compat import forget
from ringout.base.units import in_feet, length_text, ohm_text
from ringout.diagnosis import treble
from ringout.results.vocabulary import fault_kind
from ringout.wirings import lookup

_HEARD_PF = 150.0  # less is a patch lead
_TELLING = 0.2  # readings less certain than this share do not tell a shield from a core


def page(record, settings=None):
    """Sentences for a record, most important first. settings: dictionary (units) or None."""
    out = []
    codes = []
    for fault in record["faults"]:
        code = fault["code"]
        if code not in codes:
            codes.append(code)
            where = "plug %s" % fault["end"] if fault.get("end") else "a plug"
            text = fault_kind(code).repair
            out.append(text % where if "%s" in text else text)
    known = record.get("cable") or record["wiring"]
    if record["verdict"] in ("LIVE", "ERROR", "NO-CABLE") or not known:
        return out or [record.get("text") or "Plug both ends and press TEST."]
    out += _pins(record)
    out += _phantom(record)
    out += _no_shield(record)
    out += _thin(record)
    out += _fair(record)
    out += _hum(record, settings)
    out += _unseen(record)
    good, misused, do = notes(_judged_as(record))
    if good:
        out.append("For: " + good)
    if misused:
        out.append("Else: " + misused)
    if do:
        out.append(do)
    return out + _treble(record)


def _plugs(record):
    """Kinds of plugs that the cable may have: to AUTO a TRS plug may be an XLR."""
    wiring_id = _judged_as(record)
    return lookup.get(wiring_id).plugs if lookup.is_known(wiring_id) else []


def _pins(record):
    """What AUTO, which cannot know an XLR from a TRS plug, calls its pins."""
    plugs = _plugs(record)
    if record.get("plugs") or not record["faults"] or not ("TRS" in plugs or "XLR" in plugs):
        return []
    return ["Of an XLR TIP is pin 2, RING pin 3, SLEEVE pin 1."]


def _phantom(record):
    """Where 48 V would do harm: through one leg alone, or into an unbalanced output."""
    plugs = record.get("plugs") or _plugs(record)
    if "XLR" in plugs and ("TS" in plugs or "RCA" in plugs):
        if "hantom" in "".join(notes(_judged_as(record))):
            return []  # they say it
        return ["Not under phantom power: 48 V reach an unbalanced plug."]
    if not ("XLR" in plugs or "TRS" in plugs and not record.get("plugs")):
        return []
    for fault in record["faults"]:
        letters = sorted([contact[2:] for contact in fault.get("net") or ()])
        if fault["code"] == "short" and letters in (["S", "T"], ["R", "S"]):
            return ["Not under phantom power: through one leg alone it harms a microphone."]
    return []


def _no_shield(record):
    """Three conductors that are alike to picofarads and ohms: wire, but no shielded cable."""
    pf, ohm = record.get("pf") or {}, record["leg_ohm"]
    pairs = [pf.get(pair) for pair in ("T-R", "T-S", "R-S")]
    legs = [ohm.get("A.%s-B.%s" % (letter, letter)) for letter in ("T", "R", "S")]
    if record["faults"] or record["verdict"] == "LOOKS-LIKE" or not all(pairs) or not all(legs):
        return []
    for readings in (pairs, legs):
        for value, u in readings:
            if u > _TELLING * value or abs(value - readings[0][0]) > u + readings[0][1]:
                return []
    return ["No shield found: three equal conductors. Not for microphones: it hums."]


def _treble(record):
    """What the capacitance does: it is no fault, but somebody hears it."""
    pf = record.get("pf") or {}
    to_shield = pf.get("T-S")
    if record["verdict"] not in ("PASS", "PASS*") or not to_shield or to_shield[0] < _HEARD_PF:
        return []
    if not pf.get("R-S"):
        return [treble.of_lead(to_shield[0])]
    between = pf["T-R"][0] if pf.get("T-R") else 0.0
    return [treble.of_line(between + 0.5 * to_shield[0])]


def _fair(record):
    """Readings that are no fault and not good either."""
    out = []
    if record["verdict"] not in ("PASS", "PASS*"):
        return out
    for pair in record["leg_ohm"]:
        reading = record["leg_ohm"][pair]
        if reading and limits.ISOLATION_FAIL_OHM < reading[0] < limits.ISOLATION_GOOD_OHM:
            out.append("%s isolate %s: fair, over 10 Mohm is good." % (pair, ohm_text(reading[0])))
    pf = record.get("pf") or {}
    tip, ring = pf.get("T-S"), pf.get("R-S")
    if tip and ring and tip[0] + ring[0] > 100.0:
        share = 2.0 * abs(tip[0] - ring[0]) / (tip[0] + ring[0])
        if share > limits.UNBALANCED_SUSPECT:
            out.append("Tip and ring %d %% apart in pF: not for long lines." % (100 * share))
    return out


def _thin(record):
    """Legs that agree and read much: thin or long wire, which passes."""
    if record["verdict"] != "PASS" or "leg_ohm" in (record.get("limits") or {}):
        return []
    tip = record["leg_ohm"].get("A.T-B.T")
    if not tip or tip[0] < limits.LEG_LIMIT_OHM:
        return []
    length = record.get("length_m")
    if length:
        return ["Thin: %.2g ohm a metre; no joint, its legs agree." % (tip[0] / length[0])]
    return ["Thin or long: %s a leg; no joint, its legs agree." % ohm_text(tip[0])]


def _judged_as(record):
    """Id of the wiring that the cable was judged as; broken nets may fit a simpler one."""
    return record.get("cable") or record["wiring"][0]


def notes(wiring_id):
    """(good for, if misused, do) of a wiring; empty for an unknown one. The texts are dropped
    from memory again."""
    from ringout.wirings.notes import NOTES

    text = NOTES.get(wiring_id) or NOTES.get(lookup.signal(wiring_id), "||")
    forget("wirings.notes")
    return text.split("|")


def _unseen(record):
    """What a pass leaves open."""
    return ["Not certain: %s." % record["unseen"]] if record.get("unseen") else []


def _hum(record, settings):
    """Unbalanced leads: the shield is in the signal path."""
    wiring_id = _judged_as(record)
    if wiring_id not in lookup.ids():
        return []
    wiring = lookup.get(wiring_id)
    cores = [leg for leg in wiring.legs() if leg[2] == "core"]
    if len(cores) > 1 or wiring.standing == lookup.BAD:
        return []
    out = []
    shield = record["leg_ohm"].get("A.S-B.S")
    if shield and shield[0] > shield[1]:
        out.append(
            "Shield %s: hum current of 1 mA makes %.3g mV." % (ohm_text(shield[0]), shield[0])
        )
    length = record.get("length_m")
    if length and length[0] > limits.UNBALANCED_M:
        most = "15 ft" if in_feet(settings) else "4.5 m"
        out.append(
            "%s unbalanced picks up hum: stay under %s, or use a DI box."
            % (length_text(length[0], settings), most)
        )
    return out
