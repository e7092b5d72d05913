"""A pen for the keyboard."""

from __future__ import annotations

from PySide6.QtCore import Qt

from core.drawing.board import Point
from gui.state.drawing import Drawing

STEP = 10  # pixels of the board
_STEPS = {
    Qt.Key.Key_Left: (-STEP, 0),
    Qt.Key.Key_Right: (STEP, 0),
    Qt.Key.Key_Up: (0, -STEP),
    Qt.Key.Key_Down: (0, STEP),
}


class KeyboardPen:
    """Moves over the board with the arrow keys; Enter puts it down, and lifts it again.

    Parameters
    ----------
    drawing : Drawing
    """

    def __init__(self, drawing: Drawing) -> None:
        self._drawing = drawing
        height, width = drawing.sheet.board.shape
        self._place: Point = width / 2, height / 2
        self._is_down = False

    @property
    def place(self) -> Point:
        """Where it is, in pixels from the left and the top of the board."""
        return self._place

    def spoken_place(self) -> str:
        """Return where it is and whether it draws."""
        x, y = self._place
        return f"pen {'down' if self._is_down else 'up'} at {round(x)} right, {round(y)} down"

    def lift(self) -> None:
        """Draw no more."""
        self._is_down = False

    def press(self, key: int, width: float, *, erases: bool) -> bool:
        """Do what a key says with a pen that wide; return whether it says anything."""
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._is_down = not self._is_down
            if self._is_down:
                self._drawing.begin()
                self._drawing.draw(self._place, self._place, width, erases=erases)
            return True
        step = _STEPS.get(Qt.Key(key))
        if step is None:
            return False
        height, board_width = self._drawing.sheet.board.shape
        before = self._place
        x = min(max(before[0] + step[0], 0.0), float(board_width))
        y = min(max(before[1] + step[1], 0.0), float(height))
        self._place = x, y
        if self._is_down:
            self._drawing.draw(before, self._place, width, erases=erases)
        return True
