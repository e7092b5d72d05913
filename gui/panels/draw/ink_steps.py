"""Steps on the ink: the drawing becomes more of what it is meant to be."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal, Slot

from core.arrays import ByteArray, FloatArray
from core.drawing.changed_ink import stepped
from core.errors import LoadError
from core.inspection.moment import Moment
from core.number_text import probability_text, signed_text
from gui.panels.draw.drawing_reader import DrawingReader
from gui.state.drawing import DrawnSheet
from gui.state.lab_state import LabState

NOTHING_DRAWN = "Draw something first: a step changes ink that is there."


@dataclass(frozen=True, slots=True, eq=False)
class InkFrame:
    """One picture of the film.

    Attributes
    ----------
    image : ndarray of uint8, shape (H, W), or None
        What the network got; None before it was read.
    text : str
        ``9: 35 %``, the class and what the network gave it; empty before it answered.
    """

    image: ByteArray | None
    text: str


def ink_slope(moment: Moment) -> FloatArray | None:
    """Return how much the loss falls by the ink of each pixel, shape (H, W)."""
    gradients = moment.trace.gradients
    if gradients is None or moment.target is None:
        return None
    slope: FloatArray = -gradients[0].reshape(moment.sample.image.shape).sum(axis=2)
    return slope


class InkSteps(QObject):
    """Takes steps on the ink, and knows what the network said of each.

    Each step is a change of the drawing that can be taken back like a stroke.  A step that is
    asked for before the network has answered is taken as soon as it has.

    Parameters
    ----------
    state : LabState
    reader : DrawingReader
    names : callable
        Returns what the classes are called.

    Signals
    -------
    changed()
        There are other frames, or another one is shown.
    """

    changed = Signal()

    def __init__(
        self,
        state: LabState,
        reader: DrawingReader,
        names: Callable[[], Sequence[str]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._state = state
        self._reader = reader
        self._names = names
        self._said: list[tuple[DrawnSheet, InkFrame]] = []
        self._wanted: DrawnSheet | None = None  # of what a step is to be taken
        reader.changed.connect(self._look)
        state.moment.changed.connect(self._look)
        state.drawing.changed.connect(self._on_drawing_changed)

    @property
    def frames(self) -> tuple[InkFrame, ...]:
        """What was drawn, and what each step made of it."""
        return tuple(self._frame_of(sheet) for sheet in self._state.drawing.film)

    @property
    def place(self) -> int:
        """Which frame is on the board."""
        return self._state.drawing.film_place

    @Slot()
    def take(self) -> None:
        """Change the drawing by one step, as soon as the network has answered."""
        if self._state.drawing.sheet.is_empty:
            self._reader.say(NOTHING_DRAWN)
            return
        self._wanted = self._state.drawing.sheet
        if not self._reader.is_answered and self._reader.read is not None:
            self._state.sample.show(self._reader.read.sample)  # another image may be shown
        self._look()

    @Slot()
    def _on_drawing_changed(self) -> None:
        if self._wanted is not self._state.drawing.sheet:
            self._wanted = None  # it is no longer there
        self.changed.emit()

    @Slot()
    def _look(self) -> None:
        """Note what is said of the drawing on the board, and take the step that is due."""
        moment = self._state.moment.moment
        if moment is None or not self._reader.is_answered:
            return
        self._note(moment)
        if self._wanted is self._state.drawing.sheet:
            self._wanted = None
            self._step(moment)

    def _note(self, moment: Moment) -> None:
        film = self._state.drawing.film
        here = self._state.drawing.sheet
        frame = InkFrame(moment.sample.image[..., 0], said_of(moment, self._names()))
        others = [(sheet, one) for sheet, one in self._said if sheet in film]
        self._said = [(sheet, one) for sheet, one in others if sheet is not here]
        self._said.append((here, frame))
        self.changed.emit()

    def _step(self, moment: Moment) -> None:
        slope = ink_slope(moment)
        if slope is None:
            self._reader.say("This loss has no slope by the ink, so no ink can be changed.")
            return
        try:
            image = stepped(moment.sample.image[..., 0], slope)
        except LoadError as error:
            self._reader.say(str(error))
            return
        self._state.drawing.put_ready(image, is_ink_step=True)

    def _frame_of(self, sheet: DrawnSheet) -> InkFrame:
        known = (frame for other, frame in self._said if other is sheet)
        return next(known, InkFrame(None, ""))


def said_of(moment: Moment, names: Sequence[str]) -> str:
    """Return the class in question and what the network gives it: ``9: 35 %``."""
    target, outputs = moment.target, moment.trace.values[-1]
    if target is None or target >= len(names):
        return ""
    value = float(outputs[target])
    sure = moment.outlines[-1].spec.GIVES_PROBABILITIES
    return f"{names[target]}: {probability_text(value) if sure else signed_text(value, 2)}"
