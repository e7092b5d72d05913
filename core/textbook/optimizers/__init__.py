"""Optimisers as in the book, one kind per file."""
