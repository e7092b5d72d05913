"""Ledger entries of the optimisers, one kind per file."""
