"""The Ledger panel: how a number was made, and what it was blamed for."""
