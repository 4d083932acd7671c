"""Start-up on the device: the physical board, the app, and nothing else."""

from ringout.app import App
from ringout.board_rp2040 import Board

App(Board()).run()
