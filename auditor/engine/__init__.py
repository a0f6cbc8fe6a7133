"""Run rules over a budget, word what they hit, waive, judge."""
