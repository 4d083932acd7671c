"""What a press ends in: verdicts, fault codes, the record, remembered answers."""
