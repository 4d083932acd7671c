"""Readings against limits, for a cable whose connections are right: resistance, shield,
balance, capacitance per length.

Pure. Each function returns faults as dicts of the record without text; "star" marks one whose
reading is within the tester's uncertainty of the limit (or in a warning band): 1 beyond the
limit, -1 still inside.
"""

from ringout import limits
from ringout.masks import lines_of
from ringout.pinmap import CONTACTS, JACKS


def faults(explanation, facts, length_m, settings, pairs):
    """All of them."""
    swapped = shield_swapped(explanation, pairs)
    out = swapped + resistances(explanation, facts, length_m, settings, pairs)
    if swapped:  # one "core" is the shield: no wonder that the two differ
        out = [f for f in out if not f.get("unequal")]
    else:
        out += unbalanced(pairs)
        out += lifted_shield(explanation, pairs)
        out += stock(pairs, length_m, settings)
    return out


class Pairs:
    """Capacitances between single conductors of one cable: `shield` is a line of the shield
    or None, `cores` lines of cores that are alone in their nets."""

    def __init__(self, explanation, facts):
        self.facts = facts
        self.to_shield = None  # kept by to_shield_pf
        self.shield = None
        self.cores = []
        shields = 0
        cores = 0
        for first, _, kind in explanation.legs:
            if kind == "shield":
                shields |= facts.at[first]
                self.shield = first if self.shield is None else self.shield
            else:
                cores |= facts.at[first]
        for line in lines_of(explanation.hanging):  # a lifted shield
            shields |= facts.at[line]
            self.shield = line if self.shield is None else self.shield
        self.alone = not shields & cores  # nothing but shields in the shield's net
        for leg in explanation.legs:
            if leg[2] == "core" and not shields >> leg[0] & 1:
                if not [k for k in self.cores if facts.at[k] >> leg[0] & 1]:
                    self.cores.append(leg[0])

    def pf(self, first, last):
        """(pF, uncertainty) between the nets of two lines, or None."""
        a, b = self.facts.at[first], self.facts.at[last]
        key = (lines_of(a)[0], lines_of(b)[0])
        reading = self.facts.readings.pair_pf.get((min(key), max(key)))
        if reading is not None:
            return reading
        for (one, other), reading in self.facts.readings.pair_pf.items():
            if a >> one & 1 and b >> other & 1 or a >> other & 1 and b >> one & 1:
                return reading
        return None

    def shield_by_capacitance(self):
        """(line, confidence) of the conductor whose capacitances to all others agree and differ
        from the rest: the real shield. None when the data cannot tell."""
        if self.shield is None or not self.alone or len(self.cores) < 2:
            return None
        lines = self.cores + [self.shield]
        pairs = []
        for at in range(len(lines)):
            for k in range(at):
                reading = self.pf(lines[at], lines[k])
                if reading is None:
                    return None
                pairs.append((lines[at], lines[k], reading))
        best = None
        u = max([item[2][1] for item in pairs])
        for line in lines:
            own = []
            rest = []
            for one, other, reading in pairs:
                (own if line == one or line == other else rest).append(reading[0])
            own_pf, rest_pf = sum(own) / len(own), sum(rest) / len(rest)
            gap = abs(own_pf - rest_pf)
            if gap < limits.PAIRS_DIFFER * max(own_pf, rest_pf) or gap < 2 * u:
                continue
            spread = max(max(own) - min(own), max(rest) - min(rest))
            if spread > 0.5 * gap:
                continue
            score = gap / (spread + u)
            if best is None or score > best[0]:
                best = (score, line)
        return None if best is None else (best[1], 99 if best[0] > 6 else 95 if best[0] > 3 else 85)


# -- resistance ----------------------------------------------------------------------------
def leg_limit_ohm(explanation, facts, pairs, length_m, settings):
    """Pass limit of a core: the set one, or on long cables what the thinnest usual core reads,
    plus 0.1 ohm for the plugs, plus a fifth (how shops set it)."""
    limit = limits.LEG_LIMIT_OHM
    if settings and settings.get("limit_leg_ohm"):
        limit = settings["limit_leg_ohm"]
    length_m = length_m or _guessed_m(explanation, facts, pairs)
    return max(limit, limits.CORES_RATIO * (limits.CORE_OHM_PER_M * length_m + 0.1))


def _guessed_m(explanation, facts, pairs):
    """The most that a cable of unknown length may have: by its capacitance, which a short or a
    leak hides, and by its best conductor."""
    least = 1e9
    for first, last, _ in explanation.legs:
        reading = facts.leg(first, last, (), True)
        if reading and reading[0] + reading[1] < least:
            least = reading[0] + reading[1]
    most_m = least / limits.LEAST_OHM_PER_M
    if facts.readings.leaky or [f for f in explanation.faults if f[0] in ("short", "leakage")]:
        return most_m if least < 1e9 else 0.0
    reading = None if explanation.faults else to_shield_pf(pairs)
    if reading:
        return min(reading[0] / limits.GUESS_PF_PER_M, most_m)
    total = 0.0  # every two conductors count twice in it
    for reading in facts.readings.node_pf.values():
        total += reading[0]
    share = limits.GUESS_PF_PER_M * max(len(explanation.legs) - 1, 1)
    return min(total / (share if pairs.shield is None else 2.0 * share), most_m)


def _shield_limit_ohm(limit, facts, legs):
    """A shield or its drain reads little more than the cores beside it."""
    least = 1e9
    for first, last, kind in legs:
        reading = facts.between(first, last)
        if kind == "core" and reading and reading[0] < least:
            least = reading[0]
    own = limits.CORES_RATIO * (limits.SHIELD_RATIO * least + 0.1)
    return max(limits.LEG_LIMIT_OHM, min(limit, own))


def resistances(explanation, facts, length_m, settings, pairs):
    """Legs that connect, but badly, conduct one way only, or differ from their neighbour."""
    out = []
    core_limit = leg_limit_ohm(explanation, facts, pairs, length_m, settings)
    shield_limit = core_limit
    if core_limit > limits.LEG_LIMIT_OHM and not explanation.faults:
        shield_limit = _shield_limit_ohm(core_limit, facts, explanation.legs)
    cores = []
    bridges = explanation.wiring.bridges()
    for first, last, kind in explanation.legs:
        reading = facts.leg(first, last, bridges, not explanation.faults)
        if kind == "resistor" or reading is None or not facts.joined(first, last):
            continue
        ohm, u = reading
        limit = shield_limit if kind == "shield" else core_limit
        if ohm > limit - u:
            star = 0 if ohm > limit + u else 1 if ohm > limit else -1
            fault = _resistance(first, last, ohm, "under %.3g ohm" % limit, star)
            if ohm < core_limit - u:
                fault["unequal"] = True
            out.append(fault)
        elif kind == "core" and last < 8:
            cores.append((ohm, u, first, last))
    for pair in facts.readings.one_way:
        if facts.at[pair[0]] >> pair[1] & 1 and pair[0] >> 2 != pair[1] >> 2:
            fault = _resistance(pair[0], pair[1], None, "the same both ways", 0)
            fault["one_way"] = True
            out.append(fault)
            break
    out = _one_joint(out, explanation.legs)
    if explanation.faults:  # parallel paths and wrong legs: cores cannot be compared
        return out
    if not out:
        out = _core_and_shield(explanation, facts, cores)
    if not out and len(cores) > 1:
        out = _unequal_cores(cores)
    return out


def _one_joint(found, legs):
    """Where every leg of a contact is bad, the joint at that contact is, and its plug known."""
    if len(found) < 2:
        return found
    for first, last, _ in legs:
        for contact in (CONTACTS[first], CONTACTS[last]):
            of_contact = [leg for leg in legs if contact in (CONTACTS[leg[0]], CONTACTS[leg[1]])]
            bad = [fault for fault in found if contact in fault["net"]]
            if len(bad) > 1 and len(bad) == len(of_contact):
                bad[0]["contact"] = contact
                bad[0]["end"] = contact[0]
                found = [fault for fault in found if fault is bad[0] or fault not in bad]
    return found


def _resistance(first, last, ohm, expected, star):
    fault = {"code": "high-resistance", "net": [CONTACTS[first], CONTACTS[last]],
             "expected": expected, "end": None}  # fmt: skip
    if ohm is not None:
        fault["ohm"] = round(ohm, 3)
    if star:
        fault["star"] = star
    return fault


def _unequal_cores(cores):
    """Cores of one cable are alike: one that reads more has a bad joint; twice as much, one
    broken core of a star quad's two."""
    cores.sort()
    least, least_u = cores[0][:2]
    most, u, first, last = cores[-1]
    u = (u * u + least_u * least_u) ** 0.5
    limit = limits.CORES_RATIO * (least + limits.CORES_OHM)
    difference = most - least
    if difference < 2 * u:
        return []
    ratio = most / least if least > 0.02 else 99.0
    twice = 1.8 < ratio < 2.2 and difference > 3 * u
    notable = difference > limits.CORES_OHM + u or ratio > limits.CORES_RATIO
    if most > limit or twice or notable and difference > 2 * u:
        star = 0 if most > limit + u else 1 if most > limit else -1
        fault = _resistance(first, last, most, "as the other core: %.3g ohm" % least, star)
        fault["unequal"] = True
        if twice:
            fault["twice"] = True
            fault["confidence"] = 90 if difference > 5 * u else 75
        return [fault]
    return []


def _core_and_shield(explanation, facts, cores):
    """A core and a shield soldered to each other's contact where both end in one net: the
    core reads as the other core should, so the exchange shows. Silent if all read alike."""
    legs = explanation.legs
    out = []
    shields = [leg for leg in legs if leg[2] == "shield"]
    for one in legs:
        for other in shields:
            if one[2] != "core" or not facts.joined(one[0], other[0]):
                continue
            if one[1] != other[1] and one[0] != other[0] and not facts.joined(one[1], other[1]):
                continue
            alone = [c for c in cores if not facts.joined(c[2], one[0])]
            core = facts.between(one[0], one[1])
            shield = facts.between(other[0], other[1])
            if not alone or core is None or shield is None:
                continue
            like = alone[0][0]
            u = 1.5 * (core[1] ** 2 + alone[0][1] ** 2) ** 0.5
            if abs(core[0] - like) > u and abs(shield[0] - like) < u / 2:
                at = 1 if one[0] == other[0] else 0
                pair = [CONTACTS[one[at]], CONTACTS[other[at]]]
                out.append({"code": "crossed", "net": pair, "end": pair[0][0],
                            "expected": "shield on %s" % pair[1], "confidence": 85})  # fmt: skip
    return out[:1]


# -- capacitance ---------------------------------------------------------------------------
def shield_line(pairs, explanation):
    """A line of the real shield, when an exchange needs it and capacitance can tell."""
    if not [f for f in explanation.faults if f[0] == "crossed"]:
        return None
    found = pairs.shield_by_capacitance()
    return found[0] if found else None


def shield_swapped(explanation, pairs):
    """The odd-pair rule: the shield is exchanged with a core in every plug, which continuity
    cannot see."""
    found = pairs.shield_by_capacitance()
    if found is None or pairs.facts.joined(found[0], pairs.shield):
        return []
    names = [CONTACTS[found[0]], CONTACTS[pairs.shield]]
    return [{"code": "shield-swapped", "net": names, "end": None, "confidence": found[1],
             "expected": "shield on %s" % names[1]}]  # fmt: skip


def unbalanced(pairs):
    """Tip and ring with different capacitance to the shield."""
    tip_ring = [k for k in pairs.cores if k < 8 and k & 3 < 2]  # not at C
    if pairs.shield is None or not pairs.alone or len(tip_ring) != 2:
        return []
    one, other = pairs.facts.at[tip_ring[0]], pairs.facts.at[tip_ring[1]]
    for _, jack in JACKS:
        if bool(one & jack) != bool(other & jack):
            return []  # two legs of a Y: nothing says that they are of one length
    one, other = pairs.pf(tip_ring[0], pairs.shield), pairs.pf(tip_ring[1], pairs.shield)
    if one is None or other is None or one[0] + other[0] < 100.0:
        return []
    mean = 0.5 * (one[0] + other[0])
    share = abs(one[0] - other[0]) / mean
    u = min((one[1] ** 2 + other[1] ** 2) ** 0.5, 2.0 + 0.01 * mean) / mean
    if share - u < limits.UNBALANCED_SUSPECT:
        return []
    star = (
        0 if share > limits.UNBALANCED_LIMIT + u else 1 if share > limits.UNBALANCED_LIMIT else -1
    )
    fault = {"code": "unbalanced", "net": [CONTACTS[k] for k in tip_ring], "end": None,
             "expected": "T-S within %d %% of R-S" % (100 * limits.UNBALANCED_LIMIT),
             "percent": round(100 * share)}  # fmt: skip
    if star:
        fault["star"] = star
    return [fault]


def lifted_shield(explanation, pairs):
    """A lifted shield that ends long before the far plug: the cores have clearly more to each
    other than to it, as in no real cable."""
    line = None
    for k in lines_of(explanation.hanging & pairs.facts.hanging):
        if pairs.shield is not None and pairs.facts.joined(k, pairs.shield):
            line = k
    if line is None or len(pairs.cores) != 2:
        return []
    shield = pairs.pf(pairs.cores[0], line)
    cores = pairs.pf(pairs.cores[0], pairs.cores[1])
    if shield is None or cores is None:
        return []
    if shield[0] + shield[1] > limits.LIFTED_SHARE * (cores[0] - cores[1]):
        return []
    return [{"code": "open", "net": [CONTACTS[line]], "contact": CONTACTS[line],
             "end": None, "expected": "a shield up to the other plug",
             "confidence": 80}]  # fmt: skip


def stock(pairs, length_m, settings):
    """Conductor to shield, per foot, against the limit; the larger of tip and ring."""
    reading = per_foot(pairs, length_m)
    if reading is None:
        return []
    limit = limits.PF_PER_FT_LIMIT
    if settings and settings.get("limit_pf_per_ft"):
        limit = settings["limit_pf_per_ft"]
    value, u = reading
    if value - u <= limit and value <= limit:
        return [] if value + u < limit else [_stock(value, limit, -1)]
    return [_stock(value, limit, 0 if value - u > limit else 1)]


def _stock(value, limit, star):
    fault = {"code": "stock", "end": None, "expected": "under %.3g pF/ft" % limit,
             "pf_per_ft": round(value, 1)}  # fmt: skip
    if star:
        fault["star"] = star
    return fault


def to_shield_pf(pairs):
    """(pF, uncertainty) from one conductor to the shield alone (not to the other conductor,
    not to both), the larger of tip and ring; None where the shield shares its net with a core
    or a conductor runs through both legs of a Y."""
    if pairs.shield is None or not pairs.alone:
        return None
    if pairs.to_shield is None:
        pairs.to_shield = _to_shield_pf(pairs) or ()
    return pairs.to_shield or None


def _to_shield_pf(pairs):
    best = None
    for core in pairs.cores:
        mask = pairs.facts.at[core]
        if mask & 15 and mask & 240 and mask & 1792:  # in jacks A, B and C
            return None
        reading = pairs.pf(core, pairs.shield)
        if reading and (best is None or reading[0] > best[0]):
            best = reading
    return best


def per_foot(pairs, length_m):
    """(pF/ft, uncertainty), or None; plugs' own capacitance and the tape counted as doubt."""
    reading = to_shield_pf(pairs)
    if reading is None or not length_m:
        return None
    feet = length_m / limits.FOOT_M
    value = reading[0] / feet
    u = (
        (reading[1] ** 2 + (0.5 * limits.PLUG_PF) ** 2) / feet**2
        + (limits.TAPE_SPREAD * value) ** 2
    ) ** 0.5
    return value, u


def length_from_stock(pairs, pf_per_ft):
    """(m, uncertainty) of a cable of known stock, or None."""
    reading = to_shield_pf(pairs)
    if reading is None or not pf_per_ft:
        return None
    value = reading[0] / pf_per_ft * limits.FOOT_M
    return value, value * ((reading[1] / max(reading[0], 1.0)) ** 2 + limits.STOCK_SPREAD**2) ** 0.5
