"""Tests of ringout."""
