"""The schematic as code: one module per page, assembled by `design`."""
