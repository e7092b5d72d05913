"""What is wrong with a network that is being edited, and where."""

from __future__ import annotations

import math
from dataclasses import dataclass

from core.datasets.dataset import Dataset
from core.errors import LayerSpecError, SpecError
from core.experiment import Experiment
from core.network_spec import LayerOutline, NetworkSpec
from gui.state.selection import INPUT_LAYER


@dataclass(frozen=True, slots=True)
class NetworkProblem:
    """The first thing that keeps a network from being trained.

    Attributes
    ----------
    position : int
        Index of the layer to mark; `INPUT_LAYER` is the input.
    reason : str
        A sentence.
    """

    position: int
    reason: str


def examine(
    experiment: Experiment, dataset: Dataset | None
) -> tuple[tuple[LayerOutline, ...], NetworkProblem | None]:
    """Return the outlines of the layers that fit, up to the first problem.

    Parameters
    ----------
    experiment : Experiment
    dataset : Dataset or None
        What the network is to learn from, if it is loaded.
    """
    network = experiment.network
    try:
        outlines = network.outline()
    except LayerSpecError as error:
        before = NetworkSpec(network.input_shape, network.layers[: error.position])
        reason = f"{error.reason[:1].upper()}{error.reason[1:]}."
        return before.outline(), NetworkProblem(error.position, reason)
    if not outlines:
        return (), NetworkProblem(INPUT_LAYER, "The network has no layer yet: add one.")
    if dataset is not None:
        # the panel is painted before there is data
        from core.training.build import check_trainable

        try:
            check_trainable(experiment, dataset.image_shape, len(dataset.class_names))
        except SpecError as error:
            fits = math.prod(network.input_shape) == math.prod(dataset.image_shape)
            position = outlines[-1].position if fits else INPUT_LAYER
            return outlines, NetworkProblem(position, str(error))
    return outlines, None
