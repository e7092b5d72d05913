"""What happens when Start is pressed: the run, its thread, and what is shown of it."""
