"""Judges images away from the main thread."""

from __future__ import annotations

import math
import time
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot

from core.arrays import shape_text
from core.errors import LoadError
from core.evaluation.judgement import judgement_of
from core.evaluation.ranking import least_sure, most_wrong
from core.evaluation.verdicts import judge_images
from core.evaluation.wilson_interval import wilson_interval
from core.index_words import index_words
from core.inspection.network_copy import NetworkCopy
from core.losses.base import Loss
from core.losses.categorical_cross_entropy import CategoricalCrossEntropy
from core.training.objective import Objective
from gui.background.attempt import Attempt
from gui.background.newest_wish import NewestWish
from gui.panels.evaluate.evaluation import Evaluation, EvaluationRequest

#: Most news of one judging: more would only keep the main thread from its work.
MOST_NEWS = 50
NO_IMAGES = "There are no {part} images to judge: choose another part."
NO_NUMBERS = (
    "At {step} the network puts out no numbers (NaN), so nothing can be judged: look at an "
    "earlier step."
)


class Evaluator(QObject):
    """Answers the newest `EvaluationRequest`; it has a thread from the first one on.

    Signals
    -------
    evaluated(Evaluation)
    failed(EvaluationRequest, str)
        Why there is no answer; fit to show.
    advanced(float)
        Share that is done.
    """

    evaluated = Signal(object)
    failed = Signal(object, str)
    advanced = Signal(float)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wish: NewestWish[EvaluationRequest, Evaluation] = NewestWish(
            evaluating(NetworkCopy()),
            name="evaluation",
            is_outdated=_leads_elsewhere,
            parent=self,
        )
        self._wish.answered.connect(self._on_answered)
        self._wish.failed.connect(self._on_failed)
        self._wish.advanced.connect(self._on_advanced)

    @property
    def is_busy(self) -> bool:
        """Whether an answer is waited for."""
        return self._wish.is_busy

    def ask(self, request: EvaluationRequest) -> None:
        """Have `request` answered."""
        self._wish.ask(request)

    def give_up(self) -> None:
        """Want no answer any more."""
        self._wish.give_up()

    def shut_down(self) -> bool:
        """End the thread; return whether it ended in time."""
        return self._wish.shut_down()

    @Slot(object, object)
    def _on_answered(self, _request: EvaluationRequest, evaluation: Evaluation) -> None:
        self.evaluated.emit(evaluation)

    @Slot(object, str)
    def _on_failed(self, request: EvaluationRequest, text: str) -> None:
        self.failed.emit(request, text)

    @Slot(object, object)
    def _on_advanced(self, _request: EvaluationRequest, share: float) -> None:
        self.advanced.emit(share)


def _leads_elsewhere(under_way: EvaluationRequest, newest: EvaluationRequest) -> bool:
    """Return whether what is under way is of no use: where a run is followed, it is."""
    follows = under_way.is_live and newest.is_live
    return not (follows and under_way.has_same_images(newest))


def evaluating(
    copy: NetworkCopy,
) -> Callable[[EvaluationRequest, Attempt[EvaluationRequest]], Evaluation]:
    """Return what judges with one network, on one thread.

    What it returns raises `LoadError` if there is nothing to judge, or nothing to judge with,
    and `Cancelled` if the answer is no longer wanted.
    """

    def evaluate(asked: EvaluationRequest, attempt: Attempt[EvaluationRequest]) -> Evaluation:
        began = time.perf_counter()
        moment, spec = asked.moment, asked.moment.network
        _check(asked)
        names = _names(asked)
        objective = Objective(copy.at(spec, moment.snapshot), _loss(asked))
        shown = 0

        def advance(share: float, _text: str) -> None:
            nonlocal shown
            attempt.check()
            if int(share * MOST_NEWS) > shown:
                shown = int(share * MOST_NEWS)
                attempt.advance(share)

        verdicts = judge_images(
            objective, asked.images, asked.rows, spec, len(names), progress=advance
        )
        if verdicts.is_broken:
            raise LoadError(NO_NUMBERS.format(step=moment.step_text))
        interval = wilson_interval(verdicts.right, len(asked.rows))
        return Evaluation(
            request=asked,
            verdicts=verdicts,
            judgement=judgement_of(verdicts, names),
            interval=(0.0, 1.0) if interval is None else interval,
            most_wrong=most_wrong(verdicts),
            least_sure=least_sure(verdicts),
            names=names,
            seconds=time.perf_counter() - began,
        )

    return evaluate


def _check(asked: EvaluationRequest) -> None:
    spec, images = asked.moment.network, asked.images.images
    if not len(asked.rows):
        raise LoadError(NO_IMAGES.format(part=asked.part.value))
    if math.prod(spec.input_shape) != math.prod(images.shape[1:]):
        raise LoadError(
            f"The network of the run reads inputs of {shape_text(spec.input_shape)}, but the "
            f"images are {shape_text(images.shape[1:])}: load the data of the run."
        )


def _names(asked: EvaluationRequest) -> tuple[str, ...]:
    """Return a name for every output of the network."""
    outputs = math.prod(asked.moment.outlines[-1].output_shape)
    more = range(len(asked.names), outputs)
    return (*asked.names, *(index_words(index) for index in more))[:outputs]


def _loss(asked: EvaluationRequest) -> Loss:
    experiment = asked.moment.experiment
    return CategoricalCrossEntropy() if experiment is None else experiment.make_loss()
