"""DATA: cable stocks: capacitance and resistance per metre, from makers' published values.

(conductor to shield pF/m, core to core pF/m, core ohm/km, shield ohm/km); None where no
published value was found: the simulator then takes the value of a plain cable (`PLAIN`).
Rows are read off makers' texts ("primary") or quoted by others ("secondary").
"""

PLAIN = (100.0, 60.0, 80.0, 30.0)

STOCKS = {
    "mogami-w2549": (76.0, None, None, None),  # secondary
    "mogami-w2534": (110.0, 97.0, None, None),  # secondary, star quad
    "mogami-w2524": (130.0, None, 33.0, None),  # secondary, instrument
    "mogami-w3368": (70.0, None, 33.0, None),  # secondary, instrument
    "canare-l-4e6s": (185.0, 150.0, 49.0, 31.0),  # secondary, star quad, two cores a leg
    "canare-l-2t2s": (106.0, 70.0, None, None),  # secondary
    "canare-gs-6": (160.0, None, 18.0, 25.0),  # secondary, instrument
    "belden-8412": (None, 98.4, None, None),  # secondary
    "belden-1800f": (None, 42.7, None, None),  # primary
    "belden-8241f": (55.8, None, None, 8.5),  # primary, coax
    "belden-8760": (None, 89.2, 21.3, None),  # secondary, foil pair
    "belden-88760": (318.2, 167.3, 18.0, None),  # secondary, plenum foil pair
    "belden-88770": (315.0, 177.2, 21.0, None),  # secondary, plenum foil triple
    "belden-8770": (None, 78.7, None, None),  # secondary
    "belden-1694a": (53.1, None, None, None),  # secondary, 75 ohm coax
    "gotham-gac-4-1": (None, 135.0, None, None),  # secondary, star quad
    "west-penn-303": (259.2, 131.2, 20.3, None),  # primary
    "phantom-bk-ad02c22": (None, None, 64.8, None),  # primary
    "oyaide-ftvs-510": (56.5, None, 21.0, None),  # secondary, coax
    "supra-eff-i": (77.0, None, 37.0, None),  # secondary
    "supra-y-link": (52.0, None, 72.0, None),  # secondary
    "generic-rg58": (101.0, None, None, None),  # secondary
    "generic-rg174": (101.0, None, None, None),  # secondary
    "generic-guitar": (100.0, None, None, None),  # primary
}


def per_metre(stock: str | None) -> tuple[float, float, float, float]:
    """(c-s pF, c-c pF, core ohm, shield ohm) per metre; KeyError for an unknown stock."""
    row = PLAIN if stock is None else STOCKS[stock]
    cs, cc, core, shield = [b if a is None else a for a, b in zip(row, PLAIN)]
    return cs, cc, core / 1000.0, shield / 1000.0
