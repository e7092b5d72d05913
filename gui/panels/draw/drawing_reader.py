"""Keeps the sample that is made of the drawing up to date."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QImage

from core.arrays import ByteArray, Shape
from core.datasets.sample import Part
from core.drawing.sample_shape import sample_shape
from core.errors import LoadError
from core.inspection.moment import Moment
from gui.background.newest_wish import NewestWish
from gui.panels.draw.reading import (
    EMPTY,
    DrawingWish,
    ReadDrawing,
    ReadPicture,
    read_board,
    read_drawing,
)
from gui.panels.draw.switched_answers import Answers, SwitchedAnswers, SwitchedWish
from gui.state.drawing import DrawnSheet
from gui.state.lab_state import LabState

PAUSE_MS = 33  # between what is said with switches turned: the answer itself comes first
NO_CLASS = "This network has no such class: say anew what the drawing is meant to be."
NO_NETWORK = "There is no network yet that could look at a drawing."


class DrawingReader(QObject):
    """Makes a sample of the drawing whenever that changes, and shows it everywhere.

    Strokes come faster than anything can be shown: what is under way is finished, and then
    only the newest drawing is read.

    Parameters
    ----------
    state : LabState
        Its drawing is read; its sample and its data are given what comes out.

    Signals
    -------
    changed()
        `read` or `remark` is another.
    switched(Answers or None)
        What the network says with each switch turned; None if that is not known.
    """

    changed = Signal()
    switched = Signal(object)

    def __init__(self, state: LabState, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self.read: ReadDrawing | None = None
        self.remark = EMPTY
        self._sheet: DrawnSheet | None = None  # that `read` was made of
        self._read_of: DrawnSheet | None = None
        self._is_to_show = False
        self._is_to_say = ""  # with the next drawing that is read
        self._has_lost_class = False  # that it was meant as: the network has none of the kind
        self._drawings: NewestWish[DrawingWish, ReadDrawing] = NewestWish(
            read_drawing, name="drawing", is_outdated=_never, parent=self
        )
        self._pictures: NewestWish[Path | QImage, ReadPicture] = NewestWish(
            read_board, name="picture", parent=self
        )
        self._switched: NewestWish[SwitchedWish, Answers] = NewestWish(
            SwitchedAnswers().answer, name="switched answers", is_outdated=_never, parent=self
        )
        self._timer = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._timer.timeout.connect(self._ask_switched)
        self._drawings.answered.connect(self._on_read)
        self._drawings.failed.connect(self._on_failed)
        self._pictures.answered.connect(self._on_picture)
        self._pictures.failed.connect(self._on_failed)
        self._switched.answered.connect(self._on_switched)
        state.drawing.changed.connect(self._on_drawing_changed)
        state.data.changed.connect(self._on_data_changed)
        state.moment.changed.connect(self._on_moment)
        if not state.drawing.sheet.is_empty:  # of a run that was opened before
            self._ask()

    @property
    def is_busy(self) -> bool:
        """Whether a drawing is being read."""
        return self._drawings.is_busy

    @property
    def read_board(self) -> ByteArray | None:
        """The board that `read` was made of, shape (H, W)."""
        return None if self._sheet is None else self._sheet.board

    @property
    def is_answered(self) -> bool:
        """Whether the shown moment is of what is on the board, as it is meant now."""
        moment, read, drawing = self._state.moment.moment, self.read, self._state.drawing
        return (
            moment is not None
            and read is not None
            and not self._drawings.is_busy
            and self._read_of is drawing.sheet
            and moment.sample is read.sample
            and read.sample.label == drawing.target
        )

    def open(self, source: Path | QImage) -> None:
        """Have a picture read, to be drawn on."""
        self._pictures.ask(source)

    def say(self, remark: str) -> None:
        """Say something of what was tried; the next change of the drawing takes it away."""
        if self._drawings.is_busy:
            self._is_to_say = remark  # what is being read is older, and would take it away
        self.remark = remark
        self.changed.emit()

    def rest(self) -> None:
        """Ask nothing that only the panel shows."""
        self._timer.stop()

    def shut_down(self) -> None:
        """End the threads."""
        self._timer.stop()
        for wishes in (self._drawings, self._pictures, self._switched):
            wishes.shut_down()

    def _shape(self) -> Shape:
        moment, dataset = self._state.moment.moment, self._state.data.dataset
        images = None if dataset is None else dataset.train.images.shape[1:]
        if moment is not None:
            return sample_shape(moment.network.input_shape, images)
        if images is None:
            raise LoadError(NO_NETWORK)
        return images

    def _ask(self) -> None:
        drawing = self._state.drawing
        try:
            shape = self._shape()
        except LoadError as error:
            self.say(str(error))
            return
        sheet = drawing.sheet
        kept = replace(sheet, board=sheet.board.copy())
        dataset = self._state.data.dataset
        names = () if dataset is None else dataset.class_names
        self._drawings.ask(DrawingWish(kept, drawing.how, shape, drawing.target, sheet, names))

    @Slot()
    def _on_drawing_changed(self) -> None:
        self._is_to_say = ""
        if self._state.drawing.sheet.is_empty and self.read is None:
            self.say(EMPTY)  # nothing was drawn yet: the panels keep what they show
            return
        self._is_to_show = not self._state.drawing.has_returned
        self._ask()

    @Slot()
    def _on_data_changed(self) -> None:
        if self.read is not None and not self._state.data.count(Part.DRAWING):
            sample = self._state.sample.sample
            self._is_to_show |= sample is not None and sample.part is Part.DRAWING
            self._ask()

    @Slot(object, object)
    def _on_read(self, wish: DrawingWish, read: ReadDrawing) -> None:
        self.read, self._sheet, self._read_of = read, wish.sheet, wish.original
        drawing = self._state.drawing
        self._has_lost_class &= drawing.target is None and not drawing.sheet.is_empty
        lost = NO_CLASS if self._has_lost_class else ""
        self.remark = self._is_to_say or read.remark or lost
        if not self._drawings.is_busy:  # else what is read next is older, too
            self._is_to_say = ""
        self._state.data.set_drawing(read.sample)
        if self._is_to_show:
            self._is_to_show = self._drawings.is_busy
            self._state.sample.show(read.sample)
        if read.prepared is None:
            self.switched.emit(None)
        self.changed.emit()

    @Slot(object, object)
    def _on_picture(self, _source: object, picture: ReadPicture) -> None:
        self._state.drawing.put_picture(picture.board, picture.paper)
        self._is_to_say = picture.remark

    @Slot(object, str)
    def _on_failed(self, _wish: object, text: str) -> None:
        if text:
            self.say(text)

    @Slot(object, object)
    def _on_switched(self, _wish: SwitchedWish, answers: Answers) -> None:
        if self.read is not None and self.read.prepared is not None:
            self.switched.emit(answers)

    @Slot(object)
    def _on_moment(self, moment: Moment) -> None:
        if self.read is None:
            return
        try:
            fits = self._shape() == self.read.sample.image.shape
        except LoadError:
            fits = True  # no drawing does
        drawing, classes = self._state.drawing, moment.trace.values[-1].size
        if moment.sample.part is Part.DRAWING and (drawing.target or 0) >= classes:
            self._has_lost_class = True
            drawing.set_target(None)
        elif not fits:
            self._ask()
        elif moment.sample.part is Part.DRAWING and not self._timer.isActive():
            self._timer.start()

    @Slot()
    def _ask_switched(self) -> None:
        moment, sheet, read = self._state.moment.moment, self._sheet, self.read
        is_drawn = moment is not None and moment.sample.part is Part.DRAWING
        if moment is None or not is_drawn or sheet is None or read is None:
            return
        if read.prepared is not None:
            self._switched.ask(SwitchedWish(moment, sheet, self._state.drawing.how))


def _never(_under_way: object, _newest: object) -> bool:
    """Return that an answer is wanted even if there is a newer wish.

    A stroke asks without a pause: nothing would be shown until it ends.
    """
    return False
