"""What the owner chose: the table of settings, their file, a job's tags."""
