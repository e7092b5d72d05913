"""What dialogs need of the one that asks for file names."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol


class AsksWhere(Protocol):
    """Asks for the name of a new file; `FileDialogs` is one."""

    def ask_to_save(
        self, title: str, suggestion: str, name_filter: str, then: Callable[[Path], object]
    ) -> None:
        """Call `then` with what was chosen."""
