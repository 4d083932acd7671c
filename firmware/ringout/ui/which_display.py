"""The first start with a display that does not say which controller it has.

A frame along all four edges is whole only if the columns are the right ones: an SH1106 driven as
an SSD1306 shows it two columns off, with two that were never written. The answer is kept.
"""

from ringout.board.port import KEY_TEST
from ringout.screen.canvas import BOX, HEIGHT, WIDTH
from ringout.screen.frame import centred
from ringout.ui.keys import PRESS
from ringout.ui.views import View

LINES = ("is the frame whole", "on all four sides?", "TEST: yes", "MODE: no")


class WhichDisplay(View):
    """TEST keeps the controller whose picture is seen, MODE shows the other's. then: the view
    that follows."""

    def __init__(self, app, then):
        View.__init__(self, app)
        self.then = then
        self.controller = "ssd1306"

    def layout(self):
        """The frame and the question."""
        items = [(BOX, 0, 0, WIDTH, HEIGHT)]
        for k in range(len(LINES)):
            items.append(centred(6 + 14 * k, LINES[k]))
        return items

    def key(self, event, key):
        """Yes or no."""
        app = self.app
        if event != PRESS:
            return View.key(self, event, key)
        if key == KEY_TEST:
            app.act(("set", "oled", self.controller))
            app.show(self.then)
            return False
        self.controller = "sh1106" if self.controller == "ssd1306" else "ssd1306"
        app.oled.configure(self.controller, app.settings["rotated"])
        return True
