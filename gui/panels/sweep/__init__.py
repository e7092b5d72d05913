"""The Sweep panel: many runs of the experiment with other settings, side by side."""
