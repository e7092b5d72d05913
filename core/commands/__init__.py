"""The headless face - train, evaluate, predict."""
