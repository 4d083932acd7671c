"""`python -m ringout_host` is `ringout`."""

from ringout_host.cli import main

main()
