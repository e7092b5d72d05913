"""The first line of a dialog, which says what it is about."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel


class DialogHeadline(QLabel):
    """The same in every dialog: a desktop need not show the title of its window.

    Parameters
    ----------
    text : str
    name : str
        ``objectName``.
    """

    def __init__(self, text: str, name: str) -> None:
        super().__init__(text)
        self.setObjectName(name)
        self.setProperty("role", "headline")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
