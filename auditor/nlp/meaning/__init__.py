"""The judges of meaning: whether a target says anything, a name names an indicator, an objective states a result."""
