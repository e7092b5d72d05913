"""What the lab remembers between two starts."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSettings, QStandardPaths

if TYPE_CHECKING:
    from core.datasets.streaming.policy import StreamingPolicy

#: Environment variable that names another folder for runs.
RUNS_VARIABLE = "GLASSBOX_RUNS"
RECENT = 8


class Settings:
    """Typed access to the stored settings.

    They are read before the first picture of the window, so what only some of them need is
    imported with those.
    """

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
    def zoom(self) -> int:
        """How large everything is shown, in percent."""
        try:
            return int(str(self._store.value("zoom", 100)))
        except ValueError:
            return 100

    @zoom.setter
    def zoom(self, percent: int) -> None:
        self._store.setValue("zoom", percent)

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
        from core.documents.budget import BUDGET_MB

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
    def streaming(self) -> StreamingPolicy:
        """How much of memory and disk the images of data sets may take."""
        from core.datasets.streaming.policy import (
            GB,
            ROOM_GB,
            SHARE_PERCENT,
            USUAL,
            StreamingPolicy,
        )

        try:
            share = SHARE_PERCENT.accept(float(str(self._store.value("images/percent"))))
            room = ROOM_GB.accept(int(str(self._store.value("images/gb"))))
        except ValueError:
            return USUAL
        return StreamingPolicy(share / 100, room * GB)

    @streaming.setter
    def streaming(self, policy: StreamingPolicy) -> None:
        from core.datasets.streaming.policy import GB

        self._store.setValue("images/percent", policy.share * 100)
        self._store.setValue("images/gb", policy.room // GB)

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

    def run_name(self, path: Path) -> str:
        """Return what a run used lately is called; what its file is if that is unknown."""
        return self._run_names().get(str(path), path.stem)

    def remember_run_names(self, names: Mapping[Path, str]) -> None:
        """Remember what runs are called, of those used last."""
        before = self._run_names()
        known = before | {str(path): name for path, name in names.items()}
        recent = [str(path) for path in self.recent_runs]
        kept = {path: known[path] for path in recent if path in known}
        if kept != before:
            self._store.setValue("recent_names", json.dumps(kept))

    def _run_names(self) -> dict[str, str]:
        try:
            found = json.loads(str(self._store.value("recent_names", "{}")))
        except ValueError:
            return {}
        if not isinstance(found, dict):
            return {}
        from core.documents.labels import MAX_NAME
        from core.sentence import sentence

        return {path: sentence(name, MAX_NAME) for path, name in found.items() if name}

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

    @property
    def in_rails(self) -> list[str]:
        """Ids of the panels that were in a strip at the side, as the window was narrow."""
        value = self._store.value("window/in_rails")
        names = [value] if isinstance(value, str) else value  # a list of one is read as text
        return [name for name in names or [] if isinstance(name, str)]

    @in_rails.setter
    def in_rails(self, panel_ids: list[str]) -> None:
        self._store.setValue("window/in_rails", panel_ids)

    @property
    def is_folded_for_room(self) -> bool:
        """Whether what is below was folded away because the window was low."""
        return str(self._store.value("window/folded_for_room")) == "true"

    @is_folded_for_room.setter
    def is_folded_for_room(self, folded: bool) -> None:
        self._store.setValue("window/folded_for_room", "true" if folded else "false")

    @property
    def is_kept_open(self) -> bool:
        """Whether the user opened what is below, though the panel above it wants the height."""
        return str(self._store.value("window/kept_open")) == "true"

    @is_kept_open.setter
    def is_kept_open(self, is_open: bool) -> None:
        self._store.setValue("window/kept_open", "true" if is_open else "false")

    @property
    def window_size(self) -> tuple[int, int] | None:
        """Width and height of the window when its layout was stored."""
        value = self._store.value("window/size")
        try:
            width, height = (int(size) for size in value)
        except (TypeError, ValueError):
            return None
        return width, height

    @window_size.setter
    def window_size(self, size: tuple[int, int]) -> None:
        self._store.setValue("window/size", [str(length) for length in size])

    def save_layout(self, geometry: QByteArray, state: QByteArray) -> None:
        """Remember the window's geometry and state."""
        self._store.setValue("window/geometry", geometry)
        self._store.setValue("window/state", state)
