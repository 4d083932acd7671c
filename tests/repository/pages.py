"""Tables of a page of documentation, and texts that stand in the firmware's sources."""

import ast
import re
from pathlib import Path

FIRMWARE = Path(__file__).parents[2] / "firmware"


def tables(page: str) -> dict[str, list[list[str]]]:
    """Heading -> the rows of all tables below it, cells without backticks."""
    found: dict[str, list[list[str]]] = {}
    heading = ""
    for line in (FIRMWARE / page).read_text("utf-8").splitlines():
        if line.startswith("#"):
            heading = line.lstrip("# ")
        elif line.startswith("|") and not line.startswith(("|---", "| key", "| op", "| code")):
            cells = [cell.strip() for cell in line.strip("|").split("|")]
            found.setdefault(heading, []).append([cell.replace("`", "") for cell in cells])
    return found


def strings(folder: str = "ringout") -> set[str]:
    """Every text constant of the firmware's sources."""
    return {
        node.value
        for path in (FIRMWARE / folder).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def marked(page: str, heading: str) -> list[list[set[str]]]:
    """For each row of the tables below a heading: the words in backticks of each cell."""
    text = (FIRMWARE / page).read_text("utf-8").partition(f"# {heading}\n")[2].partition("\n#")[0]
    rows = [line.strip("|").split("|") for line in text.splitlines() if line.startswith("| `")]
    return [[set(re.findall(r"`([^`]+)`", cell)) for cell in row] for row in rows]
