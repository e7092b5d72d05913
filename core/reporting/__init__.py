"""A run as one page to read and to print: what it is, how well it does, and what it learned."""
