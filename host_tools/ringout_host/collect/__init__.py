"""Waits for testers for weeks: pulls, acknowledges, and hands each record to hooks."""
