"""MicroPython's `framebuf` for CPython: the calls the screens use, same bytes in the buffer.

Only MONO_VLSB (a byte is eight dots of a column, lowest bit on top), which is what OLED
controllers take. A test runs random drawings here and on MicroPython and compares.
"""

MONO_VLSB = 0
MVLSB = 0


class FrameBuffer:
    """A picture in `buffer`; drawing outside of it is clipped."""

    def __init__(
        self, buffer: bytearray, width: int, height: int, format: int, stride: int | None = None
    ) -> None:
        stride = width if stride is None else stride
        if format != MONO_VLSB:
            raise ValueError("only MONO_VLSB is simulated")
        if width < 1 or height < 1 or stride < width:
            raise ValueError("impossible size")
        if ((height + 7) // 8 - 1) * stride + width > len(buffer):
            raise ValueError("buffer too small")
        self._buffer = buffer
        self._width = width
        self._height = height
        self._stride = stride

    def pixel(self, x: int, y: int, c: int | None = None) -> int | None:
        """Set one dot, or return it; None outside the picture."""
        if not (0 <= x < self._width and 0 <= y < self._height):
            return None
        index = (y >> 3) * self._stride + x
        if c is None:
            return self._buffer[index] >> (y & 7) & 1
        bit = 1 << (y & 7)
        self._buffer[index] = self._buffer[index] & ~bit | (bit if c else 0)
        return None

    def fill_rect(self, x: int, y: int, w: int, h: int, c: int) -> None:
        """A filled rectangle, page by page."""
        left, right = max(x, 0), min(x + w, self._width)
        top, bottom = max(y, 0), min(y + h, self._height)
        if left >= right or top >= bottom:
            return
        buffer = self._buffer
        for page in range(top >> 3, (bottom + 7) >> 3):
            first, last = max(top - page * 8, 0), min(bottom - page * 8, 8)
            mask = (1 << last) - (1 << first)
            start = page * self._stride + left
            end = start + right - left
            if mask == 255:
                buffer[start:end] = (b"\xff" if c else b"\0") * (right - left)
            elif c:
                for index in range(start, end):
                    buffer[index] |= mask
            else:
                for index in range(start, end):
                    buffer[index] &= ~mask

    def fill(self, c: int) -> None:
        """The whole picture on or off."""
        self.fill_rect(0, 0, self._width, self._height, c)

    def hline(self, x: int, y: int, w: int, c: int) -> None:
        """A horizontal line of `w` dots."""
        self.fill_rect(x, y, w, 1, c)

    def vline(self, x: int, y: int, h: int, c: int) -> None:
        """A vertical line of `h` dots."""
        self.fill_rect(x, y, 1, h, c)

    def rect(self, x: int, y: int, w: int, h: int, c: int, f: bool = False) -> None:
        """A rectangle, filled if `f`."""
        if f:
            self.fill_rect(x, y, w, h, c)
            return
        self.hline(x, y, w, c)
        self.hline(x, y + h - 1, w, c)
        self.vline(x, y, h, c)
        self.vline(x + w - 1, y, h, c)

    def line(self, x1: int, y1: int, x2: int, y2: int, c: int) -> None:
        """A straight line with both ends, stepping along its longer side (Bresenham)."""
        run, rise = abs(x2 - x1), abs(y2 - y1)
        step_x = 1 if x2 > x1 else -1
        step_y = 1 if y2 > y1 else -1
        steep = rise > run
        if steep:
            run, rise = rise, run
        error = 2 * rise - run
        x, y = x1, y1
        for _ in range(run):
            self.pixel(x, y, c)
            if error >= 0:
                error -= 2 * run
                if steep:
                    x += step_x
                else:
                    y += step_y
            if steep:
                y += step_y
            else:
                x += step_x
            error += 2 * rise
        self.pixel(x2, y2, c)

    def blit(
        self,
        source: "FrameBuffer",
        x: int,
        y: int,
        key: int = -1,
        palette: "FrameBuffer | None" = None,
    ) -> None:
        """Copy another picture, a FrameBuffer or (buffer, width, height, format[, stride]).
        `palette`: a picture whose dot n is the colour that source colour n becomes; dots
        that come out as `key` leave what was there."""
        if not isinstance(source, FrameBuffer):
            source = FrameBuffer(*source)
        top, bottom = max(y, 0), min(y + source._height, self._height)
        left, right = max(x, 0), min(x + source._width, self._width)
        if left >= right or top >= bottom:
            return
        whole = (1 << source._height) - 1
        clip = (1 << bottom) - (1 << top)
        pages = range(top >> 3, (bottom + 7) >> 3)
        colours = (0, 1) if palette is None else (palette.pixel(0, 0), palette.pixel(1, 0))
        for column in range(left, right):
            lit = 0
            for page in range((source._height + 7) >> 3):
                lit |= source._buffer[page * source._stride + column - x] << (8 * page)
            lit &= whole
            dots = (lit if colours[1] else 0) | (~lit & whole if colours[0] else 0)
            touched = whole if key not in (0, 1) else dots if key == 0 else ~dots & whole
            if y >= 0:
                dots, touched = dots << y, touched << y
            else:
                dots, touched = dots >> -y, touched >> -y
            touched &= clip
            for page in pages:
                index = page * self._stride + column
                mask = touched >> (8 * page) & 255
                old = self._buffer[index]
                self._buffer[index] = old & ~mask | (dots >> (8 * page) & mask)
