"""Files that power may fail under: checked files, packed lines, the log."""
