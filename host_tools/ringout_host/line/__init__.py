"""Channel lists of installed lines: the list, what was found so far, the sheet at the end."""
