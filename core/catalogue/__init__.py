"""Sets of images that are known by name: what they are, whose, where they lie, how to get them."""
