"""From the edited experiment to a run that stands ready."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from core.errors import SpecError
from gui.lab.data_loader import DataLoader
from gui.lab.run_builder import RunBuilder
from gui.state.lab_state import LabState

#: How long typing must rest before the edited network is built.
SETTLE_MS = 120


class Preparation(QObject):
    """Builds the network of the edited experiment as soon as there is data for it.

    Parameters
    ----------
    state : LabState
    data_loader : DataLoader

    Signals
    -------
    built(PreparedRun)
        At step 0.
    blocked(str)
        Why there is no run, in a sentence.
    waiting()
        The data is still being loaded: the loader's owner asks again afterwards.
    """

    built = Signal(object)
    blocked = Signal(str)
    waiting = Signal()

    def __init__(
        self, state: LabState, data_loader: DataLoader, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._state = state
        self._data_loader = data_loader
        self._settle_timer = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settle_timer.timeout.connect(self.prepare)
        self._builder = RunBuilder(self)
        self._builder.built.connect(self.built)
        self._builder.failed.connect(self._on_building_failed)

    @property
    def is_busy(self) -> bool:
        """Whether a network is being built."""
        return self._builder.is_busy

    def hurry(self) -> bool:
        """Return whether the edited experiment's network is not there yet; build it now."""
        if self._settle_timer.isActive():
            self.prepare()
        return self._builder.is_busy

    @Slot()
    def prepare(self) -> None:
        """Build the network now; `blocked` or `waiting` say why not."""
        self._settle_timer.stop()
        dataset = self._state.data.dataset
        if dataset is not None and self._can_train():
            wanted, twins = self._state.experiment.experiment, self._state.twins.wish
            self._builder.build(wanted, dataset, twins)

    def prepare_soon(self) -> None:
        """Build the network once nothing was edited for a moment."""
        if self._can_train():
            self._settle_timer.start()

    def rest(self) -> None:
        """Build nothing until something changes."""
        self._settle_timer.stop()

    def forget(self) -> None:
        """Report nothing of what is being built, and build nothing until something changes."""
        self._settle_timer.stop()
        self._builder.forget()

    def trouble(self) -> str:
        """Return why the edited experiment cannot be trained, or nothing."""
        dataset, experiment = self._state.data.dataset, self._state.experiment.experiment
        if dataset is None or experiment.data != self._data_loader.loaded_source:
            return self._data_loader.explain_absence(experiment.data)
        # there is data now, so the window is painted
        from core.training.build import check_trainable
        from core.training.memory_estimate import check_memory
        from core.twins.twin_memory import check_twin_memory

        twins = self._state.twins.wish
        try:
            check_trainable(experiment, dataset.image_shape, len(dataset.class_names))
            if twins:
                check_twin_memory(experiment, twins, len(dataset.train))
            else:
                check_memory(experiment, len(dataset.train))
        except SpecError as error:
            return str(error)
        return ""

    def shut_down(self) -> None:
        """End the thread; nothing is reported any more."""
        self._settle_timer.stop()
        self._builder.shut_down()

    def _can_train(self) -> bool:
        loader, wanted = self._data_loader, self._state.experiment.experiment.data
        if loader.is_busy and loader.loaded_source != wanted:
            self.waiting.emit()
            return False
        trouble = self.trouble()
        if trouble:
            self.blocked.emit(trouble)
        return not trouble

    @Slot(str)
    def _on_building_failed(self, text: str) -> None:
        self.blocked.emit(f"This network cannot be built: {text}")
