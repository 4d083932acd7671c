"""Host tools of the ringout cable tester."""
