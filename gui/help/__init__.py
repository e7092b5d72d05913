"""What the window says of itself: every word on demand, and all keys on one page."""
