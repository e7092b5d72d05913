"""Filters from birth to now, as small pictures."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.arrays import FloatArray, IntArray
from core.inspection.filter_film import FilterFilm
from gui.theme.fonts import CAPTION, number_font
from gui.theme.tensor_colors import ColorCode, color_indices, color_table
from gui.theme.theme import CurrentTheme

LEAST_TILE, LARGEST_TILE = 26, 44  # screen pixels along the longer side of a filter
GAP_X, GAP_Y = 8, 6
NAME_WIDTH = 30
COSINE_WIDTH = 104
BAR_WIDTH = 48
HEADER = 18
MAX_COLUMNS = 24


class FilmStrip(QWidget):
    """A row per filter, a column per step, and how much each still resembles its start.

    Parameters
    ----------
    theme : CurrentTheme

    Signals
    -------
    chosen(int, int)
        Step and filter of the picture that was clicked.
    """

    chosen = Signal(int, int)

    def __init__(self, theme: CurrentTheme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._film: FilterFilm | None = None
        self._pixels: IntArray = np.zeros((0, 0), np.uint32)  # (outputs*H, T*W), 0xffRRGGBB
        self._cosines: FloatArray = np.empty(0)
        self._shown_step = 0
        self._selected: int | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme.changed.connect(self._recolor)

    @property
    def film(self) -> FilterFilm | None:
        """What is shown."""
        return self._film

    @property
    def cosines(self) -> FloatArray:
        """The numbers at the ends of the rows."""
        return self._cosines

    def column_count(self, shape: Sequence[int], width: int) -> int:
        """Return how many filters of (rows, columns) fit side by side into `width`."""
        room = width - NAME_WIDTH - COSINE_WIDTH
        tile = self._zoom(shape) * shape[1]
        return int(np.clip(room // (tile + GAP_X), 2, MAX_COLUMNS))

    def show_film(self, film: FilterFilm) -> None:
        """Show other pictures."""
        self._film = film
        self._recolor()
        self.setFixedHeight(self.sizeHint().height())

    def show_now(self, step: int, cosines: FloatArray, selected: int | None) -> None:
        """Outline the column next to `step` and the `selected` row, with other numbers."""
        is_same = (step, selected) == (self._shown_step, self._selected)
        if is_same and np.array_equal(cosines, self._cosines, equal_nan=True):
            return
        self._shown_step, self._cosines, self._selected = step, cosines, selected
        self.update()

    def sizeHint(self) -> QSize:
        if self._film is None:
            return QSize(300, HEADER)
        count, tile = self._film.weights.shape[-1], self._tile()
        return QSize(300, HEADER + count * (tile.height() + GAP_Y) + GAP_Y)

    def tile_rect(self, column: int, row: int) -> QRect:
        """Return where one picture is drawn."""
        tile = self._tile()
        return QRect(
            NAME_WIDTH + column * (tile.width() + GAP_X),
            HEADER + GAP_Y // 2 + row * (tile.height() + GAP_Y),
            tile.width(),
            tile.height(),
        )

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self._place_at(event.position().toPoint())
        if place is not None and self._film is not None:
            self.chosen.emit(self._film.steps[place[0]], place[1])

    def paintEvent(self, event: QPaintEvent) -> None:
        film = self._film
        if film is None:
            return
        painter = QPainter(self)
        painter.setFont(number_font(CAPTION - 1))
        shown = self._shown_column(film)
        self._paint_header(painter, film, shown)
        times, h, w, count = film.weights.shape
        image = QImage(
            self._pixels.data, times * w, count * h, 4 * times * w, QImage.Format.Format_RGB32
        )
        for row in range(count):
            line = QRect(0, self.tile_rect(0, row).y(), self.width(), self._tile().height())
            if line.intersects(event.rect()):
                self._paint_row(painter, row, line, image, shown)
        painter.end()

    def _paint_header(self, painter: QPainter, film: FilterFilm, shown: int) -> None:
        theme = self._theme.theme
        for column, step in enumerate(film.steps):
            tile = self.tile_rect(column, 0)
            painter.setPen(QColor(theme.text if column == shown else theme.muted))
            place = QRect(tile.x() - GAP_X, 0, tile.width() + 2 * GAP_X, HEADER - 2)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, _step_text(step))
        end = self.tile_rect(len(film.steps), 0).x() + GAP_X
        painter.setPen(QColor(theme.muted))
        painter.drawText(
            QRect(end, 0, COSINE_WIDTH, HEADER - 2),
            Qt.AlignmentFlag.AlignVCenter,
            "cos to start",
        )

    def _paint_row(
        self, painter: QPainter, row: int, line: QRect, image: QImage, shown: int
    ) -> None:
        film, theme = self._film, self._theme.theme
        if film is None:
            return
        times, h, w, _ = film.weights.shape
        is_selected = row == self._selected
        painter.setPen(QColor(theme.text if is_selected else theme.muted))
        name = QRect(0, line.y(), NAME_WIDTH - 8, line.height())
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(name, right, str(row + 1))
        for column in range(times):
            tile = self.tile_rect(column, row)
            painter.drawImage(tile, image, QRect(column * w, row * h, w, h))
            is_shown = column == shown
            edge = theme.selection if is_shown and is_selected else theme.line
            edge = theme.text if is_shown and not is_selected else edge
            painter.setPen(QPen(QColor(edge), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(tile.adjusted(-1, -1, 0, 0))
        if is_selected:
            painter.setPen(QPen(QColor(theme.selection), 2))
            span = self.tile_rect(0, row).united(self.tile_rect(times - 1, row))
            painter.drawRect(span.adjusted(-3, -3, 3, 3))
        self._paint_cosine(painter, row, line)

    def _paint_cosine(self, painter: QPainter, row: int, line: QRect) -> None:
        theme = self._theme.theme
        if self._film is None or row >= len(self._cosines):
            return
        cosine = float(self._cosines[row])
        x = self.tile_rect(len(self._film.steps), row).x() + GAP_X
        middle = line.center().y()
        painter.setPen(QColor(theme.text))
        text = "–" if math.isnan(cosine) else f"{cosine:+.2f}"
        painter.drawText(
            QRect(x, line.y(), 36, line.height()), Qt.AlignmentFlag.AlignVCenter, text
        )
        bar = QRectF(x + 40, middle - 2, BAR_WIDTH, 4)
        painter.fillRect(bar, QColor(theme.line))
        if not math.isnan(cosine):
            half = BAR_WIDTH / 2
            color = theme.positive if cosine > 0 else theme.negative
            left = bar.x() + half + min(0.0, cosine) * half
            painter.fillRect(QRectF(left, bar.y(), abs(cosine) * half, 4), QColor(color))
        painter.fillRect(QRectF(bar.center().x(), bar.y() - 2, 1, 8), QColor(theme.dim))

    def _shown_column(self, film: FilterFilm) -> int:
        return int(np.abs(np.array(film.steps) - self._shown_step).argmin())

    def _place_at(self, point: QPoint) -> tuple[int, int] | None:
        film = self._film
        if film is None:
            return None
        tile = self._tile()
        column = (point.x() - NAME_WIDTH) // (tile.width() + GAP_X)
        row = (point.y() - HEADER) // (tile.height() + GAP_Y)
        is_inside = 0 <= column < len(film.steps) and 0 <= row < film.weights.shape[-1]
        return (column, row) if is_inside else None

    def _tile(self) -> QSize:
        if self._film is None:
            return QSize(LEAST_TILE, LEAST_TILE)
        h, w = self._film.weights.shape[1:3]
        zoom = self._zoom((h, w))
        return QSize(w * zoom, h * zoom)

    @staticmethod
    def _zoom(shape: Sequence[int]) -> int:
        longer = max(shape[:2])
        return max(1, min(-(-LEAST_TILE // longer), LARGEST_TILE // longer) or 1)

    def _recolor(self) -> None:
        film = self._film
        if film is not None:
            table = color_table(self._theme.theme, ColorCode.SIGN)
            colors = table[color_indices(film.weights, film.largest)]  # (T, H, W, outputs)
            times, h, w, count = colors.shape
            self._pixels = np.ascontiguousarray(colors.transpose(3, 1, 0, 2)).reshape(
                count * h, times * w
            )
        self.update()


def _step_text(step: int) -> str:
    return f"{step:,}" if step < 10_000 else f"{step / 1000:.3g}k"
