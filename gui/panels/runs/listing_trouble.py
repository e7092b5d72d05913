"""Under the list of runs: what it leaves out."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget


class ListingTrouble(QLabel):
    """A sentence, hidden while there is nothing to say.

    Parameters
    ----------
    name : str
        ``objectName``.
    """

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("role", "caption")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self._gives_way = False
        self.hide()

    def show_text(self, text: str) -> None:
        """Show a sentence, or nothing if it is empty."""
        self.setText(text)
        self.setToolTip(text)
        self.setVisible(bool(text) and not self._gives_way)

    @Slot(bool)
    def give_way(self, is_needed: bool) -> None:  # Qt's signal has it so
        """Leave the room to something else for a while: the list itself needs the rest."""
        self._gives_way = is_needed
        self.show_text(self.text())
