"""DATA: small pictures, (bytes, width, height, 0) for framebuf's blit in MONO_VLSB order."""

# a plug on its cord: the tester runs from USB
USB = (b"\x08\x08\x1c\x3e\x3e\x3e\x3e\x3e\x3e\x14\x14\x14", 12, 8, 0)
