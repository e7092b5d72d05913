"""A panel at many steps of a run, as moving or single pictures."""
