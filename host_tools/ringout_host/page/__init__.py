"""The tester in a browser: one static folder, and what serves it.

site     the page itself: HTML, CSS and ES modules, as they are served
inside   runs on MicroPython in the page's worker: the handheld, turn by turn, and the drawings
build    puts site, firmware, simulator and interpreter into one folder
server   serves that folder on this computer alone;  bridge joins a page to a tester's port
"""
