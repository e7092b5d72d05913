"""Judges many images; away from the main thread."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.arrays import IntArray
from core.datasets.dataset import LabelledImages
from core.datasets.sample import Part
from core.inspection.network_copy import NetworkCopy
from core.network_spec import NetworkSpec
from core.training.snapshot import Snapshot
from core.what_if.edits import NO_EDITS, Edits
from gui.background.attempt import Attempt


@dataclass(frozen=True, slots=True, eq=False)
class PredictionRequest:
    """Judge every image of one part, as the run with that id did at the snapshot's step."""

    run_id: str
    network: NetworkSpec
    snapshot: Snapshot
    part: Part
    images: LabelledImages
    rows: IntArray
    edits: Edits = NO_EDITS


class Predictor:
    """Answers requests on a network of its own."""

    def __init__(self) -> None:
        self._network = NetworkCopy()

    def predict(
        self, request: PredictionRequest, _attempt: Attempt[PredictionRequest]
    ) -> IntArray:
        """Return the class that the network gives to every image."""
        # on the background thread, where the window does not wait for it
        from core.inspection.predictions import predict_labels

        network = self._network.at(request.network, request.snapshot)
        with np.errstate(all="ignore"):  # a diverged network stays inspectable
            return predict_labels(
                network, request.images.images, request.rows, request.network.input_shape
            )
