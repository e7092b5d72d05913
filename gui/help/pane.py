"""What lies over a window while one asks."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QDialog, QMenu, QMenuBar, QPushButton, QToolButton, QWidget

from gui.help.action_answer import answer_for_action, entry_of
from gui.help.answer import Answer, answer_for
from gui.help.term_card import TermCard
from gui.theme.theme import CurrentTheme

MOVING = "Click to keep this card; Esc leaves"
KEPT = "Esc or a click elsewhere leaves"


class Pane(QWidget):
    """Lies over a window and takes its mouse while one points.

    Parameters
    ----------
    theme : CurrentTheme
    window : QWidget

    Signals
    -------
    left()
        Enough was asked.
    bar_wanted(QMenuBar, QAction)
        A menu of a bar is to be opened, to ask for its entries.
    menu_wanted(QMenu, QPoint)
        A menu is to be opened at a place of the screen.
    """

    left = Signal()
    bar_wanted = Signal(object, object)
    menu_wanted = Signal(object, object)

    def __init__(self, theme: CurrentTheme, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("what_is_this")
        self._theme = theme
        self._window = window
        self._outline = QRect()
        self._is_kept = False
        self.card = TermCard(window, is_window=isinstance(window, QDialog))
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
        answer = None if found is None else _answer(*found)
        if found is None or answer is None:
            self._outline = QRect()
            self.card.hide()
        else:
            widget, _ = found
            corner = widget.mapTo(self._window, QPoint(0, 0))
            self._outline = QRect(corner, widget.size()).intersected(self.rect())
            self.card.show_answer(answer, point, MOVING)
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self._window.rect())
        elif event.type() in (QEvent.Type.Close, QEvent.Type.Hide):
            self.left.emit()
        return False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not self._is_kept:
            self.point_at(event.position().toPoint())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._is_kept:
            self.left.emit()
            return
        point = event.position().toPoint()
        self.point_at(point)
        if self._opens_menu(point):
            return
        if self.card.isVisible():
            self._is_kept = True
            self.card.show_hint(KEPT)
            self.setCursor(Qt.CursorShape.ArrowCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
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

    def _opens_menu(self, point: QPoint) -> bool:
        """Open the menu under a point, if there is one, to ask for its entries."""
        found = self._under(point)
        widget = None if found is None else found[0]
        if found is not None and isinstance(widget, QMenuBar):
            action = entry_of(widget.actionAt(found[1]))
            if action is not None and isinstance(action.menu(), QMenu):
                self.bar_wanted.emit(widget, action)
                return True
        elif isinstance(widget, QPushButton | QToolButton) and widget.menu() is not None:
            below = widget.mapToGlobal(widget.rect().bottomLeft())
            self.menu_wanted.emit(widget.menu(), below)
            return True
        return False

    def _under(self, point: QPoint) -> tuple[QWidget, QPoint] | None:
        """Return the widget under a point, and the point in its coordinates."""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, True)
        widget = self._window.childAt(point)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, False)
        if widget is None:
            return None
        return widget, widget.mapFrom(self._window, point)


def _answer(widget: QWidget, point: QPoint) -> Answer | None:
    if isinstance(widget, QMenuBar):
        action = entry_of(widget.actionAt(point))
        return None if action is None else answer_for_action(action)
    return answer_for(widget, point)
