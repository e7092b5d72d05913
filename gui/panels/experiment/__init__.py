"""The Experiment panel: data, layers and training settings."""
