"""What moving the drawing does to the answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from PySide6.QtCore import QObject, Slot

from core.arrays import FloatArray
from core.number_text import probability_text
from gui.panels.draw.board_view import BoardView
from gui.state.lab_state import LabState

STILL = "The stages take the shift out: switch crop and centre off, and drag again."


class DragReport(QObject):
    """Remembers the answer from before the drawing is dragged, and compares.

    Parameters
    ----------
    state : LabState
    board : BoardView
    names : callable
        Returns what the classes are called.
    """

    def __init__(
        self,
        state: LabState,
        board: BoardView,
        names: Callable[[], Sequence[str]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._state = state
        self._board = board
        self._names = names
        self._by = (0, 0)
        self.before: FloatArray | None = None
        board.drag_began.connect(self._on_began)
        board.dragged.connect(self._on_dragged)
        state.drawing.changed.connect(self._on_changed)

    def text(self) -> str:
        """Return what the shift did, in a sentence; empty where nothing was dragged."""
        now = self._outputs()
        if self.before is None or now is None or now.shape != self.before.shape:
            return ""
        if not (np.isfinite(now).all() and np.isfinite(self.before).all()):
            return ""
        right, down = self._by
        moved = f"Moved by {right} right and {down} down on the board"
        before, after = self._said(self.before), self._said(now)
        how = self._state.drawing.how
        if (how.crops or how.centres) and before == after:
            return f"{moved}: still {after}. {STILL}"
        return f"{moved}: it said {before}, it says {after}."

    def _said(self, outputs: FloatArray) -> str:
        label = int(outputs.argmax())
        names, moment = self._names(), self._state.moment.moment
        name = names[label] if label < len(names) else "?"
        if moment is None or not moment.outlines[-1].spec.GIVES_PROBABILITIES:
            return name
        return f"{name}, {probability_text(float(outputs[label]))}"

    def _outputs(self) -> FloatArray | None:
        moment = self._state.moment.moment
        return None if moment is None else moment.trace.values[-1]

    @Slot()
    def _on_began(self) -> None:
        self.before, self._by = self._outputs(), (0, 0)

    @Slot(int, int)
    def _on_dragged(self, right: int, down: int) -> None:
        self._by = right, down

    @Slot()
    def _on_changed(self) -> None:
        if not self._board.is_moving:
            self.before = None
