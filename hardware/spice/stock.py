"""DATA: the cable of the decks, per metre."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Stock:
    """Per-metre values; the defaults are those of the cable grammar (architecture.md)."""

    core_shield_f_per_m: float = 100e-12
    core_core_f_per_m: float = 60e-12
    core_ohm_per_m: float = 0.080
    shield_ohm_per_m: float = 0.030
    henry_per_m: float = 0.4e-6

    def pairs(self):
        """Capacitance per metre between conductors."""
        return {
            ("T", "S"): self.core_shield_f_per_m,
            ("R", "S"): self.core_shield_f_per_m,
            ("T", "R"): self.core_core_f_per_m,
        }
