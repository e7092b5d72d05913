"""The experiment that is being edited."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from core.experiment import Experiment


class ExperimentDocument(QObject):
    """Holds the edited `Experiment` and every step back; panels observe `changed`.

    Signals
    -------
    changed(Experiment)
        After every edit, undo, redo and load.
    """

    changed = Signal(object)

    def __init__(self, experiment: Experiment, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._experiment = experiment
        self.undo_stack = QUndoStack(self)

    @property
    def experiment(self) -> Experiment:
        """The experiment as it is now."""
        return self._experiment

    def edit(self, experiment: Experiment, description: str, *, merge_key: str = "") -> None:
        """Replace the experiment by an edited one, as one step that can be undone.

        Parameters
        ----------
        experiment : Experiment
        description : str
            What was done, as the Undo menu shows it: ``"change learning rate"``.
        merge_key : str
            Consecutive edits with the same non-empty key become one step (typing, spinning).
        """
        if experiment != self._experiment:
            self.undo_stack.push(_Edit(self, experiment, description, merge_key))

    def _set(self, experiment: Experiment) -> None:
        self._experiment = experiment
        self.changed.emit(experiment)


class _Edit(QUndoCommand):
    def __init__(
        self, document: ExperimentDocument, after: Experiment, text: str, merge_key: str
    ) -> None:
        super().__init__(text)
        self._document = document
        self._before = document.experiment
        self._after = after
        self._merge_key = merge_key

    def redo(self) -> None:
        self._document._set(self._after)

    def undo(self) -> None:
        self._document._set(self._before)

    def id(self) -> int:
        return 1 if self._merge_key else -1

    def mergeWith(self, other: QUndoCommand) -> bool:  # noqa: N802
        if not isinstance(other, _Edit) or other._merge_key != self._merge_key:
            return False
        self._after = other._after
        return True
