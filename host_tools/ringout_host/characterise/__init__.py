"""What one tester's electronics are like, measured through its console, and what is odd."""
