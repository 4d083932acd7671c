"""Linear circuits of resistors, capacitors and sources, as matrices; `modes` solves them."""

from ringout_host.sim import linalg

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ringout_host.sim.kinds import Matrix

numpy = linalg.numpy


class Network:
    """Nodes 0..n-1 against ground. Add elements, make a `Body` of it, ask that for `Modes`."""

    def __init__(self, nodes: int) -> None:
        self.n = nodes
        self.g = [[0.0] * nodes for _ in range(nodes)]
        self.c = [[0.0] * nodes for _ in range(nodes)]

    def add_node(self) -> int:
        """A new node; returns its number."""
        for row in self.g:
            row.append(0.0)
        for row in self.c:
            row.append(0.0)
        self.n += 1
        self.g.append([0.0] * self.n)
        self.c.append([0.0] * self.n)
        return self.n - 1

    def resistor(self, a: int, b: int | None, ohm: float) -> None:
        """Resistor between nodes; b None means ground (or a fixed source)."""
        _stamp(self.g, a, b, 1.0 / ohm)

    def capacitor(self, a: int, b: int | None, farad: float) -> None:
        """Capacitor between nodes; b None means ground."""
        _stamp(self.c, a, b, farad)

    def copy(self) -> "Network":
        """An independent copy to stamp more elements on."""
        twin = Network(0)
        twin.n = self.n
        twin.g = [row[:] for row in self.g]
        twin.c = [row[:] for row in self.c]
        return twin


def _stamp(matrix: list[list[float]], a: int, b: int | None, value: float) -> None:
    matrix[a][a] += value
    if b is not None:
        matrix[b][b] += value
        matrix[a][b] -= value
        matrix[b][a] -= value


class Shunts:
    """Resistors from nodes to ground or a fixed source, a few between nodes, added to a Body for
    one `Modes`."""

    def __init__(self, nodes: int) -> None:
        self.g = [0.0] * nodes
        self.between: list[tuple[int, int, float]] = []  # (node, node, siemens)

    def resistor(self, a: int, b: int | None, ohm: float) -> None:
        """As Network.resistor."""
        self.g[a] += 1.0 / ohm
        if b is not None:
            self.g[b] += 1.0 / ohm
            self.between.append((a, b, 1.0 / ohm))


class Body:
    """A network prepared for many sets of shunts: its capacitances are factored once."""

    def __init__(self, network: Network) -> None:
        self.n = network.n
        self.white = linalg.whiten(network.c)
        self.g: "Matrix" = network.g
        self.key = b""
        if numpy is not None:
            g = self.g = numpy.array(network.g)
            self.key = g.tobytes() + numpy.array(network.c).tobytes()

    def with_shunts(self, shunts: Shunts) -> "Matrix":
        """The conductance matrix with shunts on its diagonal."""
        if numpy is not None:
            whole = numpy.array(self.g)
            whole.reshape(-1)[:: self.n + 1] += shunts.g  # the diagonal
            g: "Matrix" = whole
        else:
            g = [list(row) for row in self.g]
            for k in range(self.n):
                g[k][k] += shunts.g[k]
        for a, b, siemens in shunts.between:
            g[a][b] -= siemens
            g[b][a] -= siemens
        return g
