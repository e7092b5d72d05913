"""Finds what a pixel depends on; away from the main thread."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.inspection.input_sensitivity import InputSensitivity
from core.inspection.moment import Moment
from core.inspection.network_copy import NetworkCopy
from gui.background.attempt import Attempt


@dataclass(frozen=True, slots=True, eq=False)
class FieldRequest:
    """One pixel of one moment: `pixel` is row, column and channel in the output of `layer`."""

    moment: Moment
    layer: int
    pixel: tuple[int, int, int]


class FieldFinder:
    """Weights receptive fields by the gradient, on a network of its own."""

    def __init__(self) -> None:
        self._network = NetworkCopy()

    def weigh(self, request: FieldRequest, _attempt: Attempt[FieldRequest]) -> InputSensitivity:
        """Return what the pixel of the request answers to."""
        moment = request.moment
        network = self._network.at(moment.network, moment.snapshot)
        with np.errstate(all="ignore"):  # a diverged network stays inspectable
            return InputSensitivity.of(
                network, moment.trace.values[0], request.layer, request.pixel
            )
