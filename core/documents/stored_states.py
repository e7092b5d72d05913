"""The states a document holds, damaged ones left out."""

from __future__ import annotations

from pathlib import Path

from core.arrays import IntArray
from core.documents.snapshot_table import SnapshotTable, StoredSnapshot
from core.errors import LoadError
from core.formats.file_access import short_name
from core.training.session_state import SessionState


class StoredStates:
    """Finds the state that a run can go on from.

    Parameters
    ----------
    snapshots : SnapshotTable
    path : Path
        Of the document, for sentences.
    """

    def __init__(self, snapshots: SnapshotTable, path: Path) -> None:
        self._snapshots = snapshots
        self._name = short_name(path)
        self._damaged: set[int] = set()

    @property
    def damaged(self) -> tuple[int, ...]:
        """Steps of snapshots that were found to be damaged, rising."""
        return tuple(sorted(self._damaged))

    def contents(self) -> list[StoredSnapshot]:
        """Return which snapshots there are, in the order of their steps."""
        return self._snapshots.contents()

    def stored_steps(self) -> IntArray:
        """Return the steps there are snapshots of, rising."""
        return self._snapshots.steps()

    def read(self, step: int) -> SessionState:
        """Return the snapshot of `step`.

        Raises
        ------
        LoadError
            If there is none, or it is damaged.
        """
        return self._snapshots.read(step)

    def state_before(self, step: int) -> SessionState | None:
        """Return the last undamaged snapshot that is not after `step`, if there is one."""
        for stored in self.stored_steps()[::-1].tolist():
            if stored <= step:
                try:
                    return self._snapshots.read(stored)
                except LoadError:
                    self._damaged.add(stored)
        return None

    def latest(self) -> SessionState:
        """Return the last undamaged snapshot; `damaged` names those that are not.

        Raises
        ------
        LoadError
            If all are damaged.
        """
        state = self.state_before(2**60)
        if state is None:
            raise LoadError(f"{self._name}: every snapshot of this run is damaged")
        return state
