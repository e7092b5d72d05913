"""Runs as documents: recording, exact resume, going back in time, branching."""
