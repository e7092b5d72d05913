"""What the ledger says when there is nothing to write about."""

from __future__ import annotations

from core.errors import CoreError


class LedgerError(CoreError, ValueError):
    """An address leads nowhere; the text says in one sentence what to do."""
