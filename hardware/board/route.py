"""Routes the placed board and keeps the result in routes.json, which is committed.

`python -m hardware.board.route` takes minutes; building the board from its result seconds.
The file carries a fingerprint of the pads it was made for, so that a changed board cannot be
built with old tracks.
"""

import hashlib
import json
import sys

from hardware.board.grid import POWER_MM, POWER_NETS, TRACK_MM, VIA_DRILL_MM, VIA_MM, Grid
from hardware.board.placement import GRID_MM
from hardware.board.router import Router
from hardware.paths import HARDWARE

FILE = HARDWARE / "board" / "routes.json"


def fingerprint(pads):
    """Identity of the pads and their nets."""
    plain = [[p["ref"], p["pin"], p["net"], p["sides"], p["at"], p["box"]] for p in pads]
    return hashlib.sha256(json.dumps(plain).encode()).hexdigest()[:16]


def straight(edges, area):
    """Unit steps joined into straight runs: (first point, last point), vias left out."""
    steps = {tuple(sorted(edge)) for edge in edges if abs(edge[0] - edge[1]) != area}
    runs = []
    for start, end in sorted(steps):
        stride = end - start
        if (start - stride, start) in steps:
            continue
        while (end, end + stride) in steps:
            end += stride
        runs.append((start, end))
    return runs


def result(router, pads):
    """Tracks and vias in millimetres."""
    grid = router.grid
    tracks, vias = [], []
    for net in sorted(router.edges):
        width_mm = POWER_MM if net in POWER_NETS else TRACK_MM
        for start, end in straight(router.edges[net], grid.area):
            side, x1, y1 = grid.where(start)
            _, x2, y2 = grid.where(end)
            tracks.append([net, *(round(v * GRID_MM, 4) for v in (x1, y1, x2, y2)), side, width_mm])
        for place in sorted(router.vias[net]):
            _, x, y = grid.where(place)
            vias.append([net, round(x * GRID_MM, 4), round(y * GRID_MM, 4)])
    return {
        "pads": fingerprint(pads),
        "via_mm": VIA_MM,
        "via_drill_mm": VIA_DRILL_MM,
        "tracks": tracks,
        "vias": vias,
    }


def as_text(routes):
    """JSON with one track or via a line."""
    head = {key: value for key, value in routes.items() if key not in ("tracks", "vias")}
    lists = [
        f'"{key}": [\n' + ",\n".join(json.dumps(row) for row in routes[key]) + "\n]"
        for key in ("tracks", "vias")
    ]
    return json.dumps(head)[:-1] + ", " + ",\n".join(lists) + "}\n"


def main():
    """Route and write."""
    from hardware.board.build import placed_pads

    pads = placed_pads()
    router = Router(Grid(pads))
    rounds = router.run(lambda text: print(text, file=sys.stderr, flush=True))
    routes = result(router, pads)
    FILE.write_text(as_text(routes))
    print(
        f"routed in {rounds} rounds: {len(routes['tracks'])} tracks, {len(routes['vias'])} vias",
        file=sys.stderr,
    )


if __name__ == "__main__":
    main()
