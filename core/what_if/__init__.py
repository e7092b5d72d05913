"""What a network would do with other weights: edits, what they do, and what was foretold."""
