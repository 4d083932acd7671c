"""What stands on the display: letters, lists, and a layout for each page."""
