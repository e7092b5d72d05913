"""Sets of images that are known by name: whose they are, where they lie, how to get them."""
