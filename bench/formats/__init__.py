"""Rows of a department rendered in many formats by independent programs, and read again."""
