"""Either a view, or a sentence that says why there is nothing to view."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QStackedLayout, QWidget


class NoticeStack(QStackedLayout):
    """Fills `owner` with `view`, or with a sentence in its middle.

    Parameters
    ----------
    owner : QWidget
    view : QWidget or None
        None if `hold` brings it later.
    name : str
        ``objectName`` of the sentence's label.
    """

    def __init__(self, owner: QWidget, view: QWidget | None, name: str) -> None:
        super().__init__(owner)
        self._notice = QLabel()
        self._notice.setObjectName(name)
        self._notice.setProperty("role", "muted")
        self._notice.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._notice.setWordWrap(True)
        self._notice.setMargin(48)
        self.addWidget(self._notice)
        if view is not None:
            self.hold(view)
            self.show_view()

    def hold(self, view: QWidget) -> None:
        """Take the view that `show_view` shows."""
        self._view = view
        self.addWidget(view)

    def show_view(self) -> None:
        """Show the view."""
        self.setCurrentWidget(self._view)

    def show_notice(self, text: str) -> None:
        """Show a sentence in place of the view."""
        self._notice.setText(text)
        self.setCurrentWidget(self._notice)
