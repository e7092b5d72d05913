"""The curves of the ticked runs."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from core.curves.history import RunHistory
from gui.lab.run_row import RunRow
from gui.lab.run_shelf import RunShelf
from gui.state.curve_overlay import CurveOverlay


class OverlayKeeper(QObject):
    """Reads the curves of ticked runs once, and again when their files change.

    Parameters
    ----------
    shelf : RunShelf

    Signals
    -------
    changed(list of CurveOverlay)
        What is to be drawn: as much of it as is read.
    """

    changed = Signal(list)

    def __init__(self, shelf: RunShelf, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shelf = shelf
        self._looks: dict[Path, int] = {}
        self._read: dict[Path, tuple[tuple[int, int], RunHistory]] = {}
        self._asked: dict[Path, tuple[int, int]] = {}
        self._has_failed = False  # something was asked and could not be had
        shelf.history_read.connect(self._on_history)
        shelf.failed.connect(self._on_failed)
        shelf.changed.connect(self._on_shelf_changed)

    def show(self, looks: Mapping[Path, int]) -> None:
        """Draw these runs, each with its look."""
        self._looks = dict(looks)
        self._read = {path: self._read[path] for path in looks if path in self._read}
        self._ask()
        self._announce()

    @Slot()
    def _on_shelf_changed(self) -> None:
        if self._has_failed:  # what was asked may be had by now
            self._has_failed = False
            self._asked.clear()
        self._ask()
        if self._looks:
            self._announce()  # a name may have changed

    def _ask(self) -> None:
        for path in self._looks:
            row = self._shelf.row(path)
            if row is None or row.summary is None:
                continue
            has = self._read[path][0] if path in self._read else None
            if row.stamp != has and self._asked.get(path) != row.stamp:
                self._asked[path] = row.stamp
                self._shelf.read_history(path)

    @Slot(object, object)
    def _on_history(self, path: Path, history: RunHistory) -> None:
        stamp = self._asked.pop(path, None)
        if stamp is not None and path in self._looks:
            self._read[path] = stamp, history
            self._announce()

    @Slot(str)
    def _on_failed(self, _text: str) -> None:
        self._has_failed = True

    def _announce(self) -> None:
        overlays = []
        for path, look in self._looks.items():
            row = self._shelf.row(path)
            if row is not None and path in self._read:
                history = self._read[path][1]
                overlays.append(CurveOverlay(row.name, history, look, _about(row)))
        self.changed.emit(overlays)


def _about(row: RunRow) -> str:
    """Return the main settings of a run, and what it came to."""
    # SQLite is loaded by now: the run was read
    from core.documents.recipe_differences import FIRST, recipe_settings
    from core.documents.run_title import setting_text

    summary = row.summary
    if summary is None:
        return ""
    settings = recipe_settings(summary.recipe)
    texts = [setting_text(key, settings[key]) for key in FIRST if key in settings]
    if summary.best_accuracy is not None:
        texts.insert(0, f"best accuracy {row.accuracy_text}")
    return ", ".join(texts)
