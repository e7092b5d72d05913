"""Many images in rows, of which only those in sight are drawn."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from core.arrays import IntArray
from core.evaluation.ranking import Ranking
from core.index_words import index_words
from core.number_text import loss_text, probability_text, short_text
from gui.judging.class_words import short_name
from gui.judging.ink import paint_pixels
from gui.judging.judged_images import JudgedImages
from gui.judging.picture import EvaluationPicture
from gui.theme.fonts import CONTROL, number_writer, text_font
from gui.theme.text_writer import LEFT, RIGHT
from gui.theme.theme import CurrentTheme
from gui.widgets.selection_outline import paint_outline

SIDE = 84  # of an image, at most, in screen pixels
PITCH = 100
LINE = 18  # of a caption
BELOW = 12
MARGIN = 4  # the frame of a selected image has room
MARK = 16
NOTHING: IntArray = np.zeros(0, np.int64)


class GalleryView(EvaluationPicture):
    """Images with what the network says of each; the shown sample is framed.

    Signals
    -------
    image_chosen(int)
        Index of the part: an image was clicked, or Enter pressed on it.
    mark_wanted(int)
        An image was right-clicked, or M pressed on it: it should be marked, or no longer.
    walked()
        The keyboard came to another image.
    """

    image_chosen = Signal(int)
    mark_wanted = Signal(int)
    walked = Signal()

    def __init__(self, theme: CurrentTheme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, name, "Images", parent)
        self._evaluation: JudgedImages | None = None
        self._places = NOTHING
        self._ranking = Ranking.CONFIDENCE
        self._is_mixed = False
        self._selected = -1
        self._marked: frozenset[int] = frozenset()
        self._under_mouse: int | None = None
        self.setMouseTracking(True)

    @property
    def places(self) -> IntArray:
        """Indices of the part, in the order of the images."""
        return self._places

    def show_images(
        self, evaluation: JudgedImages, places: IntArray, ranking: Ranking, *, is_mixed: bool
    ) -> None:
        """Show images; mixed ones of several classes say of which they are."""
        self._evaluation, self._places = evaluation, places
        self._ranking, self._is_mixed = ranking, is_mixed
        self._under_mouse = None
        self._set_height()
        self.update()

    def show_selected(self, index: int) -> None:
        """Frame the image of that index, if it is among them."""
        if index != self._selected:
            self._selected = index
            self.update()

    @property
    def selected(self) -> int:
        """Index of the framed image in the part; -1 for none."""
        return self._selected

    def show_marked(self, marked: frozenset[int]) -> None:
        """Show which images of the part are marked."""
        if marked != self._marked:
            self._marked = marked
            self.update()

    def rect_of(self, at: int) -> QRect:
        """Return where the image at a place of the order is."""
        row, column = divmod(at, self._columns)
        wide, high = self._picture
        left = MARGIN + column * PITCH + (SIDE - wide) // 2
        return QRect(left, MARGIN + row * self._row_height, wide, high)

    def at(self, row: int, column: int) -> int:
        """Return which place of the order is there; beyond the end, the last."""
        return min(row * self._columns + column, len(self._places) - 1)

    def caption(self, at: int) -> tuple[str, str, str]:
        """Return what stands under an image: its number, its index, ``9 → 4`` if mixed."""
        evaluation, index = self._evaluation, int(self._places[at])
        if evaluation is None:
            return "", "", ""
        verdicts, names = evaluation.verdicts, evaluation.names
        if self._ranking is Ranking.LOSS:
            number = loss_text(float(verdicts.losses[index]))
        elif self._ranking is Ranking.MARGIN:
            number = self._share_text(float(verdicts.margin[index]))
        else:
            number = self._share_text(float(verdicts.confidence[index]))
        called = f"{names[int(verdicts.true[index])]} → {names[int(verdicts.predicted[index])]}"
        return number, index_words(index), called if self._is_mixed else ""

    def sentence(self, at: int) -> str:
        """Return what is said of an image."""
        evaluation, index = self._evaluation, int(self._places[at])
        if evaluation is None:
            return ""
        verdicts, names = evaluation.verdicts, evaluation.names
        true, said = (
            short_name(names[int(label[index])])
            for label in (verdicts.true, verdicts.predicted)
        )
        sure = self._share_text(float(verdicts.confidence[index]))
        loss = loss_text(float(verdicts.losses[index]))
        marked = ", marked" if index in self._marked else ""
        said_so = f"Image {index_words(index)} is a {true}, called {said}"
        return f"{said_so}: {sure}, loss {loss}{marked}"

    def spoken_value(self) -> str:
        """Return what is said of the image that has the keyboard, or of the first."""
        if not len(self._places):
            return "no images"
        at = self.at(*self.walked_to) if self.walked_to else 0
        return self.sentence(at)

    def sizeHint(self) -> QSize:
        return QSize(3 * PITCH, 2 * self._row_height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_height()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._show_pointed(self._at_point(event.position().toPoint()))

    def leaveEvent(self, event: QEvent) -> None:
        self._show_pointed(None)
        super().leaveEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = self._at_point(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and at is not None:
            self._put_cursor(*divmod(at, self._columns))
            self.image_chosen.emit(int(self._places[at]))
        elif event.button() == Qt.MouseButton.RightButton and at is not None:
            self.mark_wanted.emit(int(self._places[at]))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_M and self.walked_to is not None:
            self.mark_wanted.emit(int(self._places[self.at(*self.walked_to)]))
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = self._painter()
        area, high = event.rect(), self._row_height
        first = max(0, (area.top() - MARGIN) // high) * self._columns
        last = ((area.bottom() - MARGIN) // high + 1) * self._columns
        for at in range(first, min(last, len(self._places))):
            self._paint_image(painter, at)
        painter.end()

    def _paint_image(self, painter: QPainter, at: int) -> None:
        evaluation, theme, place = self._evaluation, self.colors, self.rect_of(at)
        if evaluation is None:
            return
        index = int(self._places[at])
        paint_pixels(painter, place, evaluation.image(index), theme)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        is_pointed = at == self._under_mouse
        painter.setPen(QColor(theme.muted if is_pointed else theme.line))
        painter.drawRoundedRect(QRectF(place).adjusted(-0.5, -0.5, 0.5, 0.5), 3, 3)
        if index in self._marked:
            self._paint_mark(painter, place)
        if index == self._selected:
            paint_outline(painter, place, theme)
        if self.walked_to is not None and self.at(*self.walked_to) == at:
            paint_outline(painter, place, theme, is_focus=True)
        self._paint_caption(painter, at, place)

    def _paint_mark(self, painter: QPainter, place: QRect) -> None:
        corner = QRect(place.right() - MARK + 1, place.top(), MARK, MARK)
        painter.fillRect(corner, QColor(self.colors.selection))
        painter.setPen(QColor(self.colors.text_on_selection))
        painter.setFont(text_font(CONTROL, bold=True))
        painter.drawText(corner, Qt.AlignmentFlag.AlignCenter, "✓")

    def _paint_caption(self, painter: QPainter, at: int, place: QRect) -> None:
        theme, writer = self.colors, number_writer(CONTROL)
        column = at % self._columns
        line = QRect(MARGIN + column * PITCH - 2, place.bottom() + 3, PITCH - 10, LINE)
        number, index, called = self.caption(at)
        painter.setPen(QColor(theme.text))
        writer.write(painter, line, number, LEFT)
        if writer.width(number) + writer.width(index) + 4 <= line.width():
            painter.setPen(QColor(theme.muted))
            writer.write(painter, line, index, RIGHT)
        if called:
            line.translate(0, LINE - 2)
            true, arrow, said = called.partition(" → ")
            room = line.width() - writer.width(arrow)
            if writer.width(true) + writer.width(said) > room:  # long names: their beginnings
                most = max(1, int(room / writer.width("0") / 2) - 1)
                true, said = (
                    one if len(one) <= most else f"{one[:most]}…" for one in (true, said)
                )
            painter.setPen(QColor(theme.truth))
            writer.write(painter, line, true, LEFT)
            line.setLeft(line.left() + round(writer.width(true)))
            painter.setPen(QColor(theme.text))
            writer.write(painter, line, f"{arrow}{said}", LEFT)

    def _share_text(self, value: float) -> str:
        evaluation = self._evaluation
        is_share = evaluation is not None and evaluation.verdicts.gives_probabilities
        return probability_text(value) if is_share else short_text(value)

    @property
    def _picture(self) -> tuple[int, int]:
        """Width and height of an image: whole pixels where it is small enough."""
        if self._evaluation is None:
            return SIDE, SIDE
        h, w = self._evaluation.size
        times = SIDE // max(h, w)
        if times:
            return w * times, h * times
        return max(1, w * SIDE // max(h, w)), max(1, h * SIDE // max(h, w))

    @property
    def _columns(self) -> int:
        return max(1, (self.width() - MARGIN + PITCH - SIDE) // PITCH)

    @property
    def _row_height(self) -> int:
        lines = 2 if self._is_mixed else 1
        return self._picture[1] + lines * LINE + BELOW

    def _set_height(self) -> None:
        rows = -(-len(self._places) // self._columns)
        self.setFixedHeight(max(1, rows * self._row_height + MARGIN))

    def _at_point(self, point: QPoint) -> int | None:
        column, row = (point.x() - MARGIN) // PITCH, (point.y() - MARGIN) // self._row_height
        if not 0 <= column < self._columns or row < 0:
            return None
        at = row * self._columns + column
        return at if at < len(self._places) else None

    def _show_pointed(self, at: int | None) -> None:
        if at != self._under_mouse:
            self._under_mouse = at
            self.setToolTip("" if at is None else self.sentence(at))
            self.update()

    def _grid(self) -> tuple[int, int]:
        count = len(self._places)
        rows = -(-count // self._columns)
        return rows, min(count, self._columns)

    def _point_at(self, place: tuple[int, int] | None) -> None:
        self._show_pointed(None if place is None else self.at(*place))
        if place is not None:
            self.walked.emit()

    def _open(self, row: int, column: int) -> None:
        self.image_chosen.emit(int(self._places[self.at(row, column)]))
