"""One page of the ledger: rows that are read, pointed at, and walked from."""

from __future__ import annotations

from bisect import bisect_right

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget

from core.anatomy.addresses import Address
from core.number_words import counted
from gui.panels.ledger.canvas import Canvas, Spot
from gui.panels.ledger.painters import PAINTERS
from gui.panels.ledger.rows import LedgerRow, Sheet
from gui.panels.ledger.spot_finder import nearest_spot
from gui.theme.theme import CurrentTheme

#: Room left and right of the rows, for the tint of the one that is pointed at.
MARGIN = 6
_ARROWS = {
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
}


class LedgerPageView(QWidget):
    """Paints a `Sheet`; a click or Enter on a number walks to it.

    Parameters
    ----------
    theme : CurrentTheme
    name : str
        ``objectName``.

    Signals
    -------
    walked(Address)
        The user wants the page of this number.
    more_wanted(int)
        The user wants more terms (1) or fewer (-1).
    wished(Wish)
        The user wants something else of the batch.
    hinted(str)
        What is pointed at; empty if nothing is.
    left(int)
        The arrow keys went past the last (1) or first (-1) number.
    """

    walked = Signal(object)
    more_wanted = Signal(int)
    wished = Signal(object)
    hinted = Signal(str)
    left = Signal(int)

    def __init__(self, theme: CurrentTheme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._theme = theme
        self._sheet = Sheet()
        self._tops: list[int] = [0]
        self._laid_out: tuple[Sheet, int] | None = None
        self._pointed: Spot | None = None
        self._pressed: Spot | None = None
        self._by_keyboard = False
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        theme.changed.connect(self.update)

    @property
    def sheet(self) -> Sheet:
        """What is shown."""
        return self._sheet

    @property
    def pointed(self) -> Spot | None:
        """What the mouse or the keyboard is on."""
        return self._pointed

    @property
    def is_read(self) -> bool:
        """Whether the mouse is over the page: then its rows had better stay in place."""
        return self._pointed is not None or self.underMouse()

    def show_sheet(self, sheet: Sheet) -> None:
        """Show `sheet`; what is pointed at stays pointed at."""
        self._sheet = sheet
        self._lay_out()
        if self._pointed is not None:
            self._point_at(self._spot_at(self._pointed.rect.center()))
        self.update()

    def spoken_value(self) -> str:
        """Return what is pointed at, or how much there is to point at."""
        if self._pointed is not None:
            return self._pointed.hint()
        return f"{counted(len(self._keyboard_spots()), 'number')} to walk to"

    def height_for(self, width: int) -> int:
        """Return how tall the page is at a width."""
        inner = width - 2 * MARGIN
        return sum(PAINTERS[type(row)].height(row, inner) for row in self._sheet.rows)

    def rect_of(self, row: LedgerRow) -> QRect:
        """Return where a row is."""
        at = next(i for i, other in enumerate(self._sheet.rows) if other is row)
        return self._row_rect(at)

    def spots_of(self, row: LedgerRow) -> list[Spot]:
        """Return the places of a row that can be pointed at."""
        return PAINTERS[type(row)].spots(row, self.rect_of(row))

    def enter(self, direction: int) -> bool:
        """Give the keyboard to the first (1) or last (-1) number, if there is one."""
        spots = self._keyboard_spots()
        if not spots:
            return False
        self.setFocus(Qt.FocusReason.TabFocusReason)
        self._by_keyboard = True
        self._point_at(spots[0 if direction > 0 else -1])
        return True

    def said_at(self, point: QPoint) -> str:
        """Return what is known of the number under a point; empty if there is none."""
        spot = self._spot_at(point)
        return "" if spot is None else spot.hint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        pointed = None if self._pointed is None else self._pointed.rect
        canvas = Canvas(painter, self._theme.theme, pointed)
        wanted = event.rect()
        first = max(0, bisect_right(self._tops, wanted.top()) - 1)
        for at in range(first, len(self._sheet.rows)):
            rect = self._row_rect(at)
            if rect.top() > wanted.bottom():
                break
            row = self._sheet.rows[at]
            PAINTERS[type(row)].paint(row, rect, canvas)
        if self._by_keyboard and pointed is not None and self.hasFocus():
            painter.setPen(QColor(self._theme.theme.selection))
            painter.drawRect(pointed.adjusted(-2, -1, 1, 0))
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._by_keyboard = False
        self._point_at(self._spot_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._point_at(None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        # what was there when the button went down counts, even if the numbers change meanwhile
        is_left = event.button() is Qt.MouseButton.LeftButton
        self._pressed = self._spot_at(event.position()) if is_left else None

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed = self._pressed, None
        if pressed is not None and pressed.rect.contains(event.position().toPoint()):
            self._use(pressed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._pointed is not None:
            self._use(self._pointed)
        elif key in _ARROWS and event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        ):
            self._step(*_ARROWS[key])
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self._by_keyboard:
            self._by_keyboard = False
            self._point_at(None)

    def _step(self, across: int, down: int) -> None:
        spots = self._keyboard_spots()
        self._by_keyboard = True
        found = nearest_spot(spots, self._pointed, across, down)
        if found is None:
            self.left.emit(down or across)
        else:
            self._point_at(found)

    def _use(self, spot: Spot) -> None:
        if spot.wish is not None:
            self.wished.emit(spot.wish)
        elif spot.levels:
            self.more_wanted.emit(spot.levels)
        elif spot.address is not None:
            address: Address = spot.address
            self.walked.emit(address)

    def _point_at(self, spot: Spot | None) -> None:
        if spot is not None and self._pointed is not None and spot.rect == self._pointed.rect:
            self._pointed = spot
            self.hinted.emit(spot.hint())
            return
        if spot is None and self._pointed is None:
            return
        self._pointed = spot
        clickable = spot is not None and spot.is_clickable
        shape = Qt.CursorShape.PointingHandCursor if clickable else Qt.CursorShape.ArrowCursor
        self.setCursor(shape)
        self.hinted.emit("" if spot is None else spot.hint())
        self.update()

    def _spot_at(self, point: QPointF | QPoint) -> Spot | None:
        place = point.toPoint() if isinstance(point, QPointF) else point
        at = bisect_right(self._tops, place.y()) - 1
        if not 0 <= at < len(self._sheet.rows):
            return None
        row = self._sheet.rows[at]
        return PAINTERS[type(row)].spot_at(row, self._row_rect(at), place)

    def _keyboard_spots(self) -> list[Spot]:
        return [
            spot
            for at, row in enumerate(self._sheet.rows)
            for spot in PAINTERS[type(row)].keyboard_spots(row, self._row_rect(at))
        ]

    def _row_rect(self, at: int) -> QRect:
        top, bottom = self._tops[at], self._tops[at + 1]
        return QRect(MARGIN, top, self.width() - 2 * MARGIN, bottom - top)

    def _lay_out(self) -> None:
        if self._laid_out == (self._sheet, self.width()):
            return
        self._laid_out = self._sheet, self.width()
        inner = self.width() - 2 * MARGIN
        self._tops = [0]
        for row in self._sheet.rows:
            self._tops.append(self._tops[-1] + PAINTERS[type(row)].height(row, inner))
