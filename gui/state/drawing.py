"""What the user draws."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QObject, Signal

from core.arrays import ByteArray
from core.drawing.board import BOARD_SIDE, Point, draw_line
from core.drawing.preparation import DigitPreparation

MOST_UNDO = 100  # boards of 78 kB each
DARK_BELOW = 127.5
AROUND = 2  # pixels that the eraser is wider than the pen: edges of strokes are soft


@dataclass(frozen=True, slots=True, eq=False)
class DrawnSheet:
    """What there is to draw on, and what is on it.

    Attributes
    ----------
    board : ndarray of uint8, shape (H, W)
        0 is black, 255 white.
    paper : int
        How light it is where nothing is drawn: 0 of an empty board.
    is_picture : bool
        Whether it began as a picture from elsewhere.
    """

    board: ByteArray
    paper: int = 0
    is_picture: bool = False

    @property
    def is_light(self) -> bool:
        """Whether ink is dark on this paper."""
        return self.paper > DARK_BELOW

    @property
    def is_empty(self) -> bool:
        """Whether nothing is on it."""
        return not self.is_picture and not self.board.any()


class Drawing(QObject):
    """Holds the board with all that can be taken back, and what the drawing is meant to be.

    Signals
    -------
    changed()
        Something else is on the board, is made of it, or is meant.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sheet = _empty_sheet()
        self._before: list[DrawnSheet] = []
        self._after: list[DrawnSheet] = []
        self._target: int | None = None
        self._how = DigitPreparation()

    @property
    def sheet(self) -> DrawnSheet:
        """What is drawn; strokes write to the board, so what keeps it copies it."""
        return self._sheet

    @property
    def target(self) -> int | None:
        """The class that is meant; None if that is open."""
        return self._target

    @property
    def how(self) -> DigitPreparation:
        """What is done to the drawing before the network sees it."""
        return self._how

    @property
    def may_undo(self) -> bool:
        """Whether there is something to take back."""
        return bool(self._before)

    @property
    def may_redo(self) -> bool:
        """Whether something was taken back."""
        return bool(self._after)

    def begin(self) -> None:
        """Make what follows one step that can be taken back."""
        self._before.append(self._sheet)
        del self._before[:-MOST_UNDO]
        self._after.clear()
        sheet = self._sheet
        self._sheet = DrawnSheet(sheet.board.copy(), sheet.paper, sheet.is_picture)

    def draw(self, start: Point, end: Point, width: float, *, erases: bool = False) -> None:
        """Go on with a stroke that was begun: a line of a round pen, `width` in pixels."""
        width += AROUND if erases else 0
        ink = 0 if erases != self._sheet.is_light else 255
        draw_line(self._sheet.board, start, end, width, ink)
        self.changed.emit()

    def shift(self, right: int, down: int) -> None:
        """Show what was there at `begin`, moved by so many pixels."""
        before, sheet = self._before[-1].board, self._sheet
        board = np.full_like(before, sheet.paper)
        height, width = before.shape
        to_row, to_column = _overlap(down, height), _overlap(right, width)
        from_row, from_column = _overlap(-down, height), _overlap(-right, width)
        board[to_row, to_column] = before[from_row, from_column]
        self._sheet = DrawnSheet(board, sheet.paper, sheet.is_picture)
        self.changed.emit()

    def clear(self) -> None:
        """Begin with an empty board, and mean nothing; the old one can be had back."""
        if not self._sheet.is_empty:
            self._replace(_empty_sheet())
        self.set_target(None)

    def put_picture(self, board: ByteArray, paper: int) -> None:
        """Draw on a picture from here on, shape (H, W)."""
        self._replace(DrawnSheet(board, paper, is_picture=True))

    def undo(self) -> None:
        """Take back the last step."""
        if self._before:
            self._after.append(self._sheet)
            self._sheet = self._before.pop()
            self.changed.emit()

    def redo(self) -> None:
        """Do again what was taken back."""
        if self._after:
            self._before.append(self._sheet)
            self._sheet = self._after.pop()
            self.changed.emit()

    def set_target(self, target: int | None) -> None:
        """Say what the drawing is meant to be; None if that is open."""
        if target != self._target:
            self._target = target
            self.changed.emit()

    def set_how(self, how: DigitPreparation) -> None:
        """Do other things to the drawing before the network sees it."""
        if how != self._how:
            self._how = how
            self.changed.emit()

    def _replace(self, sheet: DrawnSheet) -> None:
        self.begin()
        self._sheet = sheet
        self.changed.emit()


def _empty_sheet() -> DrawnSheet:
    return DrawnSheet(np.zeros((BOARD_SIDE, BOARD_SIDE), np.uint8))


def _overlap(by: int, length: int) -> slice:
    """Return where something `length` long still is when it is moved by `by`."""
    return slice(min(max(by, 0), length), max(min(length + by, length), 0))
