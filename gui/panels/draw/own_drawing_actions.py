"""What is done with a drawing as a whole: keep it, use a kept one, learn from it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from core.data_description import DataDescription
from core.datasets.sample import Part
from core.drawing.preparation import SIDE
from core.errors import LoadError
from core.inspection.moment import Moment
from gui.panels.draw.drawing_reader import DrawingReader
from gui.panels.draw.own_digits_keeper import OwnDigitsKeeper
from gui.panels.draw.own_digits_part import OwnDigitsPart
from gui.panels.draw.reading import made_ready
from gui.state.lab_state import LabState
from gui.state.teaching import Lesson

NOTHING = "There is no ink to keep: draw a digit first."
KEPT = "Kept in My digits: there they are judged, used again, or added to training."
KEPT_BEFORE = "This drawing is in My digits already."
NOT_MEANT = "Say first what it is meant to be: press its digit, or click it under Answer."
NO_DATA = "There is no data to add your digits to: load some first."
LEARNED = (
    "Restart, and the run learns from your digits, too; Ctrl+Z takes that back. One of a kind "
    "weighs little among so many images: keep a few."
)
NOT_SHOWN = "The network has not looked at this drawing yet: try again."


class OwnDrawingActions(QObject):
    """Carries out what buttons ask for; says in a sentence what cannot be done.

    Parameters
    ----------
    state : LabState
    reader : DrawingReader
        Says the sentences.
    keeper : OwnDigitsKeeper
    """

    def __init__(
        self,
        state: LabState,
        reader: DrawingReader,
        keeper: OwnDigitsKeeper,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._state = state
        self._reader = reader
        self._keeper = keeper
        self._part = OwnDigitsPart(keeper, state.data, self)
        keeper.failed.connect(reader.say)
        keeper.frozen.connect(self._on_frozen)
        self._asked_in = ""  # the run that was shown when digits were added to the next one
        state.moment.changed.connect(self._on_moment)

    @Slot()
    def keep(self) -> None:
        """Put the drawing into My digits, as what it is meant to be."""
        drawing = self._state.drawing
        if drawing.target is None:
            self._reader.say(NOTHING if drawing.sheet.is_empty else NOT_MEANT)
            return
        try:
            image = made_ready(drawing.sheet, drawing.how, (SIDE, SIDE)).image
        except LoadError:
            self._reader.say(NOTHING)
            return
        digits, target = self._keeper.digits, drawing.target
        if (
            len(digits)
            and digits.labels[-1] == target
            and (digits.images[-1, ..., 0] == image).all()
        ):
            self._reader.say(KEPT_BEFORE)
            return
        self._keeper.add(image, target)
        self._reader.say(KEPT)

    @Slot(int)
    def use(self, place: int) -> None:
        """Put one of My digits on the board."""
        digits, drawing = self._keeper.digits, self._state.drawing
        if 0 <= place < len(digits):
            drawing.put_ready(digits.images[place, ..., 0])
            drawing.set_target(int(digits.labels[place]))

    @Slot()
    def learn(self) -> None:
        """Add My digits to the images that the next run learns from."""
        dataset = self._state.data.dataset
        if dataset is None:
            self._reader.say(NO_DATA)
            return
        data = self._state.experiment.experiment.data
        self._keeper.freeze(data, dataset.image_shape)

    @Slot()
    def teach(self) -> None:
        """Have a network of its own take one step on the drawing."""
        drawing, moment = self._state.drawing, self._state.moment.moment
        if drawing.target is None:
            self._reader.say(NOTHING if drawing.sheet.is_empty else NOT_MEANT)
        elif moment is None or moment.sample.part is not Part.DRAWING:
            self._reader.say(NOT_SHOWN)
        elif not moment.sample.image.any():
            self._reader.say(NOTHING)
        else:
            step, run = moment.snapshot.step, moment.run_id
            self._state.teaching.ask(Lesson(moment.sample, drawing.target, step, run))

    @Slot(object)
    def _on_frozen(self, data: str | DataDescription) -> None:
        experiment = self._state.experiment.experiment
        self._state.experiment.edit(experiment.replace(data=data), "learn from my digits")
        moment = self._state.moment.moment
        self._asked_in = "" if moment is None else moment.run_id
        self._reader.say(LEARNED)

    @Slot(object)
    def _on_moment(self, moment: Moment) -> None:
        """Ask for a Restart no longer than until it is done."""
        if self._reader.remark == LEARNED and moment.run_id != self._asked_in:
            self._reader.say("")
