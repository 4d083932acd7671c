"""What keeps a tester and this computer from working together, and how to fix it."""
