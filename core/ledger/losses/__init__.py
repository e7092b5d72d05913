"""Ledger entries of the losses, one kind per file."""
