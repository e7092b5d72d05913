"""What the network would do with other weights, and what that does to the loss."""
