"""Say in a few words why something could not be done."""

from __future__ import annotations

from core.errors import CoreError
from core.formats.file_access import short_name
from core.sentence import sentence


def is_foreseen(error: Exception) -> bool:
    """Return whether `error` is for people; any other one is a mistake of ours."""
    return isinstance(error, (CoreError, OSError))


def failure_text(error: Exception) -> str:
    """Return what to show about `error`: our own text, or what the system calls it."""
    if isinstance(error, OSError) and error.strerror:
        name = short_name(str(error.filename)) if error.filename else "The file"
        return sentence(f"{name}: cannot be read or written ({error.strerror})")
    if is_foreseen(error):
        return sentence(str(error)) or type(error).__name__
    return sentence(f"{type(error).__name__}: {error}")
