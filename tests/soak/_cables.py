"""Random cables for the harnesses: sound ones, and ones with contacts that move."""

from ringout.board.pinmap import CONTACTS
from ringout.wirings import lookup
from ringout_host.sim.spec import parse
from ringout_host.sim.units import SpecError

MOVING_WIRINGS = ("ts_ts", "trs_trs", "xlr_xlr", "rca_rca", "insert")
STOCKS = ("", "", "stock=mogami-w2549", "stock=canare-gs-6", "stock=belden-8760")


def sound_cable(rng):
    """A sound cable of any wiring, 0.3 to 30 m, of some stock."""
    sound = [i for i in lookup.ids() if lookup.get(i).standing == lookup.SOUND]
    return _made(rng, rng.choice(sound))


def _made(rng, wiring):
    items = [wiring, f"length={0.3 * 100 ** rng.random():.2f}m", rng.choice(STOCKS)]
    return ",".join(item for item in items if item)


def letters(wiring, end):
    """Letters of the contacts to which conductors are soldered at an end."""
    found = set()
    for wire in lookup.get(wiring).wires:
        for contact in wire.ends:
            if wire.kind != "link" and contact is not None and CONTACTS[contact][0] == end:
                found.add(CONTACTS[contact][2:])
    return sorted(found)


def _rhythm(rng, share=(0.05, 0.5), cycle_ms=(5.0, 200.0)):
    """Open for a share of a random cycle, both evenly by ratio: `10ms/25ms~`."""
    cycle = cycle_ms[0] * (cycle_ms[1] / cycle_ms[0]) ** rng.random()
    part = share[0] * (share[1] / share[0]) ** rng.random()
    return f"{1000 * cycle * part:.0f}us/{1000 * cycle:.0f}us~"


def intermittent_cable(rng):
    """(cable, letter, end): one contact of any leg and end opens at random, 5 to 50 % of the
    time in cycles of 5 to 200 ms."""
    wiring = rng.choice(MOVING_WIRINGS)
    end = rng.choice("ABC"[: len(lookup.get(wiring).plugs)])
    letter = rng.choice(letters(wiring, end))
    cable = f"{wiring},length={0.5 * 20 ** rng.random():.2f}m"
    return f"{cable},intermittent={letter}@{end}:{_rhythm(rng)}", letter, end


def moving_cable(rng):
    """Any wiring with one to three contacts that open, touch or crackle, anywhere."""
    while True:
        cable = _moving(rng)
        try:
            parse(cable)
        except SpecError:  # two letters of different legs, say
            continue
        return cable


def _moving(rng):
    wiring = rng.choice(lookup.ids())
    ends = "ABC"[: len(lookup.get(wiring).plugs)]
    cable = _made(rng, wiring)
    for _ in range(rng.choice((1, 1, 2, 3))):
        end = rng.choice(ends)
        found = letters(wiring, end)
        place = end if rng.random() < 0.7 else f"{rng.randrange(10, 90)}%"
        if place != end:
            found = [letter for letter in found if letter in letters(wiring, "A")]
        if not found:
            continue
        letter = rng.choice(found)
        kind = rng.choice(("intermittent", "intermittent", "touch", "crackle"))
        rhythm = _rhythm(rng, (0.01, 0.9), (0.5, 300.0))
        if kind == "crackle":
            low = rng.choice((0.05, 0.2, 1.0))
            cable += f",crackle={letter}@{place}:{low}-{low * rng.choice((3, 30, 1000)):g}ohm"
        elif kind == "touch" and len(found) > 1:
            other = rng.choice([x for x in found if x != letter])
            cable += f",touch={letter}-{other}@{place}:{rhythm}"
        else:
            cable += f",intermittent={letter}@{place}:{rhythm}"
    return cable
