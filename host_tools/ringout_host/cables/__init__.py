"""Cables: what plugs are, which cables are sold, and the files that people keep of theirs."""
