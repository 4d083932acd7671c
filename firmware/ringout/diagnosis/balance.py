"""What the cable itself does to the common-mode rejection of a balanced line.

Pure. Source and load are stated: a receiver with a common-mode input impedance of 10 kohm a
leg at its load, and 100 ohm source impedance in each leg. Resistance turns common-mode current
into a difference: 20 log10(Zcm / dR) (Whitlock, AES 1995). Capacitance to the shield does the
same through the source: -20 log10(2 pi f Rs dC).
"""

import math

from ringout.board.pinmap import same_jack

ZCM_OHM = 10e3
SOURCE_OHM = 100.0
HERTZ = (60, 1000, 20000)
BEST_DB = 140.0  # beyond anything that means something


def resistance_db(imbalance_ohm, zcm_ohm=ZCM_OHM):
    """Rejection left by a difference in leg resistance. 1 ohm at 10 kohm: 80 dB."""
    return _db(abs(imbalance_ohm) / zcm_ohm)


def capacitance_db(imbalance_pf, hertz, source_ohm=SOURCE_OHM):
    """Rejection left by a difference in capacitance to the shield. 30.5 m of 110 pF/m a leg
    with 5 % imbalance behind 100 ohm: 104, 80, 54 dB at 60 Hz, 1 kHz, 20 kHz."""
    return _db(_conversion(imbalance_pf, hertz, source_ohm))


def _conversion(imbalance_pf, hertz, source_ohm):
    return 2.0 * math.pi * hertz * source_ohm * abs(imbalance_pf) * 1e-12


def _db(ratio):
    return BEST_DB if ratio < 1e-7 else -20.0 * math.log10(ratio)


def cmrr_db(imbalance_ohm, imbalance_pf):
    """{"60": [dB, uncertainty], ...} from (value, uncertainty) pairs; the two effects are a
    quarter turn apart and add as squares. Where the imbalances are within the tester's own
    uncertainty, that resolution is the value and the uncertainty is None: the cable has this
    many dB or more."""
    out = {}
    d_ohm, u_ohm = abs(imbalance_ohm[0]), imbalance_ohm[1]
    d_pf, u_pf = abs(imbalance_pf[0]), imbalance_pf[1]
    for hertz in HERTZ:
        r = d_ohm / ZCM_OHM
        c = _conversion(d_pf, hertz, SOURCE_OHM)
        u_r = u_ohm / ZCM_OHM
        u_c = _conversion(u_pf, hertz, SOURCE_OHM)
        total = (r * r + c * c) ** 0.5
        u = (u_r * u_r + u_c * u_c) ** 0.5
        if total <= u:
            out[str(hertz)] = [round(_db(u), 1), None]
        else:
            spread = 20.0 * math.log10(1.0 + u / total)
            out[str(hertz)] = [round(_db(total), 1), round(spread, 1)]
    return out


def of_cable(case):
    """cmrr_db of a balanced cable, or None: it needs tip and ring from plug to plug and a
    shield of their own."""
    facts, pairs = case.facts, case.pairs
    if pairs.shield is None or not pairs.alone or len(pairs.cores) != 2:
        return None
    legs = [leg for leg in case.legs if leg[2] == "core" and leg[0] in pairs.cores]
    if len(legs) != 2 or legs[0][1] == legs[1][1] or not same_jack(legs[0][1], legs[1][1]):
        return None
    ohms = [facts.between(leg[0], leg[1]) for leg in legs]
    pfs = [pairs.pf(leg[0], pairs.shield) for leg in legs]
    if None in ohms or None in pfs:
        return None
    u_ohm = (ohms[0][1] ** 2 + ohms[1][1] ** 2) ** 0.5
    # C_T - C_R directly where it was measured, not the difference of the separated pairs
    # (front-end note: 0.3 pF + 0.05 %); the capacitance between the cores drops out of it
    difference = (pfs[0][0] - pfs[1][0], (pfs[0][1] ** 2 + pfs[1][1] ** 2) ** 0.5)
    for pair, reading in facts.readings.imbalance_pf.items():
        one, other = facts.at[legs[0][0]], facts.at[legs[1][0]]
        if one >> pair[0] & other >> pair[1] & 1 or one >> pair[1] & other >> pair[0] & 1:
            difference = reading
    return cmrr_db((ohms[0][0] - ohms[1][0], u_ohm), difference)
