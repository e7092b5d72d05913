"""Why a run cannot be exported."""

from __future__ import annotations

from core.errors import CoreError


class ExportError(CoreError):
    """A run cannot be exported as wanted; the text says in one sentence why."""
