"""Pure helpers for text: width, numbers, operators, units, dates."""
