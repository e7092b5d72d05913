"""What the user draws."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from PySide6.QtCore import QObject, Signal

from core.arrays import ByteArray
from core.drawing.board import BOARD_SIDE, Point, draw_line
from core.drawing.changed_ink import enlarged
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
    is_ready : bool
        Whether it was prepared before, so that the network gets it as it is.
    ink_steps : int
        How many steps on the ink it is away from what was drawn last.
    """

    board: ByteArray
    paper: int = 0
    is_picture: bool = False
    is_ready: bool = False
    ink_steps: int = 0

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
    lifted()
        The pen was, after it had drawn.
    replaced()
        Something else is about to be on the board: a stroke under way ends here.
    """

    changed = Signal()
    lifted = Signal()
    replaced = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sheet = _empty_sheet()
        self._before: list[DrawnSheet] = []
        self._after: list[DrawnSheet] = []
        self._target: int | None = None
        self._how = DigitPreparation()
        self._has_returned = False
        self._is_under_pen = False

    @property
    def is_under_pen(self) -> bool:
        """Whether a stroke is being drawn right now, and goes on."""
        return self._is_under_pen

    @property
    def has_returned(self) -> bool:
        """Whether what is announced came back with a run: it was not drawn now."""
        return self._has_returned

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

    @property
    def film(self) -> tuple[DrawnSheet, ...]:
        """What was drawn last and what steps on the ink made of it, one after the other."""
        return self._film()[0]

    @property
    def film_place(self) -> int:
        """Which of the `film` is on the board."""
        return self._film()[1]

    def _film(self) -> tuple[tuple[DrawnSheet, ...], int]:
        sheets = [*self._before, self._sheet, *reversed(self._after)]
        here = first = last = len(self._before)
        while first and sheets[first].ink_steps:
            first -= 1
        while last + 1 < len(sheets) and sheets[last + 1].ink_steps > sheets[last].ink_steps:
            last += 1
        return tuple(sheets[first : last + 1]), here - first

    def go_to(self, place: int) -> None:
        """Put another one of the `film` on the board, by undoing or redoing steps."""
        by = place - self.film_place
        if by:
            self.replaced.emit()
        others, mine = (self._after, self._before) if by > 0 else (self._before, self._after)
        for _ in range(min(abs(by), len(others))):
            mine.append(self._sheet)
            self._sheet = others.pop()
        if by:
            self.changed.emit()

    def begin(self) -> None:
        """Make what follows one step that can be taken back."""
        self._before.append(self._sheet)
        del self._before[:-MOST_UNDO]
        self._after.clear()
        self._sheet = replace(self._sheet, board=self._sheet.board.copy(), ink_steps=0)

    def put_pen_down(self) -> None:
        """Begin what goes on until the pen is lifted."""
        self.begin()
        self._is_under_pen = True

    def lift_pen(self) -> None:
        """End what was begun with the pen; nothing, if it is up."""
        if self._is_under_pen:
            self._is_under_pen = False
            self.lifted.emit()

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
        self._sheet = replace(sheet, board=board)
        self.changed.emit()

    def clear(self) -> None:
        """Begin with an empty board, and mean nothing; the old one can be had back."""
        if not self._sheet.is_empty:
            self._replace(_empty_sheet())
        self.set_target(None)

    def put_picture(self, board: ByteArray, paper: int) -> None:
        """Draw on a picture from here on, shape (H, W)."""
        self._replace(DrawnSheet(board, paper, is_picture=True))

    def put_ready(self, image: ByteArray, *, is_ink_step: bool = False) -> None:
        """Draw on an image that was prepared before from here on, shape (H, W).

        Parameters
        ----------
        image : ndarray of uint8, shape (H, W)
            0 is no ink.
        is_ink_step : bool
            Whether it is what is on the board after one more step on the ink.
        """
        steps = self._sheet.ink_steps + 1 if is_ink_step else 0
        self._replace(DrawnSheet(enlarged(image), is_ready=True, ink_steps=steps))

    def put_sheet(
        self, sheet: DrawnSheet, target: int | None, how: DigitPreparation | None = None
    ) -> None:
        """Go on with something that was drawn before; what is there can be had back."""
        self._target = target
        self._how = how or self._how
        self._has_returned = True
        self._replace(replace(sheet, board=sheet.board.copy(), ink_steps=0))
        self._has_returned = False

    def undo(self) -> None:
        """Take back the last step."""
        if self._before:
            self.replaced.emit()
            self._after.append(self._sheet)
            self._sheet = self._before.pop()
            self.changed.emit()

    def redo(self) -> None:
        """Do again what was taken back."""
        if self._after:
            self.replaced.emit()
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
        self.replaced.emit()
        self.begin()
        self._sheet = sheet
        self.changed.emit()


def _empty_sheet() -> DrawnSheet:
    return DrawnSheet(np.zeros((BOARD_SIDE, BOARD_SIDE), np.uint8))


def _overlap(by: int, length: int) -> slice:
    """Return where something `length` long still is when it is moved by `by`."""
    return slice(min(max(by, 0), length), max(min(length + by, length), 0))
