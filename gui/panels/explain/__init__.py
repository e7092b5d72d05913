"""The Explain panel: which pixels speak for a class, by seven methods side by side."""
