"""Reading, splitting and cutting data."""
