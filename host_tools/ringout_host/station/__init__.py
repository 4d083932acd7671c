"""The test bench of a batch: testers, serials, required steps, the sum at the end."""
