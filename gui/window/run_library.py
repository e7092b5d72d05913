"""The panels that list and compare runs, tied to the lab."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from gui.lab.lab import Lab
from gui.panels.panel import Panel
from gui.state.lab_state import LabState
from gui.window.late_panels import LatePanel

if TYPE_CHECKING:  # made once the window is painted, or when somebody asks for them
    from gui.panels.compare.compare_panel import ComparePanel
    from gui.panels.runs.runs_panel import RunsPanel


class RunLibrary(QObject):
    """Makes the Runs and the Compare panel, and tells them of the run on screen.

    Parameters
    ----------
    lab : Lab

    Attributes
    ----------
    runs, compare : LatePanel
        For the docks.

    Signals
    -------
    open_wanted(Path)
        Somebody wants to go on with a run.
    overlays_changed(list of CurveOverlay)
        The curves of other runs that are to be laid over those on screen.
    comparison_wanted()
        Somebody asked for a comparison: its panel should come forward.
    """

    open_wanted = Signal(object)
    overlays_changed = Signal(list)
    comparison_wanted = Signal()

    def __init__(self, lab: Lab, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lab = lab
        self._made: list[RunsPanel | ComparePanel] = []
        self.runs = LatePanel("runs_panel", "Runs", lambda _state: self._runs_panel)
        self.compare = LatePanel("compare_panel", "Compare", self._make_compare_panel)

    def shut_down(self) -> None:
        """End the threads of the panels."""
        for panel in self._made:
            panel.shut_down()

    @cached_property
    def _runs_panel(self) -> RunsPanel:
        from gui.panels.runs.runs_panel import RunsPanel

        keeper = self._lab.run_keeper
        panel = RunsPanel(self._lab.state, keeper.folder)
        self._made.append(panel)
        keeper.recorder_changed.connect(self._tell_open_run)
        keeper.saved.connect(panel.run_was_saved)
        panel.open_wanted.connect(self.open_wanted)
        panel.overlays.changed.connect(self.overlays_changed)
        panel.compare_wanted.connect(self._on_compare_wanted)
        self._tell(panel)
        return panel

    @cached_property
    def _compare_panel(self) -> ComparePanel:
        from gui.panels.compare.compare_panel import ComparePanel

        panel = ComparePanel(self._lab.state, self._runs_panel.shelf)
        self._made.append(panel)
        return panel

    def _make_compare_panel(self, _state: LabState) -> Panel:
        return self._compare_panel

    @Slot()
    def _tell_open_run(self) -> None:
        self._tell(self._runs_panel)

    def _tell(self, panel: RunsPanel) -> None:
        """Tell which run is on screen, wherever its file is."""
        keeper = self._lab.run_keeper
        document = None if keeper.recording is None else keeper.recording.document
        path = keeper.path
        if path is not None and path.parent != keeper.folder:
            panel.shelf.add(path)
        panel.show_open_run(path, document)

    @Slot(object)
    def _on_compare_wanted(self, path: Path) -> None:
        self.comparison_wanted.emit()
        self._compare_panel.compare_with(path)
