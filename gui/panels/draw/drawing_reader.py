"""Keeps the sample that is made of the drawing up to date."""

from __future__ import annotations

from collections.abc import Sequence
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

    A board is small, and is read on the main thread: that takes less than a way to another
    thread and back.  While a stroke is drawn, all moves that wait are drawn before it is read.
    What the network makes of it comes from a thread, and what it would say with switches
    turned when the pen is up, for that takes as long as several answers.

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
        self._names: Sequence[str] = ()  # of the classes it may be meant as
        self._has_lost_class = False  # that it was meant as: the network has none of the kind
        self._pictures: NewestWish[Path | QImage, ReadPicture] = NewestWish(
            read_board, name="picture", parent=self
        )
        self._switched: NewestWish[SwitchedWish, Answers] = NewestWish(
            SwitchedAnswers().answer, name="switched answers", is_outdated=_never, parent=self
        )
        self._timer = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._timer.timeout.connect(self._ask_switched)
        self._is_due = self._is_resting = False
        self._after_moves = QTimer(self, singleShot=True, interval=0)
        self._after_moves.timeout.connect(self._read)
        state.drawing.lifted.connect(self._on_lifted)
        self._pictures.answered.connect(self._on_picture)
        self._pictures.failed.connect(self._on_failed)
        self._switched.answered.connect(self._on_switched)
        state.drawing.changed.connect(self._on_drawing_changed)
        state.data.changed.connect(self._on_data_changed)
        state.moment.changed.connect(self._on_moment)
        if not state.drawing.sheet.is_empty:  # of a run that was opened before
            self._make_sample(is_to_show=False)

    @property
    def is_busy(self) -> bool:
        """Whether a picture is being read."""
        return self._pictures.is_busy

    @property
    def is_behind(self) -> bool:
        """Whether the pen drew what is not read yet."""
        return self._after_moves.isActive()

    @property
    def is_due(self) -> bool:
        """Whether something is to be asked as soon as the panel is seen, or the pen is up."""
        return self._is_due

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
            and not self.is_behind
            and self._read_of is drawing.sheet
            and moment.sample is read.sample
            and read.sample.label == drawing.target
        )

    def open(self, source: Path | QImage) -> None:
        """Have a picture read, to be drawn on."""
        self._pictures.ask(source)

    def say(self, remark: str) -> None:
        """Say something of what was tried; the next change of the drawing takes it away."""
        self.remark = remark
        self.changed.emit()

    def rest(self) -> None:
        """Ask nothing that only the panel shows, until `go_on`."""
        self._is_resting = True
        self._is_due |= self._timer.isActive()
        self._timer.stop()

    def go_on(self) -> None:
        """Ask what was due when the panel went out of sight, unless a stroke is drawn."""
        self._is_resting = False
        if self._is_due and not self._state.drawing.is_under_pen:
            self._ask_switched()

    def shut_down(self) -> None:
        """End the threads."""
        self._timer.stop()
        self._after_moves.stop()
        for wishes in (self._pictures, self._switched):
            wishes.shut_down()

    def _shape(self) -> Shape:
        moment, dataset = self._state.moment.moment, self._state.data.dataset
        images = None if dataset is None else dataset.train.images.shape[1:]
        if moment is not None:
            return sample_shape(moment.network.input_shape, images)
        if images is None:
            raise LoadError(NO_NETWORK)
        return images

    def _make_sample(self, *, is_to_show: bool) -> None:
        """Make a sample of what is on the board, for all panels if it is to be shown."""
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
        if self._is_named_anew(names):
            self._has_lost_class = True
            drawing.set_target(None)  # and it is read anew
            return
        read = read_drawing(DrawingWish(kept, drawing.how, shape, drawing.target, names))
        self.read, self._sheet, self._read_of = read, kept, sheet
        self._has_lost_class &= drawing.target is None and not sheet.is_empty
        self.remark = read.remark or (NO_CLASS if self._has_lost_class else "")
        self._state.data.set_drawing(read.sample)
        if is_to_show:
            self._state.sample.show(read.sample)
        if read.prepared is None or drawing.is_under_pen:  # what was said is of another one
            self.switched.emit(None)
        self.changed.emit()

    def _is_named_anew(self, names: Sequence[str]) -> bool:
        """Return whether what is meant has another name in other data."""
        before, self._names = self._names, names
        target = self._state.drawing.target
        return target is not None and bool(before) and names[target:][:1] != before[target:][:1]

    @Slot()
    def _on_drawing_changed(self) -> None:
        if self._state.drawing.is_under_pen:
            self._after_moves.start()
        else:
            self._read()

    @Slot()
    def _read(self) -> None:
        """Make a sample of what is on the board now."""
        self._after_moves.stop()
        drawing = self._state.drawing
        if drawing.sheet.is_empty and self.read is None:
            self.say(EMPTY)  # nothing was drawn yet: the panels keep what they show
        else:
            self._make_sample(is_to_show=not drawing.has_returned)

    @Slot()
    def _on_data_changed(self) -> None:
        if self.read is not None and not self._state.data.count(Part.DRAWING):
            sample = self._state.sample.sample
            is_shown = sample is not None and sample.part is Part.DRAWING
            self._make_sample(is_to_show=is_shown)

    @Slot(object, object)
    def _on_picture(self, _source: object, picture: ReadPicture) -> None:
        self._state.drawing.put_picture(picture.board, picture.paper)
        if picture.remark:
            self.say(picture.remark)

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
            self._make_sample(is_to_show=False)
        elif moment.sample.part is Part.DRAWING and not self._timer.isActive():
            self._ask_soon()

    @Slot()
    def _on_lifted(self) -> None:
        if self.is_behind:
            self._read()
        if self._is_due:
            self._ask_soon()

    def _ask_soon(self) -> None:
        """Ask what is said with switches turned, as soon as it is seen and the pen is up."""
        self._is_due = self._is_resting or self._state.drawing.is_under_pen
        if not self._is_due:
            self._timer.start()

    @Slot()
    def _ask_switched(self) -> None:
        self._is_due = False
        moment, sheet, read = self._state.moment.moment, self._sheet, self.read
        is_drawn = moment is not None and moment.sample.part is Part.DRAWING
        if moment is None or not is_drawn or sheet is None or read is None:
            return
        if read.prepared is not None:
            self._switched.ask(SwitchedWish(moment, sheet, self._state.drawing.how))


def _never(_under_way: object, _newest: object) -> bool:
    """Return that an answer is wanted even if there is a newer wish.

    While the weights change all the time, nothing would be shown otherwise.
    """
    return False
