"""Synthetic provinces: departments × years with planted defects, and benchmarks on them."""
