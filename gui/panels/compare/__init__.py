"""The Compare panel: two runs side by side."""
