"""Change images on their way into training."""
