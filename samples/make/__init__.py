"""Writes the bundled samples from the hand-written departments in samples/data."""
