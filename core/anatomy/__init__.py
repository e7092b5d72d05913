"""What is where in a network: addresses, titles, windows, receptive fields."""
