"""Owns the inspection thread on behalf of the window."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QThread, Signal, Slot

from gui.lab.inspection_request import PredictionRequest, TraceRequest
from gui.lab.inspection_worker import InspectionWorker

STOP_TIMEOUT_MS = 20_000


class Inspector(QObject):
    """Asks for traces and predictions, and republishes the answers on the main thread.

    While one request is under way the newest further one waits; the ones between are dropped.

    Signals
    -------
    traced(Moment)
    predicted(Predictions)
    failed(str)
    """

    traced = Signal(object)
    predicted = Signal(object)
    failed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread = QThread(self)
        self._thread.setObjectName("inspection")
        self._worker = InspectionWorker()
        self._worker.moveToThread(self._thread)
        queued = Qt.ConnectionType.QueuedConnection
        self._worker.traced.connect(self._on_traced, queued)
        self._worker.predicted.connect(self._on_predicted, queued)
        self._worker.failed.connect(self._on_failed, queued)
        self._thread.start()
        self.is_busy = False

    def ask(self, request: TraceRequest | PredictionRequest) -> None:
        """Have `request` answered; a newer request of the same kind replaces it."""
        if isinstance(request, TraceRequest):
            self.is_busy = True
        self._worker.ask(request)

    def shut_down(self) -> bool:
        """End the thread; return whether it ended in time.  For window closing."""
        self._thread.quit()
        return self._thread.wait(STOP_TIMEOUT_MS)

    @Slot(object)
    def _on_traced(self, moment: object) -> None:
        self.is_busy = False
        self.traced.emit(moment)

    @Slot(object)
    def _on_predicted(self, predictions: object) -> None:
        self.predicted.emit(predictions)

    @Slot(str)
    def _on_failed(self, text: str) -> None:
        self.is_busy = False
        self.failed.emit(text)
