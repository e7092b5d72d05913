"""Silences one filter or unit after the other, away from the main thread."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal, Slot

from core.arrays import IntArray, shape_text
from core.datasets.dataset import LabelledImages
from core.errors import LoadError
from core.inspection.moment import Moment
from core.inspection.network_copy import NetworkCopy
from core.losses.categorical_cross_entropy import CategoricalCrossEntropy
from core.training.objective import Objective
from core.what_if.ablation import AblationMatrix, ablation_matrix
from core.what_if.units import Units
from gui.background.attempt import Attempt
from gui.background.newest_wish import NewestWish

#: Most news of one matrix: more would only keep the main thread from its work.
MOST_NEWS = 50
#: Matrices that are kept: those made last.
KEPT = 32


@dataclass(frozen=True, slots=True, eq=False)
class JudgedWeights:
    """Weights, and images that are judged with them.

    Attributes
    ----------
    moment : Moment
    images : LabelledImages
    rows : ndarray of int
        Of `images`.
    names : tuple of str
        Of the classes.
    """

    moment: Moment
    images: LabelledImages
    rows: IntArray
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class SilencingRequest:
    """Make the matrix of one layer of the run's own network.

    Attributes
    ----------
    moment : Moment
        What is changed in it by hand is left out.
    units : Units
    images : LabelledImages
    rows : ndarray of int
        Images that are judged.
    names : tuple of str
        Of the classes.
    """

    moment: Moment
    units: Units
    images: LabelledImages
    rows: IntArray
    names: tuple[str, ...]

    @property
    def subject(self) -> Hashable:
        """What is judged, at whatever step."""
        return self.moment.run_id, self.units, id(self.images), id(self.rows)

    @property
    def key(self) -> Hashable:
        """The same for all requests that have the same answer."""
        return self.subject, self.moment.snapshot.step, self.moment.inexact


@dataclass(frozen=True, slots=True, eq=False)
class Silencing:
    """What came of a request."""

    request: SilencingRequest
    matrix: AblationMatrix


class SilencingWish(QObject):
    """Answers the newest request, and keeps the answers given last.

    Signals
    -------
    answered(Silencing)
    failed(SilencingRequest, str)
    advanced(float)
        Share that is done.
    """

    answered = Signal(object)
    failed = Signal(object, str)
    advanced = Signal(float)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kept: dict[Hashable, Silencing] = {}
        self._wish: NewestWish[SilencingRequest, Silencing] = NewestWish(
            silencing(NetworkCopy()), name="silencing", parent=self
        )
        self._wish.answered.connect(self._on_answered)
        self._wish.failed.connect(self._on_failed)
        self._wish.advanced.connect(self._on_advanced)

    @property
    def is_busy(self) -> bool:
        """Whether an answer is waited for."""
        return self._wish.is_busy

    def known(self, request: SilencingRequest) -> Silencing | None:
        """Return an answer that was given before."""
        return self._kept.get(request.key)

    def ask(self, request: SilencingRequest) -> None:
        """Have the matrix made."""
        self._wish.ask(request)

    def give_up(self) -> None:
        """Want nothing any more."""
        self._wish.give_up()

    def shut_down(self) -> bool:
        """End the thread; return whether it ended in time."""
        return self._wish.shut_down()

    @Slot(object, object)
    def _on_answered(self, request: SilencingRequest, found: Silencing) -> None:
        while len(self._kept) >= KEPT:
            self._kept.pop(next(iter(self._kept)))
        self._kept[request.key] = found
        self.answered.emit(found)

    @Slot(object, str)
    def _on_failed(self, request: SilencingRequest, why: str) -> None:
        self.failed.emit(request, why)

    @Slot(object, object)
    def _on_advanced(self, _request: SilencingRequest, share: float) -> None:
        self.advanced.emit(share)


def silencing(
    copy: NetworkCopy,
) -> Callable[[SilencingRequest, Attempt[SilencingRequest]], Silencing]:
    """Return what makes matrices with one network, on one thread."""

    def make(asked: SilencingRequest, attempt: Attempt[SilencingRequest]) -> Silencing:
        moment = asked.moment
        experiment = moment.run_experiment or moment.experiment
        spec = moment.network if experiment is None else experiment.network
        snapshot = moment.snapshot if moment.unedited is None else moment.unedited
        if math.prod(spec.input_shape) != math.prod(asked.images.images.shape[1:]):
            raise LoadError(
                f"The network of the run reads inputs of {shape_text(spec.input_shape)}, but "
                "the images have another size: load the data of the run."
            )
        shown = 0

        def advance(share: float, _text: str) -> None:
            nonlocal shown
            attempt.check()
            if int(share * MOST_NEWS) > shown:
                shown = int(share * MOST_NEWS)
                attempt.advance(share)

        loss = CategoricalCrossEntropy() if experiment is None else experiment.make_loss()
        matrix = ablation_matrix(
            Objective(copy.at(spec, snapshot), loss),
            spec,
            asked.units,
            asked.images,
            asked.rows,
            math.prod(moment.outlines[-1].output_shape),
            progress=advance,
        )
        return Silencing(asked, matrix)

    return make
