"""Images in rows, each with a word or two below it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from core.arrays import ByteArray
from core.exploring.parts import Place
from gui.judging.ink import paint_pixels
from gui.judging.picture import EvaluationPicture
from gui.theme.fonts import CONTROL, text_font
from gui.theme.theme import CurrentTheme
from gui.widgets.selection_outline import paint_outline

SIDE = 84  # of an image, at most, in screen pixels
GAP = 14
LINE = 18
BELOW = 10
MARGIN = 4  # the frame of a selected image has room


@dataclass(frozen=True, slots=True, eq=False)
class Tile:
    """One image.

    Attributes
    ----------
    image : ndarray of uint8, shape (H, W, C)
    caption : str
        Stands below it at the left, in the colour of true classes.
    note : str
        Stands below it at the right, where there is room.
    sentence : str
        What is said of it.
    place : (Part, int) or None
        Which image of the data it is.
    is_odd : bool
        Whether it stands out: its caption is in the colour of errors then.
    """

    image: ByteArray
    caption: str
    note: str
    sentence: str
    place: Place | None = None
    is_odd: bool = False


class TileGrid(EvaluationPicture):
    """Tiles from left to right, in as many rows as they need; the shown sample is framed.

    Parameters
    ----------
    theme : CurrentTheme
    name, title : str
        ``objectName``, and what screen readers call it.
    side : int
        Of an image, at most, in screen pixels.

    Signals
    -------
    chosen(int)
        A tile was clicked, or Enter pressed on it.
    """

    chosen = Signal(int)

    def __init__(
        self,
        theme: CurrentTheme,
        name: str,
        title: str,
        *,
        side: int = SIDE,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, name, title, parent)
        self._side = side
        self._tiles: tuple[Tile, ...] = ()
        self._selected: Place | None = None
        self._under_mouse = -1
        self._most_rows = 0
        self.setMouseTracking(True)

    @property
    def tiles(self) -> tuple[Tile, ...]:
        """What is shown."""
        return self._tiles

    def show_tiles(self, tiles: tuple[Tile, ...]) -> None:
        """Show tiles."""
        self._tiles = tiles
        self._under_mouse = -1
        self._set_height()
        self.update()

    def show_selected(self, place: Place | None) -> None:
        """Frame the image of that place, if it is among them."""
        if place != self._selected:
            self._selected = place
            self.update()

    def limit_rows(self, most: int) -> None:
        """Show so many rows at most; 0 for all."""
        self._most_rows = most
        self._set_height()

    def height_for(self, width: int) -> int:
        """Return how high it is in a room of that width."""
        columns = max(1, (width - 2 * MARGIN + GAP) // (self._picture[0] + GAP))
        rows = max(1, -(-len(self._tiles) // columns))
        if self._most_rows:
            rows = min(rows, self._most_rows)
        return rows * self._row_height + 2 * MARGIN

    def rect_of(self, at: int) -> QRect:
        """Return where a tile's image is."""
        row, column = divmod(at, self._columns)
        wide, high = self._picture
        return QRect(
            MARGIN + column * (wide + GAP), MARGIN + row * self._row_height, wide, high
        )

    def spoken_value(self) -> str:
        """Return what is said of the tile that has the keyboard, or of the first."""
        if not self._tiles:
            return "no images"
        at = self._at(*self.walked_to) if self.walked_to else 0
        return self._tiles[at].sentence

    def sizeHint(self) -> QSize:
        return QSize(4 * (self._side + GAP), self.height_for(4 * (self._side + GAP)))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._side + 2 * MARGIN, self._row_height + 2 * MARGIN)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_height()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._show_pointed(self._at_point(event.position().toPoint()))

    def leaveEvent(self, event: QEvent) -> None:
        self._show_pointed(-1)
        super().leaveEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = self._at_point(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and at >= 0:
            self._put_cursor(*divmod(at, self._columns))
            self.chosen.emit(at)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = self._painter()
        area, high = event.rect(), self._row_height
        first = max(0, (area.top() - MARGIN) // high) * self._columns
        last = ((area.bottom() - MARGIN) // high + 1) * self._columns
        for at in range(first, min(last, self._shown_count)):
            self._paint_tile(painter, at)
        painter.end()

    def _paint_tile(self, painter: QPainter, at: int) -> None:
        tile, place, theme = self._tiles[at], self.rect_of(at), self.colors
        paint_pixels(painter, place, tile.image, theme)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QColor(theme.muted if at == self._under_mouse else theme.line))
        painter.drawRoundedRect(QRectF(place).adjusted(-0.5, -0.5, 0.5, 0.5), 3, 3)
        if tile.place is not None and tile.place == self._selected:
            paint_outline(painter, place, theme)
        if self.walked_to is not None and self._at(*self.walked_to) == at:
            paint_outline(painter, place, theme, is_focus=True)
        line = QRect(place.left(), place.bottom() + 3, place.width(), LINE)
        painter.setFont(text_font(CONTROL))
        letters = painter.fontMetrics()
        left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        middle = Qt.AlignmentFlag.AlignVCenter
        elide = Qt.TextElideMode.ElideRight
        caption = letters.elidedText(tile.caption, elide, line.width())
        painter.setPen(QColor(theme.error if tile.is_odd else theme.truth))
        painter.drawText(line, left | middle, caption)
        taken = letters.horizontalAdvance(caption) + 6
        if taken + letters.horizontalAdvance(tile.note) <= line.width():
            painter.setPen(QColor(theme.muted))
            painter.drawText(line, right | middle, tile.note)

    @property
    def _picture(self) -> tuple[int, int]:
        """Width and height of an image: whole pixels where it is small enough."""
        if not self._tiles:
            return self._side, self._side
        high, wide = self._tiles[0].image.shape[:2]
        times = self._side // max(high, wide)
        if times:
            return wide * times, high * times
        longest = max(high, wide)
        return max(1, wide * self._side // longest), max(1, high * self._side // longest)

    @property
    def _columns(self) -> int:
        return max(1, (self.width() - 2 * MARGIN + GAP) // (self._picture[0] + GAP))

    @property
    def _row_height(self) -> int:
        return self._picture[1] + LINE + BELOW

    @property
    def _shown_count(self) -> int:
        count = len(self._tiles)
        return min(count, self._columns * self._most_rows) if self._most_rows else count

    def _set_height(self) -> None:
        self.setFixedHeight(self.height_for(self.width()))

    def _at(self, row: int, column: int) -> int:
        return min(row * self._columns + column, self._shown_count - 1)

    def _at_point(self, point: QPoint) -> int:
        for at in range(self._shown_count):
            if self.rect_of(at).adjusted(-2, -2, 2, LINE).contains(point):
                return at
        return -1

    def _show_pointed(self, at: int) -> None:
        if at != self._under_mouse:
            self._under_mouse = at
            self.setToolTip(self._tiles[at].sentence if at >= 0 else "")
            self.update()

    def _grid(self) -> tuple[int, int]:
        count = self._shown_count
        return -(-count // self._columns), min(count, self._columns)

    def _point_at(self, place: tuple[int, int] | None) -> None:
        self._show_pointed(-1 if place is None else self._at(*place))

    def _open(self, row: int, column: int) -> None:
        self.chosen.emit(self._at(row, column))
