"""Leakage between contacts that should be apart.

Every group of joined contacts has been charged against all others for its capacitance; where
it settled lower than an open line does, something leaks, and the pairs are looked at.
"""

from ringout.base import limits
from ringout.measure import resistance


def suspects(node_ratio):
    """Groups whose asymptote lies under the open one by more than noise and the board's own
    leakage explain. node_ratio: {group: V / V_inf}."""
    return sorted(g for g in node_ratio if node_ratio[g] < 1.0 - limits.LEAK_RATIO)


def measure(charger, groups, node_ratio, skip=()):
    """{(line, line): (ohm, uncertainty)} of every leak under LEAK_LIMIT_OHM.

    groups: {first line: mask of the group}. node_ratio: as `suspects`. skip: pairs already
    known to be linked. Each suspect pair is measured with all others floating.
    """
    found = {}
    leaky = suspects(node_ratio)
    for j in range(len(leaky)):
        for i in range(j):
            pair = (leaky[i], leaky[j])
            if pair in skip:
                continue
            reading = resistance.leak_between(charger, pair[0], groups[pair[1]])
            if reading and reading[0] < limits.LEAK_LIMIT_OHM:
                found[pair] = reading
    return untangled(found)


def untangled(found):
    """Direct leaks from two-terminal readings taken with all other contacts floating.

    A leak T-S and a leak S-R show as one T-R too. Where each of three contacts reads against
    both others, their star is turned into its triangle, which is exact; a side that carries
    next to nothing is left out. {(line, line): (ohm, uncertainty)} in and out.
    """
    direct = dict(found)
    lines = sorted(set(x for pair in found for x in pair))
    for k in range(len(lines)):
        for j in range(k):
            for i in range(j):
                sides = ((lines[i], lines[j]), (lines[i], lines[k]), (lines[j], lines[k]))
                if all(side in found for side in sides):
                    _untangle(found, direct, sides)
    return direct


def _untangle(found, direct, sides):
    ij, ik, jk = [found[side][0] for side in sides]
    u = max(found[side][1] for side in sides)
    arms = [(ij + ik - jk) / 2.0, (ij + jk - ik) / 2.0, (ik + jk - ij) / 2.0]
    siemens = [1.0 / max(arm, u / 2.0, 1.0) for arm in arms]
    for side, a, b in zip(sides, (0, 0, 1), (1, 2, 2)):
        g = siemens[a] * siemens[b] / sum(siemens)
        ohm, u_side = found[side]
        if g * ohm < limits.DETOUR_SHARE + u_side / ohm:
            direct.pop(side, None)
        elif side in direct:
            direct[side] = (1.0 / g, max(u_side, u) / (g * ohm) ** 2)
