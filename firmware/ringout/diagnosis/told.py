"""What a person told the tester about a cable, as far as the diagnosis judges by it."""

from ringout.base import limits


class Told:
    """length_m: None if it is not known. settings: dictionary or None; stock_pf_per_ft,
    limit_leg_ohm and limit_pf_per_ft in it where they are set."""

    def __init__(self, length_m=None, settings=None):
        settings = settings or {}
        self.length_m = length_m
        self.stock_pf_per_ft = settings.get("stock_pf_per_ft")
        self.leg_ohm = settings.get("limit_leg_ohm") or limits.LEG_LIMIT_OHM
        self.pf_per_ft = settings.get("limit_pf_per_ft") or limits.PF_PER_FT_LIMIT
