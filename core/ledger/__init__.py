"""The double-entry ledger: how every number was made, and what it is blamed for."""
