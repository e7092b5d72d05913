"""Loading a data set off the main thread."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from core.datasets.dataset import Dataset
from core.datasets.loading import load_dataset
from gui.background.background_task import BackgroundTask


class DataLoader(QObject):
    """Loads one data set at a time; a newer wish ends an older one.

    Attributes
    ----------
    source : str
        What is being loaded or was asked for last.
    loaded_source : str
        What was loaded last; empty before.

    Signals
    -------
    loaded(Dataset)
    failed(str)
        A sentence for the user; not sent if the loading was merely ended.
    advanced(float, str)
        Share that is loaded, and what is being loaded; the text is empty at the end.
    """

    loaded = Signal(object)
    failed = Signal(str)
    advanced = Signal(float, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.source = ""
        self.loaded_source = ""
        self._task: BackgroundTask | None = None

    @property
    def is_busy(self) -> bool:
        """Whether something is being loaded."""
        return self._task is not None

    def explain_absence(self, source: str) -> str:
        """Return why `source`, which was asked for, is not there."""
        if self.is_busy and self.source == source:
            return f"{source} is still being loaded."
        return f"{source} could not be loaded: choose other data."

    def load(self, source: str) -> None:
        """Load ``"mnist"``, or the file or folder that `source` names."""
        self.shut_down()
        self.source = source
        self._task = BackgroundTask(partial(load_dataset, source), self)
        self._task.done.connect(self._on_done)
        self._task.failed.connect(self._on_failed)
        self._task.advanced.connect(self.advanced)
        self._task.start()

    def adopt(self, source: str) -> None:
        """Hear that the data called `source` was loaded elsewhere."""
        self.shut_down()
        self.source = self.loaded_source = source
        self.advanced.emit(1.0, "")

    def shut_down(self) -> None:
        """End what is being loaded; nothing more is reported of it."""
        if self._task is not None:
            self._task.blockSignals(True)
            self._task.shut_down()
            self._forget_task()

    @Slot(object)
    def _on_done(self, dataset: Dataset) -> None:
        self._forget_task()
        self.loaded_source = self.source
        self.advanced.emit(1.0, "")
        self.loaded.emit(dataset)

    @Slot(str)
    def _on_failed(self, text: str) -> None:
        self._forget_task()
        self.advanced.emit(1.0, "")
        if text:
            self.failed.emit(text)

    def _forget_task(self) -> None:
        if self._task is not None:
            self._task.deleteLater()
            self._task = None
