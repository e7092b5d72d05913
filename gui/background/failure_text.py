"""Say in a few words why something could not be read or written."""

from __future__ import annotations

from core.formats.file_access import short_name


def failure_text(error: Exception) -> str:
    """Return what to show about `error`: our own text, or what the system calls it."""
    if isinstance(error, OSError) and error.strerror:
        name = short_name(str(error.filename)) if error.filename else "The file"
        return f"{name}: cannot be read or written ({error.strerror})"[:300]
    return str(error)[:300] or type(error).__name__
