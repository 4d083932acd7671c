"""Routes the board: shortest paths on two layers, nets that collide try again dearer.

Negotiated congestion: every net is routed as if alone, points used by several nets become
more expensive from round to round until each has one owner. Plain Python, no randomness:
the same pads give the same tracks.
"""

import heapq

STEP = 10
AGAINST = 8  # extra for moving against a side's direction: front vertical, back horizontal
VIA = 60
PATIENCE = 60  # rounds


class Unroutable(RuntimeError):
    """A pad that no path reaches."""


class Router:
    """Holds the state of the negotiation over one grid."""

    def __init__(self, grid):
        self.grid = grid
        self.history = [0] * (2 * grid.area)
        self.users = {}  # point -> set of nets
        self.via_users = {}  # place -> set of nets
        self.trees = {}  # net -> {point: None}
        self.vias = {}  # net -> set of places
        self.edges = {}  # net -> list of (point, point)
        self.present = 0

    def cost(self, point, net):
        """Extra for entering a point: who else is there, and how often it was fought for."""
        others = self.users.get(point)
        extra = self.history[point]
        if others:
            count = len(others) - (net in others)
            extra += count * self.present
        return extra

    def via_cost(self, place, net):
        """Extra for a via: another net's track on either side or via on a neighbour."""
        area = self.grid.area
        extra = self.cost(place, net) + self.cost(place + area, net)
        for near in (place - 1, place + 1, place - self.grid.width, place + self.grid.width):
            others = self.via_users.get(near)
            if others and others - {net}:
                extra += self.present
        return extra

    def path(self, net, sources, targets):
        """Cheapest path from any source to any target point."""
        grid, owner, area, width = self.grid, self.grid.owner, self.grid.area, self.grid.width
        best = dict.fromkeys(sources, 0)
        came = {}
        queue = [(0, point) for point in sorted(sources)]
        heapq.heapify(queue)
        while queue:
            spent, point = heapq.heappop(queue)
            if spent > best[point]:
                continue
            if point in targets:
                out = [point]
                while out[-1] in came:
                    out.append(came[out[-1]])
                return out
            side = point >= area
            along = (STEP, STEP + AGAINST) if side else (STEP + AGAINST, STEP)
            moves = (
                (point - 1, along[0]),
                (point + 1, along[0]),
                (point - width, along[1]),
                (point + width, along[1]),
            )
            for near, price in moves:
                if owner[near] is None or owner[near] == net:
                    total = spent + price + self.cost(near, net)
                    if total < best.get(near, 1 << 60):
                        best[near] = total
                        came[near] = point
                        heapq.heappush(queue, (total, near))
            place = point - area if side else point
            over = place if side else place + area
            if owner[over] is None or owner[over] == net:
                if point in grid.through:
                    total = spent
                elif grid.no_via[place]:
                    continue
                else:
                    total = spent + VIA + self.via_cost(place, net)
                if total < best.get(over, 1 << 60):
                    best[over] = total
                    came[over] = point
                    heapq.heappush(queue, (total, over))
        raise Unroutable(net)

    def route(self, net):
        """Join all pads of a net into one tree, nearest first."""
        area = self.grid.area
        pads = [frozenset(pad) for pad in self.grid.terminals[net]]
        tree, vias, edges = dict.fromkeys(pads[0]), set(), []
        left = list(pads[1:])
        while left:
            found = self.path(net, tree, frozenset().union(*left))
            for a, b in zip(found, found[1:], strict=False):
                edges.append((a, b))
                if abs(a - b) == area and a not in self.grid.through:
                    vias.add(min(a, b))
            tree.update(dict.fromkeys(found))
            for pad in [pad for pad in left if found[0] in pad]:
                left.remove(pad)
                tree.update(dict.fromkeys(pad))
        points = {point for edge in edges for point in edge}
        for point in points:
            self.users.setdefault(point, set()).add(net)
        for place in vias:
            self.via_users.setdefault(place, set()).add(net)
        self.trees[net], self.vias[net], self.edges[net] = points, vias, edges

    def rip(self, net):
        """Take a net off the board."""
        for point in self.trees.pop(net):
            self.users[point].discard(net)
        for place in self.vias.pop(net):
            self.via_users[place].discard(net)
        self.edges.pop(net)

    def fights(self):
        """Nets that share a point or have vias too close, and the points they fight over."""
        points = [p for p, nets in self.users.items() if len(nets) > 1]
        nets = set().union(*(self.users[p] for p in points))
        for place, here in self.via_users.items():
            for near in (place + 1, place + self.grid.width):
                there = self.via_users.get(near, set())
                if here and there and len(here | there) > 1:
                    nets |= here | there
                    points += [place, near, place + self.grid.area, near + self.grid.area]
        return nets, points

    def run(self, say=lambda text: None):
        """Route every net until nobody fights; the number of rounds."""
        order = sorted(self.grid.terminals, key=lambda net: (len(self.grid.terminals[net]), net))
        order = [net for net in order if len(self.grid.terminals[net]) > 1]
        for net in order:
            self.route(net)
        for rounds in range(1, PATIENCE + 1):
            nets, points = self.fights()
            say(f"round {rounds}: {len(nets)} nets fight over {len(points)} points")
            if not nets:
                return rounds
            self.present = 10 * rounds
            for point in points:
                self.history[point] += 6
            for net in [net for net in order if net in nets]:
                self.rip(net)
                self.route(net)
        raise Unroutable(f"still fighting after {PATIENCE} rounds: {sorted(nets)}")
