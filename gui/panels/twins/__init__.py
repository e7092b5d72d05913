"""Two runs that learn from the same batches: what they say, and how they drift apart."""
