"""Judges images away from the main thread."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from core.arrays import IntArray, shape_text
from core.datasets.dataset import LabelledImages
from core.datasets.sample import Part
from core.errors import LoadError
from core.evaluation.judgement import judgement_of
from core.evaluation.ranking import least_sure, likely_mislabelled, most_wrong
from core.evaluation.sureness import sureness
from core.evaluation.temperature import fitted_temperature, tempered_confidence
from core.evaluation.verdicts import Verdicts, judge_images
from core.evaluation.wilson_interval import wilson_interval
from core.index_words import index_words
from core.inspection.moment import Moment
from core.inspection.network_copy import NetworkCopy
from core.losses.base import Loss
from core.losses.categorical_cross_entropy import CategoricalCrossEntropy
from core.number_words import counted
from core.training.objective import Objective
from gui.background.attempt import Attempt
from gui.judging.evaluation import Evaluation, EvaluationRequest
from gui.judging.rested_wish import News

#: Most news of one judging: more would only keep the main thread from its work.
MOST_NEWS = 50
NO_IMAGES = "There are no {part} images to judge: choose another part."
NO_NUMBERS = (
    "At {step} the network puts out no numbers (NaN), so nothing can be judged: look at an "
    "earlier step."
)
NOTHING_TO_FIT = "The run holds back no images to fit a temperature on."
NO_SOFTMAX = "Only a network that ends in softmax has a temperature."
TOO_MANY_SCORES = "There are too many images and classes to fit a temperature."
NO_FIT = "The scores are no numbers, so no temperature can be fitted."

_Evaluating = Callable[[EvaluationRequest, Attempt[EvaluationRequest]], Evaluation]


def evaluating(copy: NetworkCopy) -> _Evaluating:
    """Return what judges with one network, on one thread.

    What was judged is handed over first, without a temperature, which takes a while more.
    What this returns raises `LoadError` if there is nothing to judge, or nothing to judge
    with, and `Cancelled` if the answer is no longer wanted.
    """

    def evaluate(asked: EvaluationRequest, attempt: Attempt[EvaluationRequest]) -> Evaluation:
        shown = 0

        def advance(share: float, _text: str) -> None:
            nonlocal shown
            attempt.check()
            if int(share * MOST_NEWS) > shown:
                shown = int(share * MOST_NEWS)
                attempt.advance(News(share))

        evaluation = judged(asked, copy, advance)
        attempt.advance(News(1.0, evaluation))
        return with_temperature(evaluation, copy, lambda _share, _text: attempt.check())

    return evaluate


def judged(
    asked: EvaluationRequest, copy: NetworkCopy, progress: Callable[[float, str], object]
) -> Evaluation:
    """Return what comes of a request, without a temperature.

    Raises
    ------
    LoadError
        If there is nothing to judge, or nothing to judge with.
    """
    began = time.perf_counter()
    check_inputs(asked.moment, asked.images, asked.rows, asked.part)
    names = _names(asked)
    verdicts = _verdicts(asked, asked.images, asked.rows, copy, progress)
    if verdicts.is_broken:
        raise LoadError(NO_NUMBERS.format(step=asked.moment.step_text))
    interval = wilson_interval(verdicts.right, len(asked.rows))
    return Evaluation(
        request=asked,
        verdicts=verdicts,
        judgement=judgement_of(verdicts, names),
        interval=(0.0, 1.0) if interval is None else interval,
        most_wrong=most_wrong(verdicts),
        least_sure=least_sure(verdicts),
        mislabelled=likely_mislabelled(verdicts),
        names=names,
        seconds=time.perf_counter() - began,
        plain=(
            sureness(verdicts.confidence, verdicts.is_right)
            if verdicts.gives_probabilities
            else None
        ),
    )


def with_temperature(
    evaluation: Evaluation, copy: NetworkCopy, progress: Callable[[float, str], object]
) -> Evaluation:
    """Return the same with a temperature fitted on the images that are held back."""
    asked, verdicts = evaluation.request, evaluation.verdicts
    if verdicts.scores is None:
        outputs = len(evaluation.names)
        ends = asked.moment.outlines[-1].spec.GIVES_PROBABILITIES and outputs > 1
        return replace(evaluation, no_temperature=TOO_MANY_SCORES if ends else NO_SOFTMAX)
    if asked.part is not Part.VALIDATION:
        if not len(asked.held_back):
            return replace(evaluation, no_temperature=NOTHING_TO_FIT)
        try:
            verdicts = _verdicts(asked, asked.dataset.train, asked.held_back, copy, progress)
        except LoadError as problem:  # what was judged stands all the same
            return replace(evaluation, no_temperature=str(problem))
    if verdicts.scores is None:
        return replace(evaluation, no_temperature=TOO_MANY_SCORES)
    temperature = fitted_temperature(verdicts.scores, verdicts.true)
    scores = evaluation.verdicts.scores
    if temperature is None or scores is None:
        return replace(evaluation, no_temperature=NO_FIT)
    confidence = tempered_confidence(scores, temperature.value)
    tempered = sureness(confidence, evaluation.verdicts.is_right)
    return replace(evaluation, temperature=temperature, tempered=tempered)


def check_inputs(moment: Moment, images: LabelledImages, rows: IntArray, part: Part) -> None:
    """Say in a sentence why images cannot be judged, if they cannot.

    Raises
    ------
    LoadError
        If there are none, or the network was made for others.
    """
    spec = moment.network
    if not len(rows):
        raise LoadError(NO_IMAGES.format(part=part.value))
    if math.prod(spec.input_shape) != math.prod(images.images.shape[1:]):
        raise LoadError(
            f"The network of the run reads inputs of {shape_text(spec.input_shape)}, but the "
            f"images are {shape_text(images.images.shape[1:])}: load the data of the run."
        )
    outputs = math.prod(moment.outlines[-1].output_shape)
    most = int(images.labels[rows].max())
    if most >= outputs:
        raise LoadError(
            f"The network of the run tells {counted(outputs, 'class')} apart, but the images "
            f"have labels up to {most}: load the data of the run."
        )


def _verdicts(
    asked: EvaluationRequest,
    images: LabelledImages,
    rows: IntArray,
    copy: NetworkCopy,
    progress: Callable[[float, str], object],
) -> Verdicts:
    moment, spec = asked.moment, asked.moment.network
    objective = Objective(copy.at(spec, moment.snapshot), _loss(moment))
    with np.errstate(all="ignore"):
        return judge_images(
            objective, images, rows, spec, len(_names(asked)), progress=progress
        )


def _names(asked: EvaluationRequest) -> tuple[str, ...]:
    """Return a name for every output of the network."""
    outputs = math.prod(asked.moment.outlines[-1].output_shape)
    more = range(len(asked.names), outputs)
    return (*asked.names, *(index_words(index) for index in more))[:outputs]


def _loss(moment: Moment) -> Loss:
    experiment = moment.experiment
    return CategoricalCrossEntropy() if experiment is None else experiment.make_loss()
