"""Networks that other programs made, read layer by layer; nothing in a file is believed."""
