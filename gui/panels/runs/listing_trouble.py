"""Under the list of runs: what it leaves out."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget


class ListingTrouble(QLabel):
    """One line, as much of it as there is room for; hidden while there is nothing to say.

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
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._sentence = ""
        self._gives_way = False
        self.hide()

    def show_text(self, text: str) -> None:
        """Show a sentence, or nothing if it is empty."""
        self._sentence = text
        self.setToolTip(text)
        self.setVisible(bool(text) and not self._gives_way)
        self._fit()

    @Slot(bool)
    def give_way(self, is_needed: bool) -> None:  # Qt's signal has it so
        """Leave the room to something else for a while: the list itself needs the rest."""
        self._gives_way = is_needed
        self.show_text(self._sentence)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = max(self.width(), 1)
        shown = self.fontMetrics().elidedText(self._sentence, Qt.TextElideMode.ElideRight, room)
        if shown != self.text():
            self.setText(shown)
