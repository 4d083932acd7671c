"""Every screen of the tester as a picture: somebody uses it as `script.py` says.

python -m ringout_host.gallery            write build/gallery/*.png and the contact sheet
python -m ringout_host.gallery --accept   take today's screens as the golden pictures
"""

import tempfile
from typing import TYPE_CHECKING

import ringout_host.sim  # noqa: F401  gives CPython a framebuf

if TYPE_CHECKING:
    from ringout_host.gallery.person import Person


def shown() -> "Person":
    """The person who has performed the script; `pictures` is what was seen."""
    from ringout_host.gallery.person import Person
    from ringout_host.gallery.script import SCRIPT

    with tempfile.TemporaryDirectory(prefix="ringout-") as folder:
        person = Person(folder)
        person.perform(SCRIPT)
    return person
