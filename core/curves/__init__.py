"""The curves of a run: recorded, smoothed and searched for turning points."""
