"""The Runs panel: the list of all runs."""
