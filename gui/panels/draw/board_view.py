"""The board that is drawn on."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPointingDevice,
    QRegion,
    QTabletEvent,
)
from PySide6.QtWidgets import QWidget

from core.arrays import IntArray
from core.drawing.board import Point
from core.number_text import probability_text
from gui.panels.draw.keyboard_pen import KeyboardPen
from gui.panels.draw.stage_picture import box_on
from gui.panels.draw.tool import Tool
from gui.state.drawing import Drawing
from gui.theme.tensor_colors import HALF, ColorCode, color_table
from gui.theme.theme import DARK, CurrentTheme
from gui.widgets.accessible_picture import announce
from gui.widgets.thin_frame import paint_frame

LEAST = 112
QUARTERS = 4
LIGHTEST_TOUCH = 0.35  # of the pen's width, under a tablet's pen that hardly touches
WIDTHS = (6, 40)  # of the pen, in pixels of the board
FIRST_WIDTH = 20
SOFT = 3  # pixels that lines and edges may reach beyond where they are


class BoardView(QWidget):
    """Shows the board, and draws on it with mouse or tablet.

    The left button uses the tool, the right one always moves what is drawn.

    Parameters
    ----------
    drawing : Drawing
    theme : CurrentTheme

    Signals
    -------
    drag_began()
        What is drawn is being moved from here on.
    dragged(int, int)
        It was moved so many pixels of the board to the right and down since then.
    """

    drag_began = Signal()
    dragged = Signal(int, int)

    def __init__(
        self, drawing: Drawing, theme: CurrentTheme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("draw_board")
        self.setAccessibleName("Board to draw on")
        self.setToolTip(
            "Draw with the left button, move what is drawn with the right one. Digit keys say "
            "what it is meant to be; Ctrl+Z takes back, Ctrl+V pastes a picture."
        )
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumSize(LEAST, LEAST)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self._drawing = drawing
        self._theme = theme
        self._tool = Tool.PEN
        self._width = float(FIRST_WIDTH)
        self._last: Point | None = None  # of the stroke under way
        self._moved_from: QPointF | None = None
        self._is_erasing = False
        self._mouse: QPointF | None = None
        self._pen = KeyboardPen(drawing)
        self._box: tuple[int, int, int, int] | None = None
        self._touched: QRect | None = None  # what a line changes, while it is drawn
        drawing.changed.connect(self._on_changed)
        drawing.replaced.connect(self._leave)
        theme.changed.connect(self.update)

    @property
    def is_drawing(self) -> bool:
        """Whether a stroke is under way."""
        return self._last is not None or self._moved_from is not None

    @property
    def is_moving(self) -> bool:
        """Whether what is drawn is being dragged."""
        return self._moved_from is not None

    @property
    def box(self) -> tuple[int, int, int, int] | None:
        """Top, left, bottom and right of what is cut out, in pixels of the board."""
        return self._box

    def show_box(self, box: tuple[int, int, int, int] | None) -> None:
        """Mark what is cut out of the board; None for nothing."""
        if box != self._box:
            before, self._box = self._box, box
            area, scale = self._area(), self._scale()
            self.update(_marks(before, area, scale) + _marks(box, area, scale))

    def use(self, tool: Tool) -> None:
        """Do that when the left button is dragged."""
        self._tool = tool

    def set_width(self, width: float) -> None:
        """Draw with a pen that wide, in pixels of the board."""
        self._width = width
        self.update()

    def spoken_value(self) -> str:
        """Return how much is drawn."""
        sheet = self._drawing.sheet
        pen = self._pen.spoken_place()
        if sheet.is_empty:
            return f"empty; {pen}"
        share = float(np.mean(np.abs(sheet.board.astype(np.int16) - sheet.paper) > HALF // 2))
        return f"{probability_text(share)} of it is ink; {pen}"

    def sizeHint(self) -> QSize:
        return QSize(280, 280)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        erases = self._tool is Tool.ERASER
        if self._pen.press(event.key(), self._width, erases=erases):
            corner, scale = self._area().topLeft(), self._scale()
            x, y = self._pen.place
            self._mouse = QPointF(corner.x() + x * scale, corner.y() + y * scale)
            self.update()
            announce(self)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._leave()
        self.update()
        super().focusOutEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if self.is_drawing or event.button() not in (
            Qt.MouseButton.LeftButton,
            Qt.MouseButton.RightButton,
        ):
            return
        moves = event.button() is Qt.MouseButton.RightButton or self._tool is Tool.MOVE
        self._press(event.position(), moves=moves, erases=self._tool is Tool.ERASER)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._go_to(event.position(), self._width)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.buttons() == Qt.MouseButton.NoButton:
            self._end()

    def tabletEvent(self, event: QTabletEvent) -> None:  # noqa: N802
        """Draw as hard as the pen is pressed; its other end erases."""
        width = self._width * (LIGHTEST_TOUCH + (1 - LIGHTEST_TOUCH) * event.pressure())
        if event.type() == QEvent.Type.TabletPress:
            eraser = event.pointerType() is QPointingDevice.PointerType.Eraser
            erases = eraser or self._tool is Tool.ERASER
            self._press(
                event.position(), moves=self._tool is Tool.MOVE, erases=erases, width=width
            )
        elif event.type() == QEvent.Type.TabletMove:
            self._go_to(event.position(), width)
        elif event.type() == QEvent.Type.TabletRelease:
            self._end()
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        self._mouse = None
        self.update()
        super().leaveEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme, area = self._theme.theme, self._area()
        painter.fillRect(self.rect(), QColor(theme.raised))
        pixels = self._pixels()
        height, width = pixels.shape
        image = QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_RGB32)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(area, image)
        faint = QColor(theme.muted)
        faint.setAlphaF(0.28)
        painter.setPen(faint)
        for quarter in range(1, QUARTERS):
            x = area.left() + round(area.width() * quarter / QUARTERS)
            y = area.top() + round(area.height() * quarter / QUARTERS)
            painter.drawLine(x, area.top(), x, area.bottom())
            painter.drawLine(area.left(), y, area.right(), y)
        if self._box is not None:
            painter.setPen(QPen(QColor(theme.muted), 1, Qt.PenStyle.DashLine))
            painter.drawRect(box_on(self._box, area, self._scale()))
        paint_frame(painter, self.rect(), theme.selection if self.hasFocus() else theme.line)
        if self._mouse is not None and self._tool is not Tool.MOVE:
            self._paint_pen(painter, self._mouse)
        painter.end()

    def _paint_pen(self, painter: QPainter, where: QPointF) -> None:
        radius = self._width * self._scale() / 2
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(self._theme.theme.muted), 1))
        painter.drawEllipse(_circle(where, radius))

    def _pixels(self) -> IntArray:
        """Return the board in colours; a picture from elsewhere is as it is."""
        sheet = self._drawing.sheet
        theme = DARK if sheet.is_picture else self._theme.theme
        return color_table(theme, ColorCode.INK)[HALF:].take(sheet.board)

    def _scale(self) -> float:
        """Return screen pixels per pixel of the board."""
        height, width = self._drawing.sheet.board.shape
        return max(float(min((self.width() - 2) / width, (self.height() - 2) / height)), 0.01)

    def _area(self) -> QRect:
        height, width = self._drawing.sheet.board.shape
        scale = self._scale()
        area = QRect(0, 0, max(1, round(width * scale)), max(1, round(height * scale)))
        area.moveCenter(self.rect().center())
        return area

    def _on_board(self, where: QPointF) -> Point:
        corner, scale = self._area().topLeft(), self._scale()
        return (where.x() - corner.x()) / scale, (where.y() - corner.y()) / scale

    def _press(
        self, where: QPointF, *, moves: bool, erases: bool, width: float | None = None
    ) -> None:
        self._pen.lift()
        self._drawing.put_pen_down()
        if moves:
            self._moved_from = where
            self.drag_began.emit()
            return
        self._is_erasing = erases
        self._last = self._on_board(where)
        self._drawing.draw(self._last, self._last, width or self._width, erases=erases)

    def _go_to(self, where: QPointF, width: float) -> None:
        before, self._mouse = self._mouse or where, where
        if self._moved_from is not None:
            by, scale = where - self._moved_from, self._scale()
            right, down = round(by.x() / scale), round(by.y() / scale)
            self._drawing.shift(right, down)
            self.dragged.emit(right, down)
        elif self._last is not None:
            here = self._on_board(where)
            self._touched = self._around(before, width).united(self._around(where, width))
            self._drawing.draw(self._last, here, width, erases=self._is_erasing)
            self._last, self._touched = here, None
        else:
            self.update()

    def _end(self) -> None:
        self._leave()
        announce(self)

    def _leave(self) -> None:
        """Draw no more, also if the release of the button goes elsewhere."""
        self._pen.lift()
        self._last = self._moved_from = None
        self._drawing.lift_pen()

    def _around(self, where: QPointF, width: float) -> QRect:
        """Return what the pen covers there, and the circle that shows it."""
        reach = (max(width, self._width) / 2 + SOFT) * self._scale() + SOFT
        return _circle(where, reach).toAlignedRect()

    def _on_changed(self) -> None:
        self.update(self.rect() if self._touched is None else self._touched)


def _circle(middle: QPointF, radius: float) -> QRectF:
    return QRectF(middle.x() - radius, middle.y() - radius, 2 * radius, 2 * radius)


def _marks(box: tuple[int, int, int, int] | None, area: QRect, scale: float) -> QRegion:
    """Return where the marks of a box are painted."""
    if box is None:
        return QRegion()
    line = box_on(box, area, scale)
    outer = QRegion(line.adjusted(-SOFT, -SOFT, SOFT, SOFT))
    return outer - QRegion(line.adjusted(SOFT, SOFT, -SOFT, -SOFT))
