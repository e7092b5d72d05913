"""Layers described as data, one family per file."""
