"""Where the window stands on the screen, and how large it is."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QSize
from PySide6.QtWidgets import QWidget

from gui.settings import Settings

#: How large the first window is on a screen with room for it.
LARGEST_FIRST_SIZE = QSize(1440, 900)
#: What any other screen leaves around it: its sides, and the frame with its title.
BESIDE, FRAME_SHARE = 32, 0.08


def first_size(window: QWidget) -> QSize:
    """Return a size for the first start, with room for the frame on this screen."""
    room = window.screen().availableSize()
    return LARGEST_FIRST_SIZE.boundedTo(
        QSize(room.width() - BESIDE, round(room.height() * (1 - FRAME_SHARE)))
    )


def put_back(window: QWidget, settings: Settings) -> None:
    """Put the window where it was when it was closed last."""
    layout = settings.load_layout()
    geometry = QByteArray() if layout is None else layout[0]
    # Qt brings a window from a screen that is gone onto one that is there, and refuses
    # what was the size for a very different one
    if not window.restoreGeometry(geometry):
        window.resize(first_size(window))
