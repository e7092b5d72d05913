"""A line that says how far something is, without words."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QProgressBar, QWidget

THICKNESS = 3  # pixels


class ThinProgress(QProgressBar):
    """Grows from left to right; what is made appears where it was.

    Parameters
    ----------
    name : str
        ``objectName``.
    title : str
        What screen readers call it, such as ``Judged so far``.
    """

    def __init__(self, name: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setRange(0, 100)
        self.setTextVisible(False)
        self.setFixedHeight(THICKNESS)

    @Slot(float)
    def show_share(self, share: float) -> None:
        """Show how far it is, from 0 to 1."""
        self.setValue(round(100 * share))
