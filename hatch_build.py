"""What a wheel carries beside the packages: the page, where `make page` has built it."""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

BUILT, INSTALLED = "build/page", "ringout_host/page/built"


class Page(BuildHookInterface):
    """Without a built page the wheel has none, and `ringout page` says so."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """A source archive keeps it in its place, a wheel beside the code; a checkout that is
        installed in place serves what it has built."""
        folder = Path(self.root) / BUILT
        if version == "standard" and (folder / "index.html").is_file():
            place = INSTALLED if self.target_name == "wheel" else BUILT
            build_data["force_include"][str(folder)] = place
