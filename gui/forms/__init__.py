"""Editors for the fields of descriptions."""
