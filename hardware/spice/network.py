"""Front-end circuit as SPICE text: lines, mux, charge node, amplifiers, supply.

`Network` collects elements; its methods add the blocks of the schematic with the values of
the pin map. Node names: `3v3`, `z` (mux common), `adc0`, `adc1`, and for a line named A_T:
`pin_A_T` (GPIO), `clamp_A_T`, `con_A_T` (contact), `y_A_T` (mux channel).
"""

from hardware.spice import models
from ringout.board import pinmap

HIGH, LOW, INPUT, FLOAT = "high", "low", "input", "float"  # what a GPIO does; input: pull-down
SWING, AGAINST = "swing", "against"  # a square wave, and the same the other way round (`tone`)


class Network:
    """A circuit under construction; `deck(analysis)` gives the text for ngspice."""

    def __init__(
        self,
        title,
        r_mux_ohm=pinmap.R_MUX_OHM,
        r_gpio_ohm=pinmap.R_GPIO_OHM,
        r_pull_ohm=pinmap.R_PULL_OHM,
        pin_clamp=models.BAS40_MODEL,
    ):
        self.title = title
        self.r_mux_ohm = r_mux_ohm
        self.r_gpio_ohm = r_gpio_ohm
        self.r_pull_ohm = r_pull_ohm
        self.pin_clamp = pin_clamp
        self.elements = []
        self.saved = []
        self._count = 0

    # -- elements --
    def add(self, kind, nodes, value, name=None):
        """One element; its name is `kind` and `name`, or a running number."""
        self._count += 1
        name = f"{kind}{name or self._count}"
        self.elements.append(f"{name} {nodes} {value}")
        return name

    def resistor(self, a, b, ohm, name=None):
        """Resistor; its power can be saved as @rNAME[p]."""
        return self.add("r", f"{a} {b}", f"{ohm:.9g}", name)

    def capacitor(self, a, b, farad, name=None):
        """Capacitor."""
        return self.add("c", f"{a} {b}", f"{farad:.9g}", name)

    def source(self, node, value, name=None, back="0"):
        """Voltage source from `node` to `back`: a number of volts or a SPICE waveform."""
        text = f"dc {value:.9g}" if isinstance(value, float) else value
        return self.add("v", f"{node} {back}", text, name)

    def step(self, node, volts, at_s=0.0, rise_s=10e-9, name=None):
        """Voltage that is 0 until `at_s` and `volts` afterwards."""
        start = f"0 0 {at_s:.6g} 0" if at_s else "0 0"
        return self.source(node, f"pwl({start} {at_s + rise_s:.9g} {volts:.6g})", name)

    def save(self, *vectors):
        """Keep these vectors only."""
        self.saved.extend(vectors)

    # -- blocks --
    def supply(self):
        """An ideal 3V3 rail, for the measuring decks."""
        self.source("3v3", pinmap.VDD_V, "dd")

    def gpio(self, name, state, pin):
        """GPIO `pin` in `state`: a driver's resistance, the internal pull-down, or nothing."""
        self.capacitor(pin, "0", models.C_GPIO_F)
        if state == HIGH:
            self.resistor(pin, "3v3", self.r_gpio_ohm, f"gpio_{name}")
        elif state == LOW:
            self.resistor(pin, "0", self.r_gpio_ohm, f"gpio_{name}")
        elif state == INPUT:
            self.resistor(pin, "0", self.r_pull_ohm, f"gpio_{name}")
        elif state in (SWING, AGAINST):
            self.resistor(pin, state, self.r_gpio_ohm, f"gpio_{name}")
        else:
            self.resistor(pin, "0", models.R_OFF_OHM, f"gpio_{name}")

    def tone(self, hz, edge_s=10e-9):
        """The two levels that lines in the states SWING and AGAINST are driven to."""
        half_s = 0.5 / hz
        for node, first, then in ((SWING, pinmap.VDD_V, 0.0), (AGAINST, 0.0, pinmap.VDD_V)):
            wave = f"pulse({first:g} {then:g} {half_s:.9g} {edge_s:g} {edge_s:g}"
            self.source(node, f"{wave} {half_s - edge_s:.9g} {2 * half_s:.9g})", node)

    def line(self, name, state, diodes=False):
        """One line: GPIO with its Schottky clamp, 220 ohm, clamp, 330 ohm, contact, 4.7 k, mux
        channel pin."""
        pin, clamp, contact, channel = (f"{p}_{name}" for p in ("pin", "clamp", "con", "y"))
        self.gpio(name, state, pin)
        self.resistor(pin, clamp, pinmap.R_PIN_OHM, f"pin_{name}")
        self.resistor(clamp, contact, pinmap.R_FORCE_OHM, f"force_{name}")
        self.resistor(contact, channel, pinmap.R_SENSE_OHM, f"sense_{name}")
        self.capacitor(contact, "0", models.C_JACK_F + models.C_ESD_F)
        self.capacitor(channel, "0", models.C_MUX_CHANNEL_F)
        if diodes:
            self.add("d", f"{clamp} 3v3", "dclamp", f"up_{name}")
            self.add("d", f"0 {clamp}", "dclamp", f"down_{name}")
            self.add("d", f"{pin} 3v3", "dpin", f"schottkyup_{name}")
            self.add("d", f"0 {pin}", "dpin", f"schottkydown_{name}")
            self.add("d", f"{pin} 3v3", "dchip", f"pinup_{name}")
            self.add("d", f"0 {pin}", "dchip", f"pindown_{name}")
            self.add("d", f"{channel} 3v3", "dchip", f"muxup_{name}")
            self.add("d", f"0 {channel}", "dchip", f"muxdown_{name}")
        else:
            self.capacitor(clamp, "0", models.C_CLAMP_F)
            self.capacitor(pin, "0", models.C_PIN_CLAMP_F)

    def expander_line(self, name, state, pull=LOW):
        """A line of the expander, with its diodes: pin of port A in `state`, 220 ohm, Schottky
        clamp, 2.2 k, contact; 100 k from the clamp to the pin of port B, which is `pull`."""
        pin, clamp, contact, port = (f"{p}_{name}" for p in ("pin", "clamp", "con", "port"))
        self.gpio(name, FLOAT if state == INPUT else state, pin)
        self.gpio(f"pull_{name}", pull, port)
        self.resistor(pin, clamp, pinmap.R_PIN_OHM, f"pin_{name}")
        self.resistor(clamp, contact, pinmap.R_XFORCE_OHM, f"xforce_{name}")
        self.resistor(clamp, port, pinmap.R_XPULL_OHM, f"pull_{name}")
        self.capacitor(contact, "0", models.C_JACK_F + models.C_ESD_F)
        for node, model in ((clamp, "dpin"), (pin, "dchip"), (port, "dchip")):
            self.add("d", f"{node} 3v3", model, f"{node}_up")
            self.add("d", f"0 {node}", model, f"{node}_down")

    def reference(self, name, farad):
        """A mux reference: 4.7 k like a line's, then the capacitor to GND."""
        self.resistor(f"ref_{name}", f"y_{name}", pinmap.R_SENSE_OHM)
        self.capacitor(f"ref_{name}", "0", farad)
        self.capacitor(f"y_{name}", "0", models.C_MUX_CHANNEL_F)

    def select(self, channel_node):
        """The mux connects this channel pin to Z."""
        self.resistor(channel_node, "z", self.r_mux_ohm, "mux")

    def charge_node(self, hi=None, lo=None):
        """Z: strays, bleed and the charge resistors from nodes `hi` and `lo` (None: released)."""
        self.capacitor("z", "0", models.C_Z_F)
        self.resistor("z", "0", pinmap.R_BLEED_OHM, "bleed")
        if hi is not None:
            self.resistor(hi, "z", pinmap.R_CHG_HI_OHM + self.r_gpio_ohm, "chg_hi")
        if lo is not None:
            self.resistor(lo, "z", pinmap.R_CHG_LO_OHM + self.r_gpio_ohm, "chg_lo")

    def amplifiers(self):
        """Unity buffer to `adc0` and the x11 stage around 3V3/2 to `adc1`."""
        self._opamp("z", "unity", "unity")
        self._opamp("z", "x11n", "x11")
        self.resistor("x11n", "3v3", pinmap.X11_R_IN_OHM)
        self.resistor("x11n", "0", pinmap.X11_R_IN_OHM)
        self.resistor("x11n", "x11", pinmap.X11_R_FEEDBACK_OHM)
        for out, adc in (("unity", "adc0"), ("x11", "adc1")):
            self.resistor(out, adc, pinmap.R_ADC_FILTER_OHM)
            self.capacitor(adc, "0", pinmap.C_ADC_FILTER_F)

    def _opamp(self, plus, minus, out):
        """Single pole, then a smooth clip at the rails inside the loop."""
        gain = models.OPAMP_OPEN_LOOP_GAIN
        pole_hz = models.OPAMP_GBW_HZ / gain
        internal = f"op_{out}"
        self.add("g", f"0 {internal} {plus} {minus}", f"{gain / 1e6:.6g}")
        self.resistor(internal, "0", 1e6)
        self.capacitor(internal, "0", 1.0 / (6.283185307 * pole_hz * 1e6))
        low, high = models.OPAMP_RAIL_V, pinmap.VDD_V - models.OPAMP_RAIL_V
        # anti-windup: diodes hold the pole's node at the rails, so that it leaves them at once
        self.source(f"{internal}_h", high)
        self.source(f"{internal}_l", low)
        self.add("d", f"{internal} {internal}_h", "dclip")
        self.add("d", f"{internal}_l {internal}", "dclip")
        self.add("e", f"{out} 0 {internal} 0", "1")

    def cable(self, ends, length_m, stock, sections=12, name="k"):
        """A distributed cable: `ends` gives the two contact nodes of each conductor.

        `ends` maps "T", "R", "S" to (node at A, node at B); a node of None leaves that end
        open. `stock` has the per-metre values of `Stock`.
        """
        piece_m = length_m / sections
        for conductor, (a, b) in ends.items():
            last = a if a is not None else f"{name}{conductor}0"
            series = stock.shield_ohm_per_m if conductor == "S" else stock.core_ohm_per_m
            for i in range(sections):
                end = b if i == sections - 1 and b is not None else f"{name}{conductor}{i + 1}"
                middle = f"{name}{conductor}{i}m"
                half_ohm = series * piece_m / 2
                self.resistor(last, middle, half_ohm)
                if stock.henry_per_m:
                    inner = f"{middle}l"
                    self.resistor(middle, inner, half_ohm)
                    self.add("l", f"{inner} {end}", f"{stock.henry_per_m * piece_m:.9g}")
                else:
                    self.resistor(middle, end, half_ohm)
                last = end
        for i in range(sections):
            for pair, per_m in stock.pairs().items():
                if pair[0] in ends and pair[1] in ends:
                    nodes = [f"{name}{c}{i}m" for c in pair]
                    self.capacitor(*nodes, per_m * piece_m)

    def deck(self, analysis, reltol=1e-5):
        """The complete netlist with one analysis, for example "tran 1u 1m"."""
        save = f".save {' '.join(self.saved)}\n" if self.saved else ""
        options = f".options reltol={reltol:g} abstol=1e-14 vntol=1e-8 gmin=1e-15 method=gear\n"
        clip = ".model dclip D(IS=1e-9 N=0.03)\n"
        body = "\n".join(self.elements)
        return (
            f"* {self.title}\n{body}\n{models.BAV199_MODEL}\n{self.pin_clamp}\n"
            f"{models.CHIP_MODEL}\n{clip}"
            f"{options}{save}.{analysis}\n.end\n"
        )
