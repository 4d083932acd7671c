"""Records that mean harm: each is stored or refused, none may be executed or break a page."""

from tests.store.sample import line, open_ring, record

SCRIPT = "<script>document.title='owned'</script>"
IMAGE = "<img src=x onerror=\"document.title='owned'\">"
STYLE = "</style></svg><link rel=stylesheet href=http://evil.example/x>"
TEMPLATE = "{{ 7*7 }}{% raw %}"
MATH = "$\\undefined$"  # matplotlib reads $...$ as a formula


def lines() -> list[bytes]:
    """Stored lines of hostile records, numbered from 1."""
    found = []

    def put(make=record, **changes) -> None:
        found.append(line(make(len(found) + 1, **changes)))

    for text in (SCRIPT, IMAGE, STYLE, TEMPLATE, MATH, "=cmd()", "\u202egnp.exe", "A" * 9000):
        tag = {"serial": text, "lot": text, "operator": text}
        put(tag=tag)
        put(open_ring, tag=tag)
        put(verdict="FAIL", faults=[{"code": text, "end": text, "text": text}])
        put(wiring=[text], cal=text, fw=text, mode=text)
    put(t=0)
    put(t=4_102_444_800)
    put(t=None, boot=2**40)
    put(leg_ohm={"A.T-B.T": [1e15, 1e15]}, pf={"T-S": [-1e15, 0]}, pf_per_ft=[1e-300, 0])
    put(leg_ohm={"": [1, 1], "-": [2, 2], "A": [3, 3]}, pf={}, tag=None)
    put(nets=[[]], wiring=[], faults=[{"code": ""}])
    put(unknown={"deep": [[[[[[[[1]]]]]]]]})
    put(t=-1)  # the rest is refused
    put(pf={"T-S": [float("nan"), 1]})
    put(tag={"serial": "A" * 1_000_000})
    found.append(b"\xff\xfe" * 50)
    return found
