"""One sentence for the user, above everything."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from core.sentence import sentence
from gui.widgets.dynamic_property import set_dynamic_property

_SIGNS = {"error": "✕", "warning": "!", "info": "i"}


@dataclass(frozen=True, slots=True)
class _Offer:
    level: str
    text: str
    label: str
    then: Callable[[], object]


class NoticeBar(QFrame):
    """Shows a sentence until it is dismissed or replaced; an offer has a button besides.

    A sentence that comes meanwhile stands in front of an offer: when it goes, the offer is
    there again, until it is taken up or dismissed.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice_bar")
        self.setProperty("role", "notice")
        self._offer: _Offer | None = None
        self._is_offer_shown = False
        self._text = QLabel()
        self._text.setObjectName("notice_text")
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        self._accept = QPushButton()
        self._accept.setObjectName("notice_accept")
        self._accept.setAutoDefault(True)  # so that Enter presses it; Space starts training
        self._accept.clicked.connect(self._on_accepted)
        self._dismiss = QPushButton("Dismiss")
        self._dismiss.setObjectName("notice_dismiss")
        self._dismiss.setProperty("role", "quiet")
        self._dismiss.setAutoDefault(True)
        self._dismiss.clicked.connect(self._on_dismissed)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 2, 8, 2)
        row.addWidget(self._text, 1)
        row.addWidget(self._accept)
        row.addWidget(self._dismiss)
        self.hide()

    @property
    def text(self) -> str:
        """The sentence in sight, or nothing."""
        return self._text.text() if not self.isHidden() else ""

    @Slot(str, str)
    def show_notice(self, level: str, text: str) -> None:
        """Show `text`, or if it is empty what was offered before, or nothing."""
        if text:
            self._show(level, text)
        elif self._offer is not None:
            self._show_offer(self._offer)
        else:
            self.hide()

    @Slot(str)
    def show_error(self, text: str) -> None:
        """Show what went wrong."""
        self.show_notice("error", text)

    def offer(self, level: str, text: str, label: str, then: Callable[[], object]) -> None:
        """Show `text` with a button called `label` that calls `then`.

        Parameters
        ----------
        level : str
        text : str
        label : str
            With ``&`` before the letter that presses it together with Alt.
        then : callable
        """
        self._offer = _Offer(level, text, label, then)
        self._show_offer(self._offer)

    def withdraw(self) -> None:
        """Offer nothing any more."""
        self._offer = None
        if self._is_offer_shown:
            self.hide()

    def _show_offer(self, offer: _Offer) -> None:
        self._show(offer.level, offer.text)
        self._accept.setText(offer.label)
        self._accept.show()
        self._is_offer_shown = True

    def _show(self, level: str, text: str) -> None:
        self._is_offer_shown = False
        self._accept.hide()
        set_dynamic_property(self, "level", level)
        self._text.setText(f"{_SIGNS.get(level, '')}  {sentence(text)}")
        self.show()

    @Slot()
    def _on_accepted(self) -> None:
        offer = self._offer
        self.withdraw()
        if offer is not None:
            offer.then()

    @Slot()
    def _on_dismissed(self) -> None:
        if self._is_offer_shown:
            self.withdraw()
        else:
            self.show_notice("info", "")
