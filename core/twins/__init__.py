"""Runs that learn from the same batches, step by step, and how they drift apart."""
