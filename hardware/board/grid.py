"""Which grid points a net's tracks and vias may use, from the pads of the placed board."""

from hardware.board.placement import BOARD, GRID_MM, HOLES

CLEARANCE_MM = 0.15
TRACK_MM = 0.25
POWER_MM = 0.35
POWER_NETS = frozenset(("GND", "3V3", "VSYS", "VBAT"))
VIA_MM = 0.60
VIA_DRILL_MM = 0.30
SCREW_MM = 3.4  # radius kept free around a mounting hole
ANY = "*"  # owner of points that no net may use


def _in_ellipse(box, x_mm, y_mm):
    """Whether a round pad has copper there: its box has none in the corners."""
    left, top, right, bottom = box
    across = (2 * x_mm - left - right) / (right - left)
    down = (2 * y_mm - top - bottom) / (bottom - top)
    return across**2 + down**2 < 1.0


class Grid:
    """Points are integers: side * area + y * width + x."""

    def __init__(self, pads):
        self.width, self.height = BOARD[0] + 1, BOARD[1] + 1
        self.area = self.width * self.height
        self.owner = [None] * (2 * self.area)  # the only net that may have a track here
        self.no_via = bytearray(self.area)
        self.through = set()  # points of plated holes: both sides are joined
        self.terminals = {}  # net -> list of point sets, one for each pad
        self._edges()
        for pad in pads:
            self._add(pad)
        for x, y in HOLES:
            self._block_circle(x * GRID_MM, y * GRID_MM, SCREW_MM)

    def point(self, side, x, y):
        """Number of a grid point."""
        return side * self.area + y * self.width + x

    def where(self, point):
        """(side, x, y) of a point."""
        side, rest = divmod(point, self.area)
        y, x = divmod(rest, self.width)
        return side, x, y

    def _edges(self):
        for side in (0, 1):
            for x in range(self.width):
                for y in (0, self.height - 1):
                    self.owner[self.point(side, x, y)] = ANY
            for y in range(self.height):
                for x in (0, self.width - 1):
                    self.owner[self.point(side, x, y)] = ANY

    def _inside(self, box, margin_mm):
        left, top, right, bottom = box
        x1, x2 = (left - margin_mm) / GRID_MM, (right + margin_mm) / GRID_MM
        y1, y2 = (top - margin_mm) / GRID_MM, (bottom + margin_mm) / GRID_MM
        for y in range(max(0, int(y1) - 1), min(self.height, int(y2) + 2)):
            for x in range(max(0, int(x1) - 1), min(self.width, int(x2) + 2)):
                if x1 < x < x2 and y1 < y < y2:
                    yield x, y

    def _add(self, pad):
        net = pad["net"] or ANY
        for x, y in self._inside(pad["box"], CLEARANCE_MM + POWER_MM / 2):
            for side in pad["sides"]:
                self._claim(self.point(side, x, y), net)
        for x, y in self._inside(pad["box"], CLEARANCE_MM + VIA_MM / 2):
            self.no_via[y * self.width + x] = 1
        if net == ANY:
            return
        inner = {
            self.point(side, x, y)
            for x, y in self._inside(pad["box"], -0.05)
            if not pad.get("round") or _in_ellipse(pad["box"], x * GRID_MM, y * GRID_MM)
            for side in pad["sides"]
        }
        if not inner:
            raise ValueError(f"no grid point inside {pad['ref']} pin {pad['pin']}")
        self.terminals.setdefault(net, []).append(inner)
        if len(pad["sides"]) == 2:
            self.through |= inner

    def _claim(self, point, net):
        held = self.owner[point]
        self.owner[point] = net if held in (None, net) else ANY

    def _block_circle(self, x_mm, y_mm, radius_mm):
        box = (x_mm - radius_mm, y_mm - radius_mm, x_mm + radius_mm, y_mm + radius_mm)
        for x, y in self._inside(box, 0.0):
            if (x * GRID_MM - x_mm) ** 2 + (y * GRID_MM - y_mm) ** 2 < radius_mm**2:
                for side in (0, 1):
                    self.owner[self.point(side, x, y)] = ANY
