"""All phases of a batch as a row of segments."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.inspection.phases import Phase, PhaseKind
from gui.theme.theme import CurrentTheme, Theme
from gui.widgets.selection_outline import paint_outline
from gui.widgets.walked_picture import Place, WalkedPicture

HEIGHT = 12
BAR = 6
GAP = 2


class PhaseTrack(WalkedPicture):
    """One segment per phase in the colour of its direction; those that came are full.

    Parameters
    ----------
    theme : CurrentTheme
    name : str
        ``objectName``.

    Signals
    -------
    clicked(int)
        Number of a phase.
    """

    clicked = Signal(int)

    def __init__(self, theme: CurrentTheme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName("Phases of the batch")
        self._theme = theme
        self._phases: tuple[Phase, ...] = ()
        self._number = 0
        self.setMouseTracking(True)
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def show_phases(self, phases: Sequence[Phase], number: int) -> None:
        """Show `phases`, those up to `number` as done."""
        self._phases, self._number = tuple(phases), number
        self.update()

    def segment_rect(self, number: int) -> QRect:
        """Return where the phase with this number is drawn."""
        count = max(len(self._phases), 1)
        left = (number - 1) * (self.width() + GAP) // count
        right = number * (self.width() + GAP) // count - GAP
        return QRect(left, (HEIGHT - BAR) // 2, max(1, right - left), BAR)

    def sizeHint(self) -> QSize:
        return QSize(300, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(60, HEIGHT)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        number = self._number_at(event.position().toPoint())
        if number and event.button() == Qt.MouseButton.LeftButton:
            self._put_cursor(0, number - 1)
            self.clicked.emit(number)

    def spoken_value(self) -> str:
        """Return the phase that has the keyboard, or the one that came last."""
        number = self._number if self.walked_to is None else self.walked_to[1] + 1
        if not 0 < number <= len(self._phases):
            return "none yet"
        return f"{number} of {len(self._phases)}: {self._phases[number - 1].title}"

    def _grid(self) -> Place:
        return 1, len(self._phases)

    def _open(self, row: int, column: int) -> None:
        self.clicked.emit(column + 1)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        number = self._number_at(event.position().toPoint())
        self.setToolTip(f"{number} · {self._phases[number - 1].title}" if number else "")

    def leaveEvent(self, event: QEvent) -> None:
        self.setToolTip("")
        super().leaveEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme = self._theme.theme
        for phase in self._phases:
            rect = self.segment_rect(phase.number)
            is_done = phase.number <= self._number
            full = QColor(_color_of(phase.kind, theme))
            painter.fillRect(rect, full if is_done else QColor(theme.line))
            if not is_done:  # what is to come keeps a thin line of its colour
                painter.fillRect(rect.adjusted(0, BAR - 1, 0, 0), full)
            if phase.number == self._number:
                painter.fillRect(rect.adjusted(0, -3, 0, 3), full)
        if self.walked_to is not None:
            focused = self.segment_rect(self.walked_to[1] + 1).adjusted(0, -1, 0, 0)
            paint_outline(painter, focused, theme, is_focus=True)
        painter.end()

    def _number_at(self, point: QPoint) -> int:
        count = len(self._phases)
        if not count or not 0 <= point.x() < self.width():
            return 0
        return min(count, 1 + point.x() * count // max(1, self.width()))


def _color_of(kind: PhaseKind, theme: Theme) -> str:
    return {
        PhaseKind.FORWARD: theme.forward,
        PhaseKind.LOSS: theme.truth,
        PhaseKind.BACKWARD: theme.backward,
        PhaseKind.UPDATE: theme.accent,
    }[kind]
