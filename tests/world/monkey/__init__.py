"""Somebody who does anything to the window, and what must hold whatever that is."""
