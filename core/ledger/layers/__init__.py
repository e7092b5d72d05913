"""Ledger entries of the layers, one kind per file."""
