"""Benchmarks: what an operation costs here, beside what a bare application of the same size costs (docs/benchmarks.md).

Figures are printed, never asserted.
"""
