"""One sentence for the user, over everything."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer, Slot
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenuBar,
    QPushButton,
    QWidget,
)

from core.sentence import sentence
from gui.widgets.dynamic_property import set_dynamic_property

_SIGNS = {"error": "✕", "warning": "!", "info": "i"}
#: What is less urgent comes after what is more.
_URGENCY = {"error": 2, "warning": 1, "info": 0}
WIDEST = 720
MARGIN = 8
AIR, LOW_AIR = 6, 2  # over and under the words; less where there is little room
#: How long a sentence stays, at least and for each letter of it.
LASTS_MS = {"error": 12_000, "warning": 8_000, "info": 4_000}
LETTER_MS = 60


@dataclass(frozen=True, slots=True)
class _Offer:
    level: str
    text: str
    label: str
    then: Callable[[], object]


class NoticeBar(QFrame):
    """Shows a sentence that leaves by itself; an offer has a button besides, and stays.

    It floats over its window and moves nothing: beside the menus, where nothing is, or, if it
    is too long for that, below the transport.  A sentence that comes meanwhile stands in
    front of an offer: when it goes, the offer is there again, until it is taken up or
    dismissed.  Nothing takes the place of what is more urgent: it comes afterwards.  Under the
    mouse a sentence stays.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice_bar")
        self.setProperty("role", "notice")
        self._offer: _Offer | None = None
        self._next_offer: _Offer | None = None
        self._level = "info"
        self._is_offer_shown = False
        self._above: QWidget | None = None
        self._leave_timer = QTimer(self, singleShot=True)
        self._leave_timer.timeout.connect(self._on_time_over)
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
        row.setContentsMargins(14, AIR, 8, AIR)
        row.addWidget(self._text, 1)
        row.addWidget(self._accept)
        row.addWidget(self._dismiss)
        self.hide()

    @property
    def text(self) -> str:
        """The sentence in sight, or nothing."""
        return self._text.text() if not self.isHidden() else ""

    @property
    def is_leaving(self) -> bool:
        """Whether what is shown goes by itself."""
        return self._leave_timer.isActive()

    def float_over(self, window: QWidget, above: QWidget) -> None:
        """Float over `window`, below its part `above`."""
        is_shown = not self.isHidden()
        self.setParent(window)
        self._above = above
        window.installEventFilter(self)
        self.setVisible(is_shown)
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in place when the window is resized."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Stay while the mouse is over it."""
        self._leave_timer.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._leave_in_time()
        super().leaveEvent(event)

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
    def take_back(self, text: str) -> None:
        """Stop showing `text`, if that is in sight."""
        if self.text.endswith(f"  {sentence(text)}"):
            self.show_notice("info", "")

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
        offer = _Offer(level, text, label, then)
        if self._offer is not None and _URGENCY[level] < _URGENCY[self._offer.level]:
            self._next_offer = offer
            return
        self._offer = offer
        is_read = not self.isHidden() and not self._is_offer_shown
        if not (is_read and _URGENCY[level] < _URGENCY[self._level]):
            self._show_offer(offer)

    def withdraw(self, text: str = "") -> None:
        """Offer nothing any more; with a `text`, only if that is what was offered."""
        if self._next_offer is not None and text in ("", self._next_offer.text):
            self._next_offer = None
        if text and (self._offer is None or self._offer.text != text):
            return
        self._offer = None
        if self._is_offer_shown:
            self.hide()

    def _show_offer(self, offer: _Offer) -> None:
        self._show(offer.level, offer.text)
        self._accept.setText(offer.label)
        self._accept.show()
        self._is_offer_shown = True
        self._place()
        self._leave_in_time()

    def _show(self, level: str, text: str) -> None:
        self._is_offer_shown = False
        self._accept.hide()
        set_dynamic_property(self, "level", level)
        self._level = level
        self._text.setText(f"{_SIGNS.get(level, '')}  {sentence(text)}")
        self.show()
        self._place()
        self._leave_in_time()

    def _leave_in_time(self) -> None:
        """Let a sentence go when it was read; an offer stays until it is answered."""
        if self._is_offer_shown or self.isHidden():
            self._leave_timer.stop()
        else:
            letters = len(self._text.text()) * LETTER_MS
            self._leave_timer.start(LASTS_MS.get(self._level, 0) + letters)

    def _place(self) -> None:
        above, window, row = self._above, self.parentWidget(), self.layout()
        if above is None or window is None or row is None or self.isHidden():
            return
        row.activate()
        letters = self._text.fontMetrics().horizontalAdvance(self._text.text())
        wanted = letters + row.minimumSize().width() + 2 * MARGIN
        beside = _beside_menus(above, window)
        row.setContentsMargins(14, LOW_AIR, 8, LOW_AIR)
        for width in (wanted, beside.width()):  # in one line, or in two
            if 0 < width <= beside.width() and self.heightForWidth(width) <= beside.height():
                height = self.heightForWidth(width)
                self.setGeometry(beside.right() - width, beside.top(), width, height)
                self.raise_()
                return
        row.setContentsMargins(14, AIR, 8, AIR)
        width = max(min(wanted, WIDEST, window.width() - 2 * MARGIN), 1)
        top = above.mapTo(window, above.rect().bottomLeft()).y() + MARGIN
        self.setGeometry((window.width() - width) // 2, top, width, self.heightForWidth(width))
        self.raise_()

    @Slot()
    def _on_accepted(self) -> None:
        offer = self._offer
        self.withdraw()
        if offer is not None:
            offer.then()

    @Slot()
    def _on_time_over(self) -> None:
        if not self._is_offer_shown:
            self.show_notice("info", "")

    @Slot()
    def _on_dismissed(self) -> None:
        if self._is_offer_shown:
            self._offer, self._next_offer = self._next_offer, None
        self.show_notice("info", "")


def _beside_menus(transport: QWidget, window: QWidget) -> QRect:
    """Return the room to the right of the menus, down to what is in `transport`."""
    over = transport.parentWidget()
    menus = None if over is None else over.findChild(QMenuBar)
    if menus is None or not menus.isVisible() or not menus.actions():
        return QRect()  # the system shows them elsewhere
    last = menus.actionGeometry(menus.actions()[-1])
    left = menus.mapTo(window, last.topRight()).x() + 2 * MARGIN
    right = window.width() - MARGIN
    top = menus.mapTo(window, QPoint(0, 0)).y()
    seen = [part for part in transport.findChildren(QWidget) if _is_read(part)]
    lowest = transport.mapTo(window, QPoint(0, 0)).y()
    lowest = min((part.mapTo(window, QPoint(0, 0)).y() for part in seen), default=lowest)
    return QRect(left, top, right - left, max(menus.height(), lowest - top))


def _is_read(part: QWidget) -> bool:
    return part.isVisible() and isinstance(part, QLabel | QAbstractButton)
