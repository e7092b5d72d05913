"""What answers the views of the Explain panel, on their threads."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from core.arrays import ByteArray, FloatArray, shape_text
from core.errors import LoadError
from core.explanation.class_score import ClassScore
from core.explanation.explained_image import ExplainedImage, explain_image
from core.explanation.integrated_path import IntegratedPath, integrated_path
from core.inspection.moment import Moment
from core.inspection.network_copy import NetworkCopy
from core.losses.base import Loss
from core.losses.categorical_cross_entropy import CategoricalCrossEntropy
from gui.background.attempt import Attempt
from gui.panels.explain.request import ExplainRequest


def loss_of(moment: Moment) -> Loss:
    """Return what the run of a moment was trained with, as far as that is known."""
    experiment = moment.experiment
    return CategoricalCrossEntropy() if experiment is None else experiment.make_loss()


def ink_of(moment: Moment) -> FloatArray:
    """Return the shown image, shape (H, W, C): 0 is no ink, 1 full ink."""
    ink: FloatArray = moment.sample.image.astype(np.float32) / np.float32(255)
    return ink


def check_images(moment: Moment, images: ByteArray) -> None:
    """Raise unless the network of a moment can read images, shape (N, H, W, C).

    Raises
    ------
    LoadError
    """
    spec, shape = moment.network, images.shape[1:]
    if math.prod(spec.input_shape) != math.prod(shape):
        raise LoadError(
            f"The network of the run reads inputs of {shape_text(spec.input_shape)}, but the "
            f"images are {shape_text(shape)}: load the data of the run."
        )


def image_explaining() -> Callable[[ExplainRequest, Attempt[ExplainRequest]], ExplainedImage]:
    """Return what makes the maps of all methods, with a network of its own."""
    copy = NetworkCopy()

    def explain(request: ExplainRequest, attempt: Attempt[ExplainRequest]) -> ExplainedImage:
        score, x = _score(copy, request), ink_of(request.moment)
        return explain_image(score, request.target, x, attempt.check)

    return explain


def path_explaining() -> Callable[[ExplainRequest, Attempt[ExplainRequest]], IntegratedPath]:
    """Return what walks the path of integrated gradients, with a network of its own."""
    copy = NetworkCopy()

    def explain(request: ExplainRequest, attempt: Attempt[ExplainRequest]) -> IntegratedPath:
        return integrated_path(_score(copy, request), ink_of(request.moment), attempt.check)

    return explain


def _score(copy: NetworkCopy, request: ExplainRequest) -> ClassScore:
    moment = request.moment
    return ClassScore(
        copy.at(moment.network, moment.snapshot),
        moment.network,
        loss_of(moment),
        request.target,
        image_shape=moment.sample.image.shape,
    )
