"""Finds out, on a thread of its own, what a pixel really answers to."""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QObject, Qt, QThread, Signal, Slot

from core.inspection.input_sensitivity import InputSensitivity
from core.network import Network
from core.network_spec import NetworkSpec, build_network
from core.training.snapshot import load_values
from gui.state.moment import Moment

STOP_TIMEOUT_MS = 20_000
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, eq=False)
class FieldRequest:
    """One pixel of one moment: `pixel` is row, column and channel in the output of `layer`."""

    moment: Moment
    layer: int
    pixel: tuple[int, int, int]


class _Worker(QObject):
    """Answers the latest request; older ones are lost."""

    found = Signal(object, object)
    _wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._lock = threading.Lock()
        self._request: FieldRequest | None = None
        self._network: tuple[NetworkSpec, Network] | None = None
        self._wanted.connect(self._work)

    def ask(self, request: FieldRequest) -> None:
        with self._lock:
            self._request = request
        self._wanted.emit()

    @Slot()
    def _work(self) -> None:
        with self._lock:
            request, self._request = self._request, None
        if request is None:
            return
        moment = request.moment
        try:
            if self._network is None or self._network[0] != moment.network:
                built = build_network(moment.network, rng=np.random.default_rng(0))
                self._network = moment.network, built
            network = self._network[1]
            load_values(network, moment.snapshot.values)
            with np.errstate(all="ignore"):  # a diverged network stays inspectable
                found = InputSensitivity.of(
                    network, moment.trace.values[0], request.layer, request.pixel
                )
        except Exception:
            logger.exception("a receptive field could not be weighted")
            return
        self.found.emit(request, found)


class FieldScout(QObject):
    """Has receptive fields weighted by the gradient off the GUI thread.

    Its thread begins with the first request and ends with `rest`.

    Signals
    -------
    found(FieldRequest, InputSensitivity)
    """

    found = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread = QThread(self)
        self._thread.setObjectName("field")
        self._worker = _Worker()
        self._worker.moveToThread(self._thread)
        self._worker.found.connect(self._on_found, Qt.ConnectionType.QueuedConnection)

    def ask(self, request: FieldRequest) -> None:
        """Have `request` answered; a newer one replaces it."""
        if not self._thread.isRunning():
            self._thread.start()
        self._worker.ask(request)

    def rest(self) -> None:
        """End the thread until the next request."""
        self._thread.quit()
        self._thread.wait(STOP_TIMEOUT_MS)

    @Slot(object, object)
    def _on_found(self, request: object, sensitivity: object) -> None:
        self.found.emit(request, sensitivity)
