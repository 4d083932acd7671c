"""How this program was installed, so that advice fits: from a checkout, or from a wheel that no
package index has."""

import re
from importlib import metadata
from pathlib import Path

_TOP = Path(__file__).resolve().parents[2]


def checkout() -> Path | None:
    """The folder of the checkout that runs, None in an installed wheel."""
    return _TOP if (_TOP / "pyproject.toml").is_file() and (_TOP / "firmware").is_dir() else None


def extra(name: str) -> str:
    """The command that installs what the optional part `name` of ringout needs."""
    top = checkout()
    if top is not None:
        return f"pip install -e '.[{name}]' in {top}"
    try:
        wanted = metadata.requires("ringout") or []
    except metadata.PackageNotFoundError:
        wanted = []
    of_it = re.compile(rf"""\bextra\s*==\s*['"]{re.escape(name)}['"]""")
    packages = [each.partition(";")[0].strip() for each in wanted if of_it.search(each)]
    return "pip install " + (" ".join(f"'{each}'" for each in packages) or f"'ringout[{name}]'")


def newer() -> str:
    """How to get a newer ringout."""
    top = checkout()
    return "install the newest ringout wheel" if top is None else f"git pull in {top}"
