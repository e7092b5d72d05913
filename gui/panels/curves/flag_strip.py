"""Small flags over the curves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QRegion,
)
from PySide6.QtWidgets import QAbstractScrollArea, QToolTip, QWidget

from gui.panels.curves.flag_style import FLAG_WORDS, flag_color, flags_text, weightiest
from gui.state.time_flag import TimeFlag
from gui.theme.fonts import CAPTION, text_font
from gui.theme.theme import CurrentTheme
from gui.widgets.selection_outline import paint_outline
from gui.widgets.thin_frame import paint_frame
from gui.widgets.walked_picture import Place, WalkedPicture

HEIGHT = 15
PADDING = 5
GAP = 3


@dataclass(frozen=True, slots=True)
class FlagLabel:
    """One or more flags that share a label.

    Attributes
    ----------
    flags : tuple of TimeFlag
        By step.
    text : str
    rect : QRect
    """

    flags: tuple[TimeFlag, ...]
    text: str
    rect: QRect


class CurveFlagStrip(WalkedPicture):
    """Writes what happened at the top of a plot; flags that would overlap share a label.

    Only the labels take part in what the mouse does: between them it meets the plot.

    Parameters
    ----------
    theme : CurrentTheme
    parent : QWidget
        The plot.

    Signals
    -------
    chosen(int)
        The step of a flag that was clicked.
    """

    chosen = Signal(object)

    def __init__(self, theme: CurrentTheme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("curve_flags")
        self.setAccessibleName("What happened in the run")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._theme = theme
        self._font = text_font(CAPTION - 0.5)
        self._flags: Sequence[tuple[float, TimeFlag]] = ()
        self._labels: list[FlagLabel] = []
        self.hide()
        theme.changed.connect(self.update)

    @property
    def labels(self) -> Sequence[FlagLabel]:
        """What is written, from left to right."""
        return self._labels

    def show_flags(self, flags: Sequence[tuple[float, TimeFlag]], place: QRect) -> None:
        """Show `flags`, each with its x in pixels of this widget, by step, at `place`."""
        if list(flags) == list(self._flags) and place == self.geometry():
            return
        self._flags = flags
        before = self.geometry()
        self.setGeometry(place)
        self._arrange()
        mask = QRegion()
        for label in self._labels:
            mask += label.rect
        if self._labels:
            self.setMask(mask)
        self.setVisible(bool(self._labels))
        self.update()
        self._uncover(before.united(place))

    def _uncover(self, place: QRect) -> None:
        """Let the plot draw again where labels were: it keeps what it drew there before."""
        plot = self.parentWidget()
        if isinstance(plot, QAbstractScrollArea):
            plot.viewport().update(place)

    def label_at(self, x: int) -> FlagLabel | None:
        """Return the label at `x`, if there is one."""
        return next((label for label in self._labels if label.rect.contains(x, 1)), None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        label = self.label_at(event.position().toPoint().x())
        if label is not None and event.button() == Qt.MouseButton.LeftButton:
            self._open(0, self._labels.index(label))

    def spoken_value(self) -> str:
        """Return the whole text of the flag that has the keyboard, or of all."""
        if self.walked_to is not None:
            return flags_text(self._labels[self.walked_to[1]].flags)
        return ". ".join(flags_text(label.flags) for label in self._labels)

    def _grid(self) -> Place:
        return 1, len(self._labels)

    def _open(self, row: int, column: int) -> None:
        self.chosen.emit(weightiest(self._labels[column].flags).step)

    def event(self, event: QEvent) -> bool:
        """Show the full text of the flags under the mouse."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            label = self.label_at(event.pos().x())
            QToolTip.showText(event.globalPos(), flags_text(label.flags) if label else "", self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme.theme
        painter = QPainter(self)
        painter.setFont(self._font)
        for label in self._labels:
            color = QColor(flag_color(theme, weightiest(label.flags).kind))
            painter.fillRect(label.rect, QColor(theme.raised))
            paint_frame(painter, label.rect, theme.line)
            painter.fillRect(
                QRect(label.rect.topLeft(), label.rect.bottomLeft()).adjusted(0, 0, 1, 0), color
            )
            painter.setPen(QColor(theme.text))
            inner = label.rect.adjusted(PADDING, 0, -PADDING + 1, 0)
            painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, label.text)
        if self.walked_to is not None:
            focused = self._labels[self.walked_to[1]].rect.adjusted(1, 1, -3, -3)
            paint_outline(painter, focused, theme, is_focus=True)
        painter.end()

    def _arrange(self) -> None:
        self._labels = []
        for x, flag in self._flags:
            label = self._label(x, (flag,))
            while self._labels and label.rect.left() < self._labels[-1].rect.right() + GAP:
                before = self._labels.pop()
                label = self._label(before.rect.left(), (*before.flags, *label.flags))
            self._labels.append(label)

    def _label(self, x: float, flags: tuple[TimeFlag, ...]) -> FlagLabel:
        text = FLAG_WORDS[weightiest(flags).kind]
        if len(flags) > 1:
            text += f" +{len(flags) - 1}"
        metrics = QFontMetricsF(self._font)
        width = round(metrics.horizontalAdvance(text)) + 2 * PADDING + 1
        left = max(0, min(round(x), self.width() - width))
        return FlagLabel(flags, text, QRect(left, 0, width, HEIGHT))
