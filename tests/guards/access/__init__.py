"""Who may reach what: one row for each route and method, by domain. `tests/guards/test_matrix.py` asks every cell."""
