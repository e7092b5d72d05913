"""The strip in which a sample is chosen."""
