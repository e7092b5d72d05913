"""Parts beside each other, in as many lines as they need."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

BETWEEN, BELOW = 32, 12
WIDEST = 640


class WrappedRow(QWidget):
    """Places its parts as a line of words is broken; the last of a line takes what is left.

    Parameters
    ----------
    parts : sequence of QWidget
        Their least size is what they are given.
    """

    def __init__(self, parts: Sequence[QWidget], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts = tuple(parts)
        for part in parts:
            part.setParent(self)

    def height_for(self, width: int) -> int:
        """Return how high it is in a room of that width."""
        lines = self._lines(width)
        highs = [max(part.minimumSizeHint().height() for part in line) for line in lines]
        return sum(highs) + BELOW * (len(highs) - 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        top = 0
        for line in self._lines(self.width()):
            high, x = max(part.minimumSizeHint().height() for part in line), 0
            for part in line:
                wide = part.minimumSizeHint().width()
                if part is line[-1]:
                    wide = max(wide, min(WIDEST, self.width() - x))
                part.setGeometry(x, top, wide, high)
                x += wide + BETWEEN
            top += high + BELOW

    def _lines(self, width: int) -> list[list[QWidget]]:
        lines: list[list[QWidget]] = []
        taken = 0
        for part in self._parts:
            wide = part.minimumSizeHint().width()
            if lines and taken + BETWEEN + wide <= width:
                lines[-1].append(part)
                taken += BETWEEN + wide
            else:
                lines.append([part])
                taken = wide
        return lines
