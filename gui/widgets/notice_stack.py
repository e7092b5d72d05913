"""Either a view, or a sentence that says why there is nothing to view."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QStackedLayout, QVBoxLayout, QWidget


class NoticeStack(QStackedLayout):
    """Fills `owner` with `view`, or with a sentence in its middle.

    Parameters
    ----------
    owner : QWidget
    view : QWidget or None
        None if `hold` brings it later.
    name : str
        ``objectName`` of the sentence's label; the button is ``{name}_offer``.

    Signals
    -------
    accepted()
        The button under the sentence was clicked.
    """

    accepted = Signal()

    def __init__(self, owner: QWidget, view: QWidget | None, name: str) -> None:
        super().__init__(owner)
        page = QWidget(owner)  # no widget is moved once it is styled: that is done anew then
        self._notice = QLabel(page)
        self._notice.setObjectName(name)
        self._notice.setProperty("role", "muted")
        self._notice.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._notice.setWordWrap(True)
        self._notice.setMargin(12)
        self._offer = QPushButton(page)
        self._offer.setObjectName(f"{name}_offer")
        self._offer.clicked.connect(self.accepted)
        column = QVBoxLayout(page)
        column.setContentsMargins(36, 24, 36, 24)
        column.addStretch(1)
        column.addWidget(self._notice)
        column.addWidget(self._offer, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        self._page = page
        self.addWidget(page)
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

    def show_notice(self, text: str, offer: str = "") -> None:
        """Show a sentence in place of the view; `offer` is the text of a button under it."""
        self._notice.setText(text)
        self._offer.setText(offer)
        self._offer.setVisible(bool(offer))
        self.setCurrentWidget(self._page)
