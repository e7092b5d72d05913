"""The Curves panel, with the time slider under it."""
