"""Initial weights, one family per file."""
