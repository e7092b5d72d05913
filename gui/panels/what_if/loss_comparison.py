"""Compares losses away from the main thread."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QObject, Signal, Slot

from core.arrays import FloatArray, IntArray, Shape
from core.datasets.batch import cut_batch
from core.datasets.dataset import LabelledImages
from core.what_if.loss_change import Cut, LossProbe
from gui.background.attempt import Attempt
from gui.background.newest_wish import NewestWish
from gui.panels.what_if.loss_request import LossChanges, LossRequest, Whose

#: Test images are begun when nothing was changed for so long: a number may be on the move.
REST = 0.15


class LossComparison(QObject):
    """Answers the newest request; it has a thread from the first one on.

    The sample comes first, then the batch, then the test images.

    Signals
    -------
    advanced(LossRequest, dict of Whose to LossChange)
        What is known so far; a new mapping each time.
    answered(LossRequest, dict of Whose to LossChange)
    failed(LossRequest, str)
    """

    advanced = Signal(object, object)
    answered = Signal(object, object)
    failed = Signal(object, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wish: NewestWish[LossRequest, LossChanges] = NewestWish(
            compared, name="what if", parent=self
        )
        self._wish.answered.connect(self._on_answered)
        self._wish.failed.connect(self._on_failed)
        self._wish.advanced.connect(self._on_advanced)

    @property
    def is_busy(self) -> bool:
        """Whether an answer is waited for."""
        return self._wish.is_busy

    def ask(self, request: LossRequest) -> None:
        """Have the losses compared."""
        self._wish.ask(request)

    def give_up(self) -> None:
        """Want nothing any more."""
        self._wish.give_up()

    def shut_down(self) -> bool:
        """End the thread; return whether it ended in time."""
        return self._wish.shut_down()

    @Slot(object, object)
    def _on_answered(self, request: LossRequest, changes: LossChanges) -> None:
        self.answered.emit(request, changes)

    @Slot(object, str)
    def _on_failed(self, request: LossRequest, text: str) -> None:
        self.failed.emit(request, text)

    @Slot(object, object)
    def _on_advanced(self, request: LossRequest, changes: LossChanges) -> None:
        self.advanced.emit(request, changes)


def compared(asked: LossRequest, attempt: Attempt[LossRequest]) -> LossChanges:
    """Return what the changes do to each loss.

    Raises
    ------
    SpecError
        If a change does not fit the network.
    Cancelled
        If the answer is no longer wanted.
    """
    moment = asked.moment
    if moment.unedited is None or moment.run_experiment is None:
        return {}
    probe = LossProbe(moment.run_experiment, moment.unedited, moment.edits)
    found: LossChanges = {}
    shape = moment.network.input_shape

    def check(_share: float, _text: str) -> None:
        attempt.check()

    if moment.target is not None:
        label = np.array([moment.target], np.uint8)
        image = moment.sample.image[None]
        cut = _cutting(LabelledImages(image, label), np.array([0]), shape)
        found[Whose.SAMPLE] = probe.change(cut, 1, check)
        attempt.advance(dict(found))
    record = moment.unedited.record
    if record is not None:
        cut = _cutting(record.data, record.rows, shape)
        found[Whose.BATCH] = probe.change(cut, len(record.rows), check)
        attempt.advance(dict(found))
    if asked.test is not None and len(asked.rows):
        attempt.rest(REST)
        cut = _cutting(asked.test, asked.rows, shape)
        found[Whose.TEST] = probe.change(cut, len(asked.rows), check)
    return found


def _cutting(data: LabelledImages, rows: IntArray, shape: Shape) -> Cut:
    def cut(start: int, stop: int) -> tuple[FloatArray, IntArray]:
        part = rows[start:stop]
        x = cut_batch(data.images, part, shape, batch_innermost=False)
        return x, data.labels[part].astype(np.int64)

    return cut
