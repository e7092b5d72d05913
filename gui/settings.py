"""What the lab remembers between two starts."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings, QStandardPaths

from core.documents.budget import BUDGET_MB

#: Environment variable that names another folder for runs.
RUNS_VARIABLE = "GLASSBOX_RUNS"
RECENT = 8


class Settings:
    """Typed access to the stored settings."""

    def __init__(self, store: QSettings) -> None:
        self._store = store

    @property
    def theme(self) -> str:
        """``"system"``, ``"dark"`` or ``"light"``."""
        value = self._store.value("theme", "system")
        return value if value in ("system", "dark", "light") else "system"

    @theme.setter
    def theme(self, name: str) -> None:
        self._store.setValue("theme", name)

    @property
    def speed(self) -> str:
        """Name of the speed at which runs go; at first one at which they can be watched."""
        value = self._store.value("speed", "watch")
        return value if isinstance(value, str) else "watch"

    @speed.setter
    def speed(self, name: str) -> None:
        self._store.setValue("speed", name)

    @property
    def runs_folder(self) -> Path:
        """Where runs are kept unless the user chooses another place."""
        named = os.environ.get(RUNS_VARIABLE)
        if named:
            return Path(named).absolute()
        chosen = self._store.value("runs_folder")
        if isinstance(chosen, str) and chosen:
            return Path(chosen)
        location = QStandardPaths.StandardLocation.AppDataLocation
        return Path(QStandardPaths.writableLocation(location), "runs")

    @runs_folder.setter
    def runs_folder(self, folder: Path) -> None:
        self._store.setValue("runs_folder", str(folder.absolute()))

    @property
    def is_folder_given(self) -> bool:
        """Whether the environment says where runs are kept, whatever is chosen here."""
        return bool(os.environ.get(RUNS_VARIABLE))

    @property
    def budget_mb(self) -> int | None:
        """How many MB of its states a new run keeps in its file; None for the usual."""
        value = self._store.value("recording/budget_mb")
        try:
            return None if value is None else BUDGET_MB.accept(int(str(value)))
        except ValueError:
            return None

    @budget_mb.setter
    def budget_mb(self, megabytes: int | None) -> None:
        if megabytes is None:
            self._store.remove("recording/budget_mb")
        else:
            self._store.setValue("recording/budget_mb", megabytes)

    @property
    def first_index(self) -> int:
        """What the first of several things is called: 0 as in code, or 1."""
        return 1 if str(self._store.value("first_index")) == "1" else 0

    @first_index.setter
    def first_index(self, first: int) -> None:
        self._store.setValue("first_index", first)

    @property
    def recent_runs(self) -> list[Path]:
        """The files used last, the newest first."""
        value = self._store.value("recent_runs")
        names = [value] if isinstance(value, str) else value  # a list of one is read as text
        return [Path(name) for name in names or [] if isinstance(name, str)][:RECENT]

    def add_recent_run(self, path: Path) -> None:
        """Remember that a file was used now."""
        names = [str(path), *(str(other) for other in self.recent_runs if other != path)]
        self._store.setValue("recent_runs", names[:RECENT])

    def load_layout(self) -> tuple[QByteArray, QByteArray] | None:
        """Return the window's geometry and state, if both were stored."""
        geometry = self._store.value("window/geometry")
        state = self._store.value("window/state")
        if isinstance(geometry, QByteArray) and isinstance(state, QByteArray):
            return geometry, state
        return None

    @property
    def edges(self) -> tuple[int, int, int] | None:
        """Width at the left, height below and width at the right, if they were stored."""
        value = self._store.value("window/edges")
        try:
            left, below, right = (int(size) for size in value)
        except (TypeError, ValueError):
            return None
        return (left, below, right) if min(left, below, right) > 0 else None

    @edges.setter
    def edges(self, sizes: tuple[int, int, int]) -> None:
        self._store.setValue("window/edges", [str(size) for size in sizes])

    def save_layout(self, geometry: QByteArray, state: QByteArray) -> None:
        """Remember the window's geometry and state."""
        self._store.setValue("window/geometry", geometry)
        self._store.setValue("window/state", state)
