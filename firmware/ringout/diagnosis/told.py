"""What a person told the tester about a cable, as far as the diagnosis judges by it."""


class Told:
    """length_m: None if it is not known. settings: dictionary or None. leg_ohm, pf_per_ft: limits
    that a person set, None where nobody did. stock: a stocks.Stock that was named, or None.
    stock_pf_per_ft: conductor to shield of the named stock or as typed, None if not known."""

    def __init__(self, length_m=None, settings=None):
        settings = settings or {}
        self.length_m = length_m
        self.leg_ohm = settings.get("limit_leg_ohm") or None
        self.pf_per_ft = settings.get("limit_pf_per_ft") or None
        self.stock = None
        if settings.get("stock"):
            from ringout.wirings import stocks  # only for those who name one

            self.stock = stocks.find(settings["stock"])
        self.stock_pf_per_ft = settings.get("stock_pf_per_ft") or None
        if self.stock and self.stock.shield_pf_per_ft:
            self.stock_pf_per_ft = self.stock.shield_pf_per_ft
