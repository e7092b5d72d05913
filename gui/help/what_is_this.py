"""Point at anything and read what it is."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Slot
from PySide6.QtGui import QColor, QCursor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QDockWidget, QWidget

from gui.help.answer import Answer, answer_for
from gui.help.term_card import TermCard
from gui.theme.theme import CurrentTheme

MOVING = "Click to keep this card; Esc leaves"
KEPT = "Esc or a click elsewhere leaves"


class WhatIsThis(QObject):
    """Answers for whatever is under the pointer, until Esc.

    Parameters
    ----------
    theme : CurrentTheme
    window : QWidget
    """

    def __init__(self, theme: CurrentTheme, window: QWidget) -> None:
        super().__init__(window)
        self._theme = theme
        self._window = window
        self._panes: list[Pane] = []
        self._focus: QWidget | None = None

    @property
    def is_on(self) -> bool:
        """Whether one points now."""
        return bool(self._panes)

    @property
    def text(self) -> str:
        """What the card says; empty while there is none."""
        return next((pane.card.text for pane in self._panes if pane.card.isVisible()), "")

    @Slot()
    def toggle(self) -> None:
        """Begin, or leave."""
        if self.is_on:
            self.leave()
        else:
            self.begin()

    @Slot()
    def begin(self) -> None:
        """Lie over the window and answer for what is under the pointer or has the keyboard."""
        self._focus = QApplication.focusWidget()
        floating = [
            dock
            for dock in self._window.findChildren(QDockWidget)
            if dock.isFloating() and dock.isVisible()
        ]
        self._panes = [Pane(self, self._theme, one) for one in (self._window, *floating)]
        self._panes[0].setFocus(Qt.FocusReason.OtherFocusReason)
        under = next((pane for pane in self._panes if pane.underMouse()), None)
        if under is not None:
            under.point_at(under.mapFromGlobal(QCursor.pos()))
        elif self._focus is not None and self._window.isAncestorOf(self._focus):
            middle = self._focus.mapTo(self._window, self._focus.rect().center())
            self._panes[0].point_at(middle)

    @Slot()
    def leave(self) -> None:
        """Take the card away and give the keyboard back."""
        panes, self._panes = self._panes, []
        for pane in panes:
            pane.hide()
            pane.card.hide()
            pane.card.deleteLater()
            pane.deleteLater()
        if self._focus is not None and panes:
            self._focus.setFocus(Qt.FocusReason.OtherFocusReason)
        self._focus = None


class Pane(QWidget):
    """Lies over a window and takes its mouse while one points.

    Parameters
    ----------
    owner : WhatIsThis
    theme : CurrentTheme
    window : QWidget
    """

    def __init__(self, owner: WhatIsThis, theme: CurrentTheme, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("what_is_this")
        self._owner = owner
        self._theme = theme
        self._window = window
        self._outline = QRect()
        self._is_kept = False
        self.card = TermCard(window)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.WhatsThisCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setGeometry(window.rect())
        window.installEventFilter(self)
        self.show()
        self.raise_()

    def point_at(self, point: QPoint) -> None:
        """Answer for what is under a point."""
        found = self._under(point)
        answer = None if found is None else answer_for(*found)
        if found is None or answer is None:
            self._outline = QRect()
            self.card.hide()
        else:
            widget, _ = found
            corner = widget.mapTo(self._window, QPoint(0, 0))
            self._outline = QRect(corner, widget.size()).intersected(self.rect())
            self._show(answer, point)
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self._window.rect())
        elif event.type() in (QEvent.Type.Close, QEvent.Type.Hide):
            self._owner.leave()
        return False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not self._is_kept:
            self.point_at(event.position().toPoint())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._is_kept:
            self._owner.leave()
            return
        self.point_at(event.position().toPoint())
        if self.card.isVisible():
            self._is_kept = True
            self.card.show_hint(KEPT)
            self.setCursor(Qt.CursorShape.ArrowCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._owner.leave()
        # no other key does anything below a question

    def event(self, event: QEvent) -> bool:
        # Esc is this pane's, whatever else it is a shortcut for
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and event.key() == Qt.Key.Key_Escape
        ):
            event.accept()
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._outline.isEmpty():
            return
        painter = QPainter(self)
        painter.setPen(QPen(QColor(self._theme.theme.text), 2))
        painter.drawRoundedRect(self._outline.adjusted(1, 1, -1, -1), 3, 3)
        painter.end()

    def _show(self, answer: Answer, point: QPoint) -> None:
        self.card.show_answer(answer, point, MOVING)

    def _under(self, point: QPoint) -> tuple[QWidget, QPoint] | None:
        """Return the widget under a point, and the point in its coordinates."""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, True)
        widget = self._window.childAt(point)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, False)
        if widget is None:
            return None
        return widget, widget.mapFrom(self._window, point)
