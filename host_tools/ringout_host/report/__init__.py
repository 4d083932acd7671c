"""The shop report: one self-contained HTML file."""
