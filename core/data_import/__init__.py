"""Look at a source of data before all of it is read."""
