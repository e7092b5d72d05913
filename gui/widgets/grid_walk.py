"""Where a key leads in a grid of things."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

_Key = Qt.Key
ARROWS = {
    _Key.Key_Left: (0, -1),
    _Key.Key_Right: (0, 1),
    _Key.Key_Up: (-1, 0),
    _Key.Key_Down: (1, 0),
}
ENTER = frozenset({_Key.Key_Return, _Key.Key_Enter})
#: Reasons for which a picture shows where its keyboard is; a click alone does not.
BY_KEYBOARD = frozenset({Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason})
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


def walk(
    event: QKeyEvent, place: tuple[int, int], rows: int, columns: int
) -> tuple[int, int] | None:
    """Return the row and column a key leads to from `place`; None if it is no such key.

    Arrow keys go to the neighbour and stop at the edge, Home and End go along the row, the
    Page keys along the column; with Ctrl, Home and End go to the first and the last of all.
    In a single row or column every one of them goes along it.

    Parameters
    ----------
    event : QKeyEvent
    place : (row, column)
    rows, columns : int
        Of the grid, at least 1 each.
    """
    key, modifiers = _Key(event.key()), event.modifiers()
    row, column = place
    whole = modifiers == Qt.KeyboardModifier.ControlModifier
    if key in (_Key.Key_Home, _Key.Key_End) and (whole or modifiers in _PLAIN):
        is_end = key == _Key.Key_End
        column = (columns - 1) * is_end
        if whole or columns == 1:
            row = (rows - 1) * is_end
    elif modifiers not in _PLAIN:
        return None
    elif key in (_Key.Key_PageUp, _Key.Key_PageDown):
        is_end = key == _Key.Key_PageDown
        row = (rows - 1) * is_end
        if rows == 1:
            column = (columns - 1) * is_end
    elif key in ARROWS:
        down, right = ARROWS[key]
        if rows == 1 or columns == 1:  # both pairs of arrows go the one way there is
            along = down or right
            down, right = (along, 0) if columns == 1 else (0, along)
        row, column = row + down, column + right
    else:
        return None
    return max(0, min(rows - 1, row)), max(0, min(columns - 1, column))
