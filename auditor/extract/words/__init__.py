"""Words of a cell: comparison keys, what heads and levels mean, kinds of indicator, targets in words and signs."""
