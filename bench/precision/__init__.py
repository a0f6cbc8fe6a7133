"""Precision bench: defects planted into clean made-up budgets; ``python -m bench.precision``."""
