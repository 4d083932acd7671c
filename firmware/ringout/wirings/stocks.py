"""DATA: cable stocks that a person may name, and which of them a cable could be.

One text, which stays in flash: a row is an id, how many cores it has, conductor to shield and core
to core in pF/m, core and shield in mohm/m; a dash where no published value was found. Values are
makers' or quoted from makers by others; none is from memory. A stock is matched by the values
that a source gives and by no others.
"""

from ringout.base import limits

_ROWS = """
belden-1694a 1 53.1 - - -
belden-1800f 2 - 42.7 - -
belden-8241f 1 55.8 - - 8.5
belden-8412 2 - 98.4 - -
belden-8760 2 - 89.2 21.3 -
belden-8770 3 - 78.7 - -
belden-88760 2 318.2 167.3 18.0 -
belden-88770 3 315.0 177.2 21.0 -
canare-gs-6 1 160.0 - 18.0 25.0
canare-l-2t2s 2 106.0 70.0 - -
canare-l-4e6s 2 185.0 150.0 49.0 31.0
generic-guitar 1 100.0 - - -
generic-rg174 1 101.0 - - -
generic-rg58 1 101.0 - - -
gotham-gac-4-1 2 - 135.0 - -
mogami-w2524 1 130.0 - 33.0 -
mogami-w2534 2 110.0 97.0 - -
mogami-w2549 2 76.0 - - -
mogami-w3368 1 70.0 - 33.0 -
oyaide-ftvs-510 1 56.5 - 21.0 -
phantom-bk-ad02c22 2 - - 64.8 -
supra-eff-i 1 77.0 - 37.0 -
supra-y-link 1 52.0 - 72.0 -
west-penn-303 2 259.2 131.2 20.3 -
"""


class Stock:
    """cores: how many. shield_pf_per_m, core_pf_per_m: conductor to shield, core to core.
    core_ohm_per_m, shield_ohm_per_m. None where no source gives a value."""

    def __init__(self, row):
        self.id, cores, shield_pf, core_pf, core, shield = row.split(" ")
        self.cores = int(cores)
        self.shield_pf_per_m = _number(shield_pf, 1.0)
        self.core_pf_per_m = _number(core_pf, 1.0)
        self.core_ohm_per_m = _number(core, 1000.0)
        self.shield_ohm_per_m = _number(shield, 1000.0)

    @property
    def shield_pf_per_ft(self):
        """Conductor to shield, None if no source gives it."""
        return self.shield_pf_per_m and self.shield_pf_per_m * limits.FOOT_M


def _number(text, divisor):
    return None if text == "-" else float(text) / divisor


def ids():
    """Every id, in the order of the alphabet."""
    return [row.split(" ")[0] for row in _ROWS.strip().split("\n")]


def find(stock_id):
    """The Stock of an id, None for "" or an unknown one."""
    if not stock_id or " " in stock_id:
        return None
    at = _ROWS.find("\n%s " % stock_id)
    return None if at < 0 else Stock(_ROWS[at + 1 : _ROWS.find("\n", at + 1)])


def matching(cores, shield_pf, core_pf, core_ohm, shield_ohm):
    """Ids of the stocks that fit, best first. cores: how many the cable has. The rest: (value,
    uncertainty) per metre as measured, or None. A stock fits if at least one of its capacitances
    was measured and every value that was lies within spread and uncertainty of it."""
    found = []
    for row in _ROWS.strip().split("\n"):
        stock = Stock(row)
        if stock.cores != cores:
            continue
        off = 0.0
        seen = 0
        for wanted, reading, counts in (
            (stock.shield_pf_per_m, shield_pf, 1),
            (stock.core_pf_per_m, core_pf, 1),
            (stock.core_ohm_per_m, core_ohm, 0),
            (stock.shield_ohm_per_m, shield_ohm, 0),
        ):
            if wanted is None or reading is None:
                continue
            seen += counts
            share = abs(reading[0] - wanted) / (limits.STOCK_SPREAD * wanted + reading[1])
            off = max(off, share)
        if seen and off <= 1.0:
            found.append((off, stock.id))
    found.sort()
    return [stock_id for _, stock_id in found]
