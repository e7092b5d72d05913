"""The runs there are - read, listed and changed off the main thread."""
