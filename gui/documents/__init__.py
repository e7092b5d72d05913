"""Runs as documents, as the window keeps them."""
