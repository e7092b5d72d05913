"""What is in the data, before anyone trains on it: classes, pixels, copies, neighbours."""
