"""Optimisers, one class per file."""
