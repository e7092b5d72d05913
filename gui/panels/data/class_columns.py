"""A column for every class: examples, the mean image, and how many images there are."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from core.arrays import ByteArray
from core.exploring.parts import Place
from core.index_words import index_words
from core.number_words import counted
from gui.judging.class_words import short_name
from gui.judging.ink import paint_pixels
from gui.judging.picture import EvaluationPicture
from gui.panels.data.class_column import EXAMPLES, ClassColumn
from gui.theme.fonts import CONTROL, text_font
from gui.theme.theme import CurrentTheme
from gui.widgets.selection_outline import paint_outline

SIDE = 112  # of an image, in screen pixels, at most
LEAST = 40  # of a column
GAP = 4
NAME, COUNT, BAR = 22, 18, 44
TITLE = 20
MARGIN = 4


class ClassColumns(EvaluationPicture):
    """Paints the columns; a click on an example makes it the sample.

    Signals
    -------
    chosen(Place)
        An image was clicked, or Enter pressed on it.
    """

    chosen = Signal(object)

    def __init__(self, theme: CurrentTheme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, name, "Classes", parent)
        self._columns: tuple[ClassColumn, ...] = ()
        self._shows_variance = False
        self._selected: Place | None = None
        self._pitch = SIDE + GAP
        self.setMouseTracking(True)

    @property
    def columns(self) -> tuple[ClassColumn, ...]:
        """What is shown."""
        return self._columns

    def show_columns(self, columns: tuple[ClassColumn, ...]) -> None:
        """Show classes."""
        self._columns = columns
        self.updateGeometry()
        self.update()

    def show_variance(self, *, is_shown: bool) -> None:
        """Show how much pixels differ within a class, or what they are on average."""
        self._shows_variance = is_shown
        self.update()

    def show_selected(self, place: Place | None) -> None:
        """Frame the image of that place, if it is among the examples."""
        if place != self._selected:
            self._selected = place
            self.update()

    def fit(self, width: int) -> None:
        """Make columns as wide as there is room for, and no wider than images are painted."""
        count = max(1, len(self._columns))
        side = min(SIDE, (width - 2 * MARGIN + GAP) // count - GAP)
        if self._columns:
            longest = max(self._columns[0].mean.shape[:2])
            side = side // longest * longest or side  # pixels are painted whole
        self._pitch = max(LEAST, side) + GAP
        self.setFixedSize(self.sizeHint())

    def sizeHint(self) -> QSize:
        high = self._picture[1] + GAP
        width = max(1, len(self._columns)) * self._pitch - GAP + 2 * MARGIN
        return QSize(
            width, NAME + EXAMPLES * high + TITLE + high + TITLE + COUNT + BAR + 2 * MARGIN
        )

    def example_rect(self, column: int, row: int) -> QRect:
        """Return where an example is."""
        wide, high = self._picture
        left = MARGIN + column * self._pitch + (self._pitch - GAP - wide) // 2
        return QRect(left, MARGIN + NAME + row * (high + GAP), wide, high)

    def mean_rect(self, column: int) -> QRect:
        """Return where the mean image of a class is."""
        return self.example_rect(column, EXAMPLES).translated(0, TITLE)

    def spoken_value(self) -> str:
        """Return what is at the place that has the keyboard, or what classes there are."""
        if not self._columns:
            return "no classes"
        if self.walked_to is None:
            return counted(len(self._columns), "class")
        return self.sentence(*self.walked_to)

    def sentence(self, row: int, column: int) -> str:
        """Return what is said of a place: examples from above, then the mean, then the bar."""
        one = self._columns[column]
        if row < len(one.examples):
            part, index = one.examples[row][0]
            return f"{part} image {index_words(index)}, {short_name(one.name)}"
        images = counted(one.count, "image")
        what = "Variance" if self._shows_variance else "Mean image"
        if row == EXAMPLES:
            return f"{what} of {images} of {short_name(one.name)}"
        return f"{images} of {short_name(one.name)}"

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = self._place_at(event.position().toPoint())
        self.setToolTip("" if place is None else self.sentence(*place))

    def leaveEvent(self, event: QEvent) -> None:
        self.setToolTip("")
        super().leaveEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self._place_at(event.position().toPoint())
        if place is not None and event.button() == Qt.MouseButton.LeftButton:
            self._put_cursor(*place)
            self._open(*place)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = self._painter(), self.colors
        area = event.rect()
        most = max((one.count for one in self._columns), default=1)
        first = max(0, (area.left() - MARGIN) // self._pitch)
        last = (area.right() - MARGIN) // self._pitch + 1
        for column in range(first, min(last, len(self._columns))):
            self._paint_column(painter, column, most)
        painter.setFont(text_font(CONTROL))
        painter.setPen(QColor(theme.muted))
        what = "Variance within each class" if self._shows_variance else "Mean image"
        for text, top in ((what, self.mean_rect(0).top()), ("Images", self._count_top)):
            line = QRect(MARGIN, top - TITLE, self.width(), TITLE - 2)
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, text)
        painter.end()

    def _paint_column(self, painter: QPainter, column: int, most: int) -> None:
        one, theme = self._columns[column], self.colors
        left, wide = MARGIN + column * self._pitch, self._pitch - GAP
        center = Qt.AlignmentFlag.AlignCenter
        painter.setFont(text_font(CONTROL, bold=True))
        painter.setPen(QColor(theme.truth))
        elide = Qt.TextElideMode.ElideMiddle  # names often differ at their ends
        name = painter.fontMetrics().elidedText(one.name, elide, wide + GAP - 2)
        painter.drawText(QRect(left - GAP, MARGIN, wide + 2 * GAP, NAME - 4), center, name)
        for row, (place, image) in enumerate(one.examples):
            self._paint_image(painter, self.example_rect(column, row), image)
            if place == self._selected:
                paint_outline(painter, self.example_rect(column, row), theme)
        self._paint_image(
            painter,
            self.mean_rect(column),
            one.variance if self._shows_variance else one.mean,
        )
        painter.setFont(text_font(CONTROL))
        painter.setPen(QColor(theme.text))
        top = self._count_top
        count = painter.fontMetrics().elidedText(f"{one.count:,}", elide, wide + GAP)
        painter.drawText(QRect(left - GAP, top, wide + 2 * GAP, COUNT), center, count)
        high = max(2.0, (BAR - 4) * one.count / most)
        bar = QRectF(left, top + COUNT + BAR - high, wide, high)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.muted))
        painter.drawRoundedRect(bar, 2, 2)
        if self.walked_to is not None and self.walked_to[1] == column:
            paint_outline(painter, self._rect_of(*self.walked_to), theme, is_focus=True)

    def _paint_image(self, painter: QPainter, place: QRect, image: ByteArray) -> None:
        paint_pixels(painter, place, image, self.colors)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QColor(self.colors.line))
        painter.drawRoundedRect(QRectF(place).adjusted(-0.5, -0.5, 0.5, 0.5), 3, 3)

    @property
    def _count_top(self) -> int:
        return self.mean_rect(0).bottom() + 1 + GAP + TITLE

    @property
    def _picture(self) -> tuple[int, int]:
        side = self._pitch - GAP
        if not self._columns:
            return side, side
        high, wide = self._columns[0].mean.shape[:2]
        times = side // max(high, wide)
        if times:
            return wide * times, high * times
        longest = max(high, wide)
        return max(1, wide * side // longest), max(1, high * side // longest)

    def _rect_of(self, row: int, column: int) -> QRect:
        if row < EXAMPLES:
            return self.example_rect(column, row)
        if row == EXAMPLES:
            return self.mean_rect(column)
        left = MARGIN + column * self._pitch
        return QRect(left, self._count_top, self._pitch - GAP, COUNT + BAR)

    def _place_at(self, point: QPoint) -> tuple[int, int] | None:
        column = (point.x() - MARGIN) // self._pitch
        if not 0 <= column < len(self._columns):
            return None
        rows = range(EXAMPLES + 2)
        return next((
            (row, column) for row in rows if self._rect_of(row, column).contains(point)
        ), None)  # fmt: skip

    def _grid(self) -> tuple[int, int]:
        return (EXAMPLES + 2 if self._columns else 0), len(self._columns)

    def _point_at(self, place: tuple[int, int] | None) -> None:
        self.setToolTip("" if place is None else self.sentence(*place))

    def _open(self, row: int, column: int) -> None:
        examples = self._columns[column].examples
        if row < len(examples):
            self.chosen.emit(examples[row][0])
