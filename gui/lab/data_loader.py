"""Loading a data set off the main thread."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from core.data_description import DataDescription, source_of
from core.datasets.dataset import Dataset
from core.datasets.loading import load_dataset
from gui.background.one_task import OneTask
from gui.lab.set_fetcher import SetFetcher


class DataLoader(QObject):
    """Loads one data set at a time; a newer wish ends an older one.

    Attributes
    ----------
    source : str or DataDescription
        What is being loaded or was asked for last.
    loaded_source : str or DataDescription
        What was loaded last; empty before.
    fetcher : SetFetcher
        Brings sets that are known by name to this computer.

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
        self.source: str | DataDescription = ""
        self.loaded_source: str | DataDescription = ""
        self.fetcher = SetFetcher(self)
        self._task = OneTask("data", self)
        self._task.done.connect(self._on_done)
        self._task.failed.connect(self._on_failed)
        self._task.advanced.connect(self.advanced)

    @property
    def is_busy(self) -> bool:
        """Whether something is being loaded."""
        return self._task.is_busy

    def explain_absence(self, source: str | DataDescription) -> str:
        """Return why `source`, which was asked for, is not there."""
        if self.is_busy and self.source == source:
            return f"{source_of(source)} is still being loaded."
        return f"{source_of(source)} could not be loaded: choose other data."

    def load(self, source: str | DataDescription) -> None:
        """Load ``"mnist"``, or the file or folder that `source` names or describes."""
        self.source = source
        self._task.begin(partial(load_dataset, source))

    def take_over(self, source: str | DataDescription) -> None:
        """Take the data called `source`, which was loaded elsewhere, for the loaded one."""
        self._task.give_up()
        self.source = self.loaded_source = source
        self.advanced.emit(1.0, "")

    def miss(self, source: str | DataDescription) -> None:
        """Take note that `source` is wanted and cannot be had."""
        self.source = source
        self.give_up()

    def give_up(self) -> None:
        """Load nothing any more; what is there stays."""
        self._task.give_up()
        self.advanced.emit(1.0, "")

    def shut_down(self) -> None:
        """End the thread; nothing more is reported of what is being loaded."""
        self._task.shut_down()
        self.fetcher.shut_down()

    @Slot(object)
    def _on_done(self, dataset: Dataset) -> None:
        self.loaded_source = self.source
        self.advanced.emit(1.0, "")
        self.loaded.emit(dataset)

    @Slot(str)
    def _on_failed(self, text: str) -> None:
        self.advanced.emit(1.0, "")
        if text:
            self.failed.emit(text)
