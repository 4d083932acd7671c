"""How a cable is judged: what stands in the "mode" of a record."""

AUTO = "auto"  # find out what it is
EXPECT = "expect:"  # and a wiring id
GOLDEN = "golden:"  # and the name of a learned cable
