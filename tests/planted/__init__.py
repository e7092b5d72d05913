"""The faults of tests/planted_faults.py, one table a room."""
