"""An image fading in, what its pixels have added so far, and the score along the way."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from core.arrays import FloatArray, IntArray
from core.explanation.integrated_path import MAPS, IntegratedPath
from core.number_text import percent_text, signed_text
from gui.judging.picture import EvaluationPicture
from gui.theme.fonts import CONTROL, number_writer, text_font
from gui.theme.image_colors import shares_colors
from gui.theme.tensor_colors import ColorCode, colors_of
from gui.theme.text_writer import LEFT
from gui.theme.theme import CurrentTheme

LINE, GAP = 18, 8
LEAST_CHART = 84
AXIS = 58  # pixels left of the pictures, for the numbers of the chart
RIGHT = 8
DIGITS = 2


class PathView(EvaluationPicture):
    """Nine pictures of the way, and two curves below them on the same axis.

    Signals
    -------
    pointed(int)
        A step is under the mouse or has the keyboard; -1 for none.
    """

    pointed = Signal(int)

    def __init__(self, theme: CurrentTheme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, name, "Path of integrated gradients", parent)
        self._path: IntegratedPath | None = None
        self._ink: FloatArray = np.zeros((0, 0, 1))
        self._limit = 0.0
        self._step = -1
        self.setMouseTracking(True)
        self.setMinimumSize(260, 2 * (LINE + 28) + LEAST_CHART)

    @property
    def path(self) -> IntegratedPath | None:
        """What is shown."""
        return self._path

    @property
    def limit(self) -> float:
        """The absolute value that gets the full colour in all maps."""
        return self._limit

    def show_path(self, path: IntegratedPath, ink: FloatArray) -> None:
        """Show a path to an image of shape (H, W), from 0 to 1."""
        if path is not self._path:
            self._path, self._ink = path, ink
            self._limit = float(np.abs(path.maps).max(initial=0.0))
            self.update()

    def sentence(self, step: int) -> str:
        """Return what is said of a step."""
        path = self._path
        if path is None:
            return ""
        share = percent_text(float(path.shares[step]), 0)
        score, collected = (
            signed_text(float(one[step]), DIGITS)
            for one in (path.scores - path.scores[0], path.collected)
        )
        return f"with {share} of the ink: score {score} above blank, collected {collected}"

    def spoken_value(self) -> str:
        """Return what is said of the step in question, or of the last."""
        if self._path is None:
            return "no path"
        return self.sentence(self._step if self._step >= 0 else len(self._path.shares) - 1)

    def step_at(self, place: QPoint) -> int:
        """Return the step whose place on the axis is nearest; -1 without a path."""
        if self._path is None:
            return -1
        left, right = self._ends()
        share = (place.x() - left) / max(1.0, right - left)
        last = len(self._path.shares) - 1
        return int(min(max(round(share * last), 0), last))

    def picture_rect(self, row: int, at: int) -> QRect:
        """Return where a picture is: row 0 the images, row 1 the maps."""
        zoom, height, width = self._zoom()
        middle = AXIS + (at + 0.5) * self._pitch()
        top = LINE + row * (height + LINE + GAP)
        return QRect(round(middle - width / 2), top, width, height) if zoom else QRect()

    def chart_rect(self) -> QRect:
        """Return where the curves are."""
        top = self.picture_rect(1, 0).bottom() + LINE + GAP
        left, right = self._ends()
        height = max(LEAST_CHART, self.height() - top - LINE)
        return QRect(round(left), top, round(right - left), height - GAP)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point(self.step_at(event.position().toPoint()))

    def leaveEvent(self, event: QEvent) -> None:
        self._point(-1)
        super().leaveEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        path, theme = self._path, self.colors
        if path is None or not self._zoom()[0]:
            return
        painter = self._painter()
        for row, title in enumerate(("the image, fading in", "what its pixels have added")):
            line = self.picture_rect(row, 0)
            painter.setFont(text_font(CONTROL))
            painter.setPen(QColor(theme.muted))
            area = QRect(AXIS, line.top() - LINE, self.width() - AXIS, LINE)
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, title)
        for at, step in enumerate(path.map_steps):
            faded = self._ink * path.shares[step]
            image = shares_colors(faded, theme)
            self._paint_picture(painter, self.picture_rect(0, at), image)
            found = colors_of(path.maps[at], self._limit, theme, ColorCode.SIGN)
            self._paint_picture(painter, self.picture_rect(1, at), found)
        self._paint_chart(painter, path)
        painter.end()

    def _paint_picture(self, painter: QPainter, place: QRect, colors: IntArray) -> None:
        colors = np.ascontiguousarray(colors)
        h, w = colors.shape
        painter.drawImage(place, QImage(colors.data, w, h, 4 * w, QImage.Format.Format_RGB32))
        painter.setPen(QColor(self.colors.line))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(QRectF(place).adjusted(-0.5, -0.5, 0.5, 0.5))

    def _paint_chart(self, painter: QPainter, path: IntegratedPath) -> None:
        theme, area = self.colors, self.chart_rect()
        above = path.scores - path.scores[0]
        low = float(min(above.min(), path.collected.min(), 0.0))
        high = float(max(above.max(), path.collected.max(), 0.0))
        extent = (high - low) or 1.0

        def place(step: int, value: float) -> QPointF:
            x = area.left() + area.width() * float(path.shares[step])
            return QPointF(x, area.bottom() - (value - low) / extent * area.height())

        writer = number_writer(CONTROL)
        for value in (low, high):
            y = place(0, value).y()
            painter.setPen(QColor(theme.line))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(QColor(theme.muted))
            text = QRect(0, round(y) - LINE // 2, AXIS - GAP, LINE)
            writer.write(painter, text, signed_text(value, DIGITS), LEFT)
        for values, color, width, style in (
            (path.collected, theme.text, 1.5, Qt.PenStyle.DotLine),
            (above, theme.positive, 2.0, Qt.PenStyle.SolidLine),
        ):
            painter.setPen(QPen(QColor(color), width, style))
            numbers = values.tolist()
            painter.drawPolyline(
                QPolygonF([place(step, value) for step, value in enumerate(numbers)])
            )
        self._paint_legend(painter, area)
        step = self._step
        if step >= 0:
            painter.setPen(QPen(QColor(theme.muted), 1))
            x = place(step, low).x()
            painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.positive))
            painter.drawEllipse(place(step, float(above[step])), 4, 4)

    def _paint_legend(self, painter: QPainter, area: QRect) -> None:
        theme, x = self.colors, area.left() + GAP
        painter.setFont(text_font(CONTROL))
        for text, color, style in (
            ("score above blank", theme.positive, Qt.PenStyle.SolidLine),
            ("sum of the map so far", theme.text, Qt.PenStyle.DotLine),
        ):
            y = area.top() + LINE / 2
            painter.setPen(QPen(QColor(color), 2, style))
            painter.drawLine(QPointF(x, y), QPointF(x + 20, y))
            painter.setPen(QColor(theme.muted))
            width = painter.fontMetrics().horizontalAdvance(text)
            line = QRectF(x + 26, area.top(), width + 2, LINE)
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, text)
            x += 26 + width + 2 * GAP

    def _pitch(self) -> float:
        return max(1.0, (self.width() - AXIS - RIGHT) / MAPS)

    def _ends(self) -> tuple[float, float]:
        """Return where the axis begins and ends: under the middles of the outer pictures."""
        pitch = self._pitch()
        return AXIS + pitch / 2, AXIS + (MAPS - 0.5) * pitch

    def _zoom(self) -> tuple[float, int, int]:
        """Return screen pixels of a pixel, height and width of a picture."""
        if not self._ink.size:
            return 0.0, 0, 0
        h, w = self._ink.shape[:2]
        tall = (self.height() - LEAST_CHART - 2 * (LINE + GAP) - 2 * LINE) / 2
        zoom = max(min((self._pitch() - GAP) / w, tall / h), 4.0 / max(h, w))
        zoom = float(int(zoom)) if zoom >= 1 else zoom
        return zoom, max(1, round(h * zoom)), max(1, round(w * zoom))

    def _point(self, step: int) -> None:
        if step != self._step:
            self._step = step
            self.pointed.emit(step)
            self.update()

    def _grid(self) -> tuple[int, int]:
        count = 0 if self._path is None else len(self._path.shares)
        return int(bool(count)), count

    def _point_at(self, place: tuple[int, int] | None) -> None:
        self._point(-1 if place is None else place[1])
