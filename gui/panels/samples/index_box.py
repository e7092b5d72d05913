"""Type the number of an image."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QSpinBox, QWidget

WIDTH = 66


class IndexBox(QSpinBox):
    """A number from 0 to just below a count, which goes round; it is reported when entered.

    Parameters
    ----------
    name : str
        ``objectName``.
    """

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName("Image")
        self.setToolTip("Number of the image in its part, counted from 0.")
        self.setKeyboardTracking(False)
        self.setWrapping(True)
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setFixedWidth(WIDTH)

    def show_index(self, index: int, *, count: int | None = None) -> None:
        """Show `index` without reporting it; `count` is how many there are from now on."""
        with QSignalBlocker(self):
            # a new range lays the row out again
            if count is not None and self.maximum() != max(0, count - 1):
                self.setRange(0, max(0, count - 1))
            self.setValue(index)
