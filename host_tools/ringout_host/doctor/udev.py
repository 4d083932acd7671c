"""The udev rule that lets every user open a tester and keeps ModemManager away from it."""

from pathlib import Path

from ringout_host.link.ports import PRODUCT_MICROPYTHON, VENDOR_RASPBERRY_PI

PATH = "/etc/udev/rules.d/60-ringout.rules"  # before 73, where `uaccess` takes effect
_FOLDERS = (Path("/etc/udev/rules.d"), Path("/run/udev/rules.d"), Path("/usr/lib/udev/rules.d"))
_GROUPS = ("dialout", "uucp")  # of serial ports: Debian and Fedora, Arch

INSTALL = (
    f"ringout doctor --udev | sudo tee {PATH} && sudo udevadm control --reload "
    "&& sudo udevadm trigger, then plug the tester in again"
)


def rule() -> str:
    """The text of the rule file."""
    ids = f'ATTRS{{idVendor}}=="{VENDOR_RASPBERRY_PI:04x}"'
    product = f'ATTRS{{idProduct}}=="{PRODUCT_MICROPYTHON:04x}"'
    group = next((name for name in _GROUPS if _exists(name)), None)
    owner = f', GROUP="{group}", MODE="0660"' if group else ""
    return (
        f"# ringout cable tester. Install: {INSTALL}\n"
        f'SUBSYSTEM=="tty", {ids}, {product}, TAG+="uaccess"{owner}, '
        'ENV{ID_MM_DEVICE_IGNORE}="1"\n'
    )


def installed(folders: tuple[Path, ...] = _FOLDERS) -> bool:
    """Whether some rule file keeps ModemManager away from the tester."""
    vendor = f"{VENDOR_RASPBERRY_PI:04x}"
    for folder in folders:
        for path in folder.glob("*.rules"):
            try:
                lines = path.read_text(errors="replace").splitlines()
            except OSError:
                continue
            if any("ID_MM_DEVICE_IGNORE" in line and vendor in line.lower() for line in lines):
                return True
    return False


def _exists(group: str) -> bool:
    try:
        import grp  # not on Windows

        grp.getgrnam(group)
    except (ImportError, KeyError):
        return False
    return True
