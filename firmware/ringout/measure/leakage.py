"""Leakage between contacts that should be apart.

Every group of joined contacts has been charged against all others for its capacitance; where
it settled lower than an open line does, something leaks, and the pairs are looked at.
"""

from ringout.base import limits
from ringout.base.masks import lines_of
from ringout.board.pinmap import LINES
from ringout.measure import resistance


def loss(ratio):
    """Leakage of a line over the conductance that charges it, from its asymptote over the open
    one: that of joined lines adds up."""
    return 1.0 / max(ratio, 1e-3) - 1.0


class Own:
    """Leakage of the tester itself, of each line, while a cable is in.

    known: losses of the empty jacks, None if nobody has seen them: then all lines count alike.
    groups, ratios: as `suspects`. empty: lines that have nothing on them now: they tell how much
    everything has grown with the temperature. Where there is none, that group does which has
    grown least, because a cable only adds. alone: {group: V / V_inf} with all others floating:
    what leaks between groups is not in it, so that a cable that takes every contact hides nothing.
    """

    def __init__(self, known, groups, ratios, empty, alone):
        self.sd = limits.OWN_LOSS_SD if known else limits.OWN_LOSS_SPREAD
        before = known or [1.0] * LINES
        least = limits.OWN_LOSS_LEAST if known else 1.0
        grown = 1.0 if known else 0.0
        if empty:
            then = sum([before[line] for line in empty])
            if then >= least:
                grown = sum([loss(ratios[line]) for line in empty]) / then
        else:
            seen = []
            for table in (ratios, alone):
                for group in table:
                    then = sum([before[line] for line in lines_of(groups[group])])
                    lost = loss(table[group])
                    if then < least:  # too little to be told from noise: at most so much
                        lost, then = lost + limits.LEAK_RATIO, least
                    seen.append(lost / then)
            grown = min(seen) if seen else grown
        if not known and grown < limits.OWN_LOSS_NOISE:
            grown = 0.0
        self.losses = [max(grown, 0.0) * each for each in before]

    def of(self, mask):
        """(loss, standard deviation) of joined lines."""
        total = squares = 0.0
        for line in lines_of(mask):
            total += self.losses[line]
            squares += self.losses[line] ** 2
        return total, self.sd * squares**0.5


def suspects(groups, node_ratio, own):
    """Groups whose asymptote lies under the open one by more than noise and the tester's own
    leakage explain. groups: {first line: mask}; node_ratio: {group: V / V_inf}; own: Own."""
    found = []
    for group in sorted(node_ratio):
        ours, sd = own.of(groups[group])
        if loss(node_ratio[group]) - ours > limits.LEAK_RATIO + limits.SIGMAS * sd:
            found.append(group)
    return found


def measure(charger, groups, node_ratio, skip, own):
    """{(line, line): (ohm, uncertainty)} of every leak under LEAK_LIMIT_OHM, as they were read.

    groups: {first line: mask of the group}. node_ratio, own: as `suspects`. skip: pairs already
    known to be linked. Each suspect pair is measured with all others floating.
    """
    found = {}
    leaky = suspects(groups, node_ratio, own)
    for j in range(len(leaky)):
        for i in range(j):
            pair = (leaky[i], leaky[j])
            if pair in skip:
                continue
            reading = resistance.leak_between(charger, pair[0], groups[pair[1]])
            reading = without(reading, own.of(groups[pair[0]]), charger.hi.r_th_ohm)
            if reading and reading[0] < limits.LEAK_LIMIT_OHM:
                found[pair] = reading
    return found


def lone(groups, node_ratio, own, readings, leaks):
    """First lines of groups that a diode of theirs may conduct from, to another net and not back:
    they settle low for no leak or link to others that was read, or a glance saw them pulled."""
    known = readings.one_way + list(readings.links) + list(leaks)
    found = []
    for group in suspects(groups, node_ratio, own):
        mask = groups[group]
        if not [pair for pair in known if (mask >> pair[0] ^ mask >> pair[1]) & 1]:
            found.append(group)
    for line, _ in readings.steadiness.pulled:
        for group in groups:
            if groups[group] >> line & 1 and group not in found:
                found.append(group)
    return found


def without(reading, own, r_th_ohm):
    """A leak without the tester's own beside it; None where nothing is left that is sure. All
    other lines float meanwhile, so that some of what leaks to the contact beside does not flow."""
    if reading is None:
        return None
    ohm, u = reading
    ours = (1.0 - limits.OWN_LOSS_BESIDE) * own[0] / r_th_ohm
    sd = (own[1] ** 2 + (limits.OWN_LOSS_BESIDE * own[0]) ** 2) ** 0.5
    sd *= limits.SIGMAS / r_th_ohm
    left = 1.0 / ohm - ours
    if left <= sd:
        return None
    return 1.0 / left, ((u / ohm / ohm) ** 2 + sd * sd) ** 0.5 / left / left


def outward(charger, groups, readings):
    """Mask of lines that something outside of the cable loads or lifts: with nothing else driven
    they still do not settle where an open line does. Tells a source too weak to be seen before
    driving. Releases the board."""
    mask = 0
    board = charger.board
    try:
        for line, ratio in readings.ratios.items():
            if ratio < limits.OUTWARD_RATIO or readings.leaky >> line & 1:
                charger.settled_code(line, 0, charger.lo)
                ratio = charger.settled_code(line, 0, charger.hi) / charger.hi.v_inf
                if ratio < limits.OUTWARD_RATIO:
                    mask |= groups[line]
            elif ratio > limits.LIFTED_RATIO:
                mask |= groups[line]
    finally:
        board.release()
    return mask


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
    coarse = min(arms) < u / 2.0
    for side, a, b in zip(sides, (0, 0, 1), (1, 2, 2)):
        g = siemens[a] * siemens[b] / sum(siemens)
        ohm, u_side = found[side]
        if coarse and ohm == min(ij, ik, jk):
            continue  # the least of the three is no detour over the other two
        if g * ohm < limits.DETOUR_SHARE + u_side / ohm:
            direct.pop(side, None)
        elif side in direct:
            direct[side] = (1.0 / g, max(u_side, u) / (g * ohm) ** 2)
