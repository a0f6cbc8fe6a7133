"""Other ways to find near-duplicates, on the same texts in the same run."""
