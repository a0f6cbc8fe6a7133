"""Every cell is in a record, knowingly left aside, or in a problem."""
