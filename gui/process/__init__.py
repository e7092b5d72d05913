"""What the system around the window tells it: signals, displays, failures no one caught."""
