"""The Pooling panel: winners, and where the gradient goes."""
