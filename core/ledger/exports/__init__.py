"""A ledger page as text, LaTeX or NumPy."""
