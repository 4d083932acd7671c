"""Every single component fault, put into a simulated tester: who finds it, and what it spoils."""
