"""Dialogs, and the service that opens them."""
