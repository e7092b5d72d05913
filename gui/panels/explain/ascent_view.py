"""An image that is made up step by step, and how strong the answer is meanwhile."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QHideEvent,
    QImage,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QStyle, QWidget

from core.explanation.liked_input import LikedInput
from core.number_text import signed_text
from gui.judging.picture import EvaluationPicture
from gui.theme.fonts import CONTROL, text_font
from gui.theme.image_colors import shares_colors
from gui.theme.theme import CurrentTheme

FRAME_MS = 60
CHART, LINE, GAP = 64, 18, 8
MOST = 280  # screen pixels of the picture's longer side


class AscentView(EvaluationPicture):
    """Plays the frames once; pointing at the curve shows the frame of that step.

    Signals
    -------
    moved()
        Another frame is shown, or the playing began or ended.
    """

    moved = Signal()

    def __init__(self, theme: CurrentTheme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, name, "Made-up image", parent)
        self._liked: LikedInput | None = None
        self._frame = 0
        self._timer = QTimer(self, interval=FRAME_MS)
        self._timer.timeout.connect(self._on_next)
        self.setMouseTracking(True)
        self.setMinimumSize(96, 96)

    @property
    def frame(self) -> int:
        """Which frame is shown."""
        return self._frame

    @property
    def is_playing(self) -> bool:
        """Whether one frame follows the other by itself."""
        return self._timer.isActive()

    def show_liked(self, liked: LikedInput | None) -> None:
        """Play the way to a liked input; its end at once where motion is off."""
        if liked is self._liked:
            return
        self._liked = liked
        self._timer.stop()
        self._frame = 0
        hint = QStyle.StyleHint.SH_Widget_Animation_Duration
        if liked is not None and self.style().styleHint(hint, None, self) and self.isVisible():
            self.play()
        elif liked is not None:
            self._frame = len(liked.frames) - 1
        self.moved.emit()
        self.update()

    def play(self) -> None:
        """Play from the start."""
        if self._liked is not None:
            self._frame = 0
            self._timer.start()
            self.moved.emit()
            self.update()

    def stop(self) -> None:
        """Stay with the frame that is shown."""
        if self._timer.isActive():
            self._timer.stop()
            self.moved.emit()

    def sentence(self) -> str:
        """Return which step is shown, and how strong the answer is."""
        liked = self._liked
        if liked is None:
            return ""
        step = int(liked.steps[self._frame])
        answer, first = (signed_text(float(liked.answers[at]), 2) for at in (step, 0))
        return f"step {step} of {int(liked.steps[-1])} · answer {answer}, at first {first}"

    def spoken_value(self) -> str:
        """Return what is shown."""
        return self.sentence() or "nothing"

    def picture_rect(self) -> QRect:
        """Return where the image is."""
        if self._liked is None:
            return QRect()
        h, w = self._liked.frames.shape[1:3]
        room = min(self.width() - 2, self.height() - CHART - LINE - 2 * GAP, MOST)
        times = max(room, 8) / max(h, w)
        times = int(times) if times >= 1 else times
        return QRect(1, 1, max(1, round(w * times)), max(1, round(h * times)))

    def chart_rect(self) -> QRect:
        """Return where the curve is."""
        picture = self.picture_rect()
        width = min(self.width() - 2, max(picture.width(), 140))
        return QRect(1, picture.bottom() + GAP + LINE, width, CHART - GAP)

    def hideEvent(self, event: QHideEvent) -> None:
        self.stop()
        super().hideEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = self._frame_at(event.position().toPoint())
        if at is not None:
            self._show_frame(at)

    def paintEvent(self, event: QPaintEvent) -> None:
        liked, theme = self._liked, self.colors
        if liked is None:
            return
        painter = self._painter()
        colors = shares_colors(liked.frames[self._frame], theme)
        h, w = colors.shape
        place = self.picture_rect()
        painter.drawImage(place, QImage(colors.data, w, h, 4 * w, QImage.Format.Format_RGB32))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QColor(theme.line))
        painter.drawRect(QRectF(place).adjusted(-0.5, -0.5, 0.5, 0.5))
        self._paint_chart(painter, liked)
        painter.end()

    def _paint_chart(self, painter: QPainter, liked: LikedInput) -> None:
        theme, area = self.colors, self.chart_rect()
        painter.setFont(text_font(CONTROL))
        painter.setPen(QColor(theme.muted))
        title = QRect(area.left(), area.top() - LINE, max(area.width(), 1), LINE)
        painter.drawText(title, Qt.AlignmentFlag.AlignVCenter, "answer, step by step")
        low, high = float(liked.answers.min()), float(liked.answers.max())
        extent = (high - low) or 1.0
        last = max(1, len(liked.answers) - 1)

        def place(step: int) -> QPointF:
            x = area.left() + area.width() * step / last
            share = (float(liked.answers[step]) - low) / extent
            return QPointF(x, area.bottom() - share * area.height())

        painter.setPen(QColor(theme.line))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        painter.setPen(QPen(QColor(theme.positive), 2))
        painter.drawPolyline(QPolygonF([place(step) for step in range(len(liked.answers))]))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.selection if self.walked_to else theme.positive))
        painter.drawEllipse(place(int(liked.steps[self._frame])), 4, 4)

    def _frame_at(self, point: QPoint) -> int | None:
        area = self.chart_rect()
        if self._liked is None or not area.adjusted(0, -4, 0, 4).contains(point):
            return None
        share = (point.x() - area.left()) / max(1, area.width())
        step = share * int(self._liked.steps[-1])
        return int(np.abs(self._liked.steps - step).argmin())

    def _show_frame(self, at: int) -> None:
        self._timer.stop()
        self._frame = at
        self.moved.emit()
        self.update()

    @Slot()
    def _on_next(self) -> None:
        if self._liked is None or self._frame >= len(self._liked.frames) - 1:
            self._timer.stop()
        else:
            self._frame += 1
        self.moved.emit()
        self.update()

    def _grid(self) -> tuple[int, int]:
        count = 0 if self._liked is None else len(self._liked.frames)
        return int(bool(count)), count

    def _point_at(self, place: tuple[int, int] | None) -> None:
        if place is not None:
            self._show_frame(place[1])
