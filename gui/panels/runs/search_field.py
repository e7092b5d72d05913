"""A field for words to search for."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QToolButton, QWidget

from gui.theme.icons import icon
from gui.theme.theme import CurrentTheme

CLEAR = "Clear the search (Esc)"


class SearchField(QLineEdit):
    """Has a cross to clear it while there is something in it, in the look of all icons.

    Parameters
    ----------
    theme : CurrentTheme
    """

    def __init__(self, theme: CurrentTheme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._clear = QAction(CLEAR, self)
        self._clear.setToolTip(CLEAR)
        self._clear.triggered.connect(self.clear)
        self._clear.setVisible(False)
        self.addAction(self._clear, QLineEdit.ActionPosition.TrailingPosition)
        for button in self.findChildren(QToolButton):
            button.setAccessibleName(CLEAR)
        self.textChanged.connect(self._on_text_changed)
        theme.changed.connect(self._tint)
        self._tint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Escape clear it first, and reach the window only if it is empty."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)

    @Slot(str)
    def _on_text_changed(self, text: str) -> None:
        self._clear.setVisible(bool(text))

    @Slot()
    def _tint(self) -> None:
        self._clear.setIcon(icon("close", self._theme.theme.muted))
