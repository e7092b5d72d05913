"""One sentence for the user, above everything."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

_SIGNS = {"error": "✕", "warning": "!", "info": "i"}


class NoticeBar(QFrame):
    """Shows a sentence until it is dismissed or replaced."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice_bar")
        self.setProperty("role", "notice")
        self._text = QLabel()
        self._text.setObjectName("notice_text")
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        self._dismiss = QPushButton("Dismiss")
        self._dismiss.setObjectName("notice_dismiss")
        self._dismiss.setProperty("role", "quiet")
        self._dismiss.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 2, 8, 2)
        row.addWidget(self._text, 1)
        row.addWidget(self._dismiss)
        self.hide()

    @property
    def text(self) -> str:
        """The sentence in sight, or nothing."""
        return self._text.text() if not self.isHidden() else ""

    @Slot(str, str)
    def show_notice(self, level: str, text: str) -> None:
        """Show `text`, or nothing if it is empty."""
        self._text.setText(f"{_SIGNS.get(level, '')}  {text[:300]}" if text else "")
        self.setVisible(bool(text))
