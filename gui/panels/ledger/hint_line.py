"""What is said of the number that is pointed at, under the pages."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy

#: Three lines: no hint is longer, and the page above keeps its place.
HEIGHT = 56


class HintLine(QLabel):
    """Words over at most three lines; their length never changes the panel's size.

    Parameters
    ----------
    text : str
    name : str
        ``objectName``.
    """

    def __init__(self, text: str, name: str) -> None:
        super().__init__(text)
        self.setObjectName(name)
        self.setProperty("role", "caption")
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setContentsMargins(14, 0, 14, 0)
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
