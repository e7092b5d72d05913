"""What the mouse does on the board."""

from __future__ import annotations

from enum import StrEnum


class Tool(StrEnum):
    """What dragging does."""

    PEN = "pen"
    ERASER = "eraser"
    MOVE = "move"
