"""Computes what the panels show, on a thread and a copy of the network of its own."""

from __future__ import annotations

import logging
import threading

import numpy as np
from PySide6.QtCore import QObject, Signal, Slot

from core.datasets.batch import cut_batch
from core.inspection.predictions import predict_labels
from core.losses.catalog import make_loss
from core.network import Network
from core.network_spec import NetworkSpec, build_network
from core.random_streams import random_stream
from core.trace import trace_sample
from core.training.snapshot import Snapshot, load_values
from gui.lab.inspection_request import PredictionRequest, Predictions, TraceRequest
from gui.state.moment import Moment
from gui.state.sample import Part

logger = logging.getLogger(__name__)


class InspectionWorker(QObject):
    """Answers the latest trace request and the latest prediction request; older ones are lost.

    `ask` may be called from any thread; everything else runs on the worker's own thread.

    Signals
    -------
    traced(Moment)
    predicted(Predictions)
    failed(str)
    """

    traced = Signal(object)
    predicted = Signal(object)
    failed = Signal(str)
    _wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._lock = threading.Lock()
        self._trace_request: TraceRequest | None = None
        self._prediction_request: PredictionRequest | None = None
        self._network: tuple[NetworkSpec, int, Network] | None = None
        self._wanted.connect(self._work)

    def ask(self, request: TraceRequest | PredictionRequest) -> None:
        """Replace what is wanted by `request`."""
        with self._lock:
            if isinstance(request, TraceRequest):
                self._trace_request = request
            else:
                self._prediction_request = request
        self._wanted.emit()

    @Slot()
    def _work(self) -> None:
        with self._lock:
            trace_request, self._trace_request = self._trace_request, None
            prediction_request, self._prediction_request = self._prediction_request, None
        try:
            with np.errstate(all="ignore"):  # a diverged network stays inspectable
                if trace_request is not None:
                    self.traced.emit(self._moment(trace_request))
                if prediction_request is not None:
                    self.predicted.emit(self._predictions(prediction_request))
        except Exception as error:
            logger.exception("inspection failed")
            self.failed.emit(f"{type(error).__name__}: {error}"[:300])

    def _moment(self, request: TraceRequest) -> Moment:
        experiment = request.experiment
        network = self._loaded(experiment.network, request.snapshot, experiment.seed)
        x = cut_batch(
            request.sample.image[None],
            slice(None),
            experiment.network.input_shape,
            batch_innermost=False,
        )
        loss = make_loss(experiment.loss, label_smoothing=experiment.label_smoothing)
        sample = request.sample
        place = (tuple(Part).index(sample.part), sample.index)
        trace = trace_sample(
            network, loss, x[0], sample.label, dropping=place if request.drops else None
        )
        return Moment(
            network=experiment.network,
            outlines=experiment.network.outline(),
            snapshot=request.snapshot,
            initial=request.initial,
            sample=sample,
            trace=trace,
            experiment=experiment,
        )

    def _predictions(self, request: PredictionRequest) -> Predictions:
        network = self._loaded(request.network, request.snapshot)
        labels = predict_labels(
            network, request.images.images, request.rows, request.network.input_shape
        )
        return Predictions(request.part, labels)

    def _loaded(
        self, spec: NetworkSpec, snapshot: Snapshot, seed: int | None = None
    ) -> Network:
        """Return the network with the snapshot's numbers; `seed` decides what dropout drops."""
        kept = self._network
        if kept is None or kept[0] != spec or seed not in (None, kept[1]):
            rng = random_stream(seed or 0, "init")  # as in training
            kept = self._network = (spec, seed or 0, build_network(spec, rng=rng))
        network = kept[2]
        load_values(network, snapshot.values)
        return network
