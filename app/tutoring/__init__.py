"""Accompaniment: the promise, the caseload, signals and what was done about them, help at a block."""
