"""Opening the network for one sample, off the GUI thread."""
