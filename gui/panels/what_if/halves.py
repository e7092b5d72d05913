"""Parts beside each other, or each below what it is about."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

WIDE, APART = 668, 32  # below that much room, all stand below each other
SHARES = 2, 3
LAST_SHARE = 20  # of the height that is left, against 1 of the room below


class Halves(QBoxLayout):
    """Two columns where none of the parts would be cut, else one.

    Parameters
    ----------
    left, right : sequence of QWidget
        The parts of the two columns.
    below : sequence of QWidget
        All of them, as they stand in one column; the last takes what height is left.
    """

    def __init__(
        self, left: Sequence[QWidget], right: Sequence[QWidget], below: Sequence[QWidget]
    ) -> None:
        super().__init__(QBoxLayout.Direction.TopToBottom)
        self._halves, self._below = (left, right), below
        self._columns = QVBoxLayout(), QVBoxLayout()
        self.setSpacing(APART)
        for half, share in zip(self._columns, SHARES, strict=True):
            half.setSpacing(APART // 2)
            half.addStretch(1)
            self.addLayout(half, share)
        self._place(is_wide=False)

    def fit(self, room: int) -> None:
        """Arrange the parts in so many pixels of width."""
        need = sum(max(map(_least, half)) for half in self._halves) + APART
        self._place(is_wide=room >= max(WIDE, need))

    def _place(self, *, is_wide: bool) -> None:
        ways = QBoxLayout.Direction
        self.setDirection(ways.LeftToRight if is_wide else ways.TopToBottom)
        columns = self._halves if is_wide else (self._below, ())
        for half, parts in zip(self._columns, columns, strict=True):
            for at, part in enumerate(parts):
                if half.indexOf(part) != at:
                    for one in self._columns:
                        one.removeWidget(part)
                    half.insertWidget(at, part, LAST_SHARE if part is self._below[-1] else 0)


def _least(part: QWidget) -> int:
    """Return how narrow a part may be, also with what is hidden in it for now."""
    layout = part.layout()
    items = [] if layout is None else [layout.itemAt(at) for at in range(layout.count())]
    inside = [item.widget() for item in items if item is not None]
    return max(one.minimumSizeHint().width() for one in (part, *inside) if one is not None)
