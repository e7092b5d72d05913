"""Filters from the first step to now, as small pictures."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.arrays import FloatArray, IntArray
from core.documents.replay_exactness import INEXACT_MARK
from core.index_words import index_words
from core.inspection.filter_film import FilterFilm
from core.number_text import digits_text, fixed_text, signed_text
from core.number_words import counted
from gui.theme.fonts import CAPTION, number_font
from gui.theme.tensor_colors import ColorCode, color_indices, color_table
from gui.theme.theme import CurrentTheme
from gui.widgets.selection_outline import paint_outline
from gui.widgets.walked_picture import Place, WalkedPicture

LEAST_TILE, LARGEST_TILE = 26, 48  # screen pixels along the longer side of a filter
GAP_X, GAP_Y = 8, 6
SHOWN_GAP = 14  # between the film and what is shown now
NAME_WIDTH = 30
COSINE_WIDTH = 104
BAR_WIDTH = 48
HEADER = 18
MAX_COLUMNS = 24


class FilmStrip(WalkedPicture):
    """A row per filter: its pictures since step 0, as it is shown now, and how far it has come.

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
        self.setAccessibleName("Filters from the first step to now")
        self._theme = theme
        self._film: FilterFilm | None = None
        self._shown: FloatArray = np.zeros((0, 0, 0), np.float32)  # (H, W, outputs)
        self._pixels: IntArray = np.zeros((0, 0), np.uint32)  # (outputs*H, T*W), 0xffRRGGBB
        self._shown_pixels = self._pixels  # (outputs*H, W)
        self._cosines: FloatArray = np.empty(0)
        self._shown_step, self._is_exact = 0, True
        self._selected: int | None = None
        self._zoom = 1
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

    def fit(self, shape: Sequence[int], width: int, height: int) -> int:
        """Choose how large pictures are, and return how many of them fit side by side.

        Parameters
        ----------
        shape : (rows, columns, channels, outputs)
            Of the filters.
        width, height : int
            The room there is; less height only means to scroll.
        """
        longer = max(shape[:2])
        wanted = (height - HEADER) // shape[3] - GAP_Y
        zoom = int(np.clip(wanted, LEAST_TILE, LARGEST_TILE)) // longer
        self._zoom = max(1, zoom)
        room = width - NAME_WIDTH - COSINE_WIDTH - SHOWN_GAP
        return int(np.clip(room // (shape[1] * self._zoom + GAP_X) - 1, 2, MAX_COLUMNS))

    def show_film(self, film: FilterFilm) -> None:
        """Show other pictures."""
        self._film = film
        self._recolor()
        self.setFixedHeight(self.sizeHint().height())

    def show_now(
        self,
        step: int,
        weights: FloatArray,
        cosines: FloatArray,
        selected: int | None,
        *,
        is_exact: bool = True,
    ) -> None:
        """Show what the filters are at `step`, and outline the `selected` one.

        Parameters
        ----------
        step : int
        weights : ndarray of shape (rows, columns, outputs)
            Of the same input channel as the film.
        cosines : ndarray of shape (outputs,)
        selected : int or None
        is_exact : bool
            Whether they are the run's own, bit for bit.
        """
        self._is_exact = is_exact
        self._shown_step, self._shown = step, weights
        self._cosines, self._selected = cosines, selected
        self._recolor_shown()
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
        if place is not None:
            self._put_cursor(place[1], place[0])
            self._open(place[1], place[0])

    def spoken_value(self) -> str:
        """Return the picture that has the keyboard, or how far the selected filter has come."""
        if self.walked_to is not None and self._film is not None:
            row, column = self.walked_to
            return f"{row}, at step {self._film.steps[column]:,}"
        return _spoken(self._shown_step, self._cosines, self._selected)

    def _grid(self) -> Place:
        film = self._film
        return (0, 0) if film is None else (film.weights.shape[-1], len(film.steps))

    def _open(self, row: int, column: int) -> None:
        if self._film is not None:
            self.chosen.emit(self._film.steps[column], row)

    def paintEvent(self, event: QPaintEvent) -> None:
        film = self._film
        if film is None:
            return
        painter = QPainter(self)
        painter.setFont(number_font(CAPTION - 1))
        self._paint_header(painter, film)
        times, h, w, count = film.weights.shape
        image = _image(self._pixels, times * w, count * h)
        shown = _image(self._shown_pixels, w, count * h)
        for row in range(count):
            line = QRect(0, self.tile_rect(0, row).y(), self.width(), self._tile().height())
            if line.intersects(event.rect()):
                self._paint_row(painter, row, line, image, shown)
        if self.walked_to is not None:
            row, column = self.walked_to
            tile = self.tile_rect(column, row)
            paint_outline(painter, tile, self._theme.theme, is_focus=True)
        painter.end()

    def shown_rect(self, row: int) -> QRect:
        """Return where a filter is drawn as it is shown now."""
        columns = 0 if self._film is None else len(self._film.steps)
        return self.tile_rect(columns, row).translated(SHOWN_GAP, 0)

    def _paint_header(self, painter: QPainter, film: FilterFilm) -> None:
        theme = self._theme.theme
        for column, step in enumerate((*film.steps, self._shown_step)):
            is_shown = column == len(film.steps)
            tile = self.shown_rect(0) if is_shown else self.tile_rect(column, 0)
            painter.setPen(QColor(theme.text if is_shown else theme.muted))
            place = QRect(tile.x() - GAP_X, 0, tile.width() + 2 * GAP_X, HEADER - 2)
            text = _step_text(step)
            if is_shown and not self._is_exact:
                text = f"{INEXACT_MARK[0]} {text}"
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)
        end = self.shown_rect(0).right() + SHOWN_GAP
        painter.setPen(QColor(theme.muted))
        place = QRect(end, 0, COSINE_WIDTH, HEADER - 2)
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, "cos to start")

    def _paint_row(
        self, painter: QPainter, row: int, line: QRect, image: QImage, shown: QImage
    ) -> None:
        film, theme = self._film, self._theme.theme
        if film is None:
            return
        times, h, w, _ = film.weights.shape
        is_selected = row == self._selected
        painter.setPen(QColor(theme.text if is_selected else theme.muted))
        name = QRect(0, line.y(), NAME_WIDTH - 8, line.height())
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(name, right, index_words(row))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(theme.line), 1))
        for column in range(times):
            tile = self.tile_rect(column, row)
            painter.drawImage(tile, image, QRect(column * w, row * h, w, h))
            painter.drawRect(tile.adjusted(-1, -1, 0, 0))
        tile = self.shown_rect(row)
        painter.drawImage(tile, shown, QRect(0, row * h, w, h))
        painter.setPen(QPen(QColor(theme.muted), 1))
        painter.drawRect(tile.adjusted(-1, -1, 0, 0))
        if is_selected:
            span = self.tile_rect(0, row).united(self.tile_rect(times - 1, row))
            paint_outline(painter, span.adjusted(-2, -2, 2, 2), theme)
            paint_outline(painter, tile.adjusted(-2, -2, 2, 2), theme)
        self._paint_cosine(painter, row, line)

    def _paint_cosine(self, painter: QPainter, row: int, line: QRect) -> None:
        theme = self._theme.theme
        if self._film is None or row >= len(self._cosines):
            return
        cosine = float(self._cosines[row])
        x = self.shown_rect(row).right() + SHOWN_GAP
        middle = line.center().y()
        painter.setPen(QColor(theme.text))
        text = "–" if math.isnan(cosine) else fixed_text(cosine, 2, signed=True)
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
        return QSize(w * self._zoom, h * self._zoom)

    def _recolor(self) -> None:
        if self._film is not None:
            self._pixels = self._colored(self._film.weights)
            self._recolor_shown()
        self.update()

    def _recolor_shown(self) -> None:
        self._shown_pixels = self._colored(self._shown[None])

    def _colored(self, weights: FloatArray) -> IntArray:
        """Return pixels of shape (outputs*H, T*W) for weights of shape (T, H, W, outputs)."""
        limit = 0.0 if self._film is None else self._film.largest
        table = color_table(self._theme.theme, ColorCode.SIGN)
        colors = table[color_indices(weights, limit)]  # (T, H, W, outputs)
        times, h, w, count = colors.shape
        return np.ascontiguousarray(colors.transpose(3, 1, 0, 2)).reshape(count * h, times * w)


def _image(pixels: IntArray, width: int, height: int) -> QImage:
    return QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_RGB32)


def _step_text(step: int) -> str:
    return f"{step:,}" if step < 10_000 else f"{digits_text(step / 1000, 3)}k"


def _spoken(step: int, cosines: FloatArray, selected: int | None) -> str:
    """Return how far the selected filter has come."""
    if selected is None or selected >= len(cosines):
        return f"{counted(len(cosines), 'filter')}, nothing selected"
    cosine = signed_text(float(cosines[selected]), 2)
    return f"{selected}, at step {step:,}, cosine to start {cosine}"
