"""This checkout's firmware with something changed."""

from unittest.mock import patch

from ringout_host.flash import bundle


def firmware(**added):
    """A Bundle; added: source text put behind a module's own."""
    read = bundle.modules.read_package

    def edited(folder):
        sources = read(folder)
        for module, text in added.items():
            sources[module] += text
        return sources

    with patch.object(bundle.modules, "read_package", edited):
        return bundle.build()
