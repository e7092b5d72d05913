"""The runs there are, tied to the lab and to the panels that list and compare them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from gui.lab.lab import Lab
from gui.lab.run_shelf import RunShelf
from gui.panels.compare.entry import COMPARE
from gui.panels.runs.entry import RUNS
from gui.panels.twins.entry import TWINS
from gui.window.panel_dock import PanelDock

if TYPE_CHECKING:  # made once the window is painted, or when it is asked for
    from gui.panels.runs.runs_panel import RunsPanel


class RunLibrary(QObject):
    """Owns the shelf, and sets in it which run is on screen.

    Parameters
    ----------
    lab : Lab

    Attributes
    ----------
    shelf : RunShelf

    Signals
    -------
    open_wanted(Path)
        The user wants to go on with a run.
    overlays_changed(list of CurveOverlay)
        The curves of other runs that are to be laid over those on screen.
    """

    open_wanted = Signal(object)
    overlays_changed = Signal(list)

    def __init__(self, lab: Lab, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lab = lab
        self._docks: Mapping[str, PanelDock] = {}
        self._is_listed = False
        self.shelf = RunShelf(lab.run_keeper.folder, self)
        lab.run_keeper.recorder_changed.connect(self._set_open_run)
        lab.run_keeper.saved.connect(self.shelf.look_soon)
        lab.run_keeper.twin_recorder_made.connect(self._set_open_run)

    def watch(self, docks: Mapping[str, PanelDock]) -> None:
        """Do what is asked for in the panels, as soon as they are made."""
        self._docks = docks
        docks[RUNS.id].made.connect(self._on_runs_panel_made)
        for entry in (COMPARE, TWINS):
            docks[entry.id].visibilityChanged.connect(self._on_choice_seen)

    def shut_down(self) -> None:
        """End the thread."""
        self.shelf.shut_down()

    @Slot()
    def _set_open_run(self) -> None:
        """Set which run is on screen, wherever its file is."""
        keeper = self._lab.run_keeper
        recording = keeper.recording
        document = None if recording is None else recording.document
        twins = () if recording is None else recording.twins
        path = keeper.path
        if path is not None and path.parent != keeper.folder:
            self.shelf.add(path)
        self.shelf.set_open_run(path, document, *(twin.document for twin in twins))
        self.shelf.look_soon()

    @Slot(object)
    def _on_runs_panel_made(self, panel: RunsPanel) -> None:
        panel.open_wanted.connect(self.open_wanted)
        panel.overlays.changed.connect(self.overlays_changed)
        panel.compare_wanted.connect(self.compare_with)

    @Slot(bool)
    def _on_choice_seen(self, is_seen: bool) -> None:
        """Let there be runs to choose from, also where the list was never opened."""
        if is_seen and not self._is_listed:
            self._is_listed = True
            self.shelf.look()

    @Slot(object)
    def compare_with(self, path: Path) -> None:
        """Set a run beside the shown one, in the Compare panel, which comes forward."""
        # here, as its room is not needed for the first picture
        from gui.panels.compare.compare_panel import ComparePanel

        dock = self._docks[COMPARE.id]
        dock.come_forward()
        if isinstance(dock.panel, ComparePanel):
            dock.panel.compare_with(path)
