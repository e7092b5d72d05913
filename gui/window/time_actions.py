"""Everything that moves through the time of a run, or leaves its path."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QMainWindow

from gui.actions.action_id import ActionId
from gui.dialogs.file_dialogs import FileDialogs
from gui.lab.time_travel import TimeTravel
from gui.panels.moment_panel import MomentPanel
from gui.panels.network.entry import NETWORK
from gui.panels.panel_spec import Area
from gui.state.lab_state import LabState
from gui.window.below_fold import BelowFold
from gui.window.panel_dock import PanelDock
from gui.window.panels_by_title import PanelsByTitle


class TimeActions(QObject):
    """Branches the run, goes live, and exports a panel over time.

    Parameters
    ----------
    state : LabState
    time_travel : TimeTravel
    docks : mapping of str to PanelDock
        Whose panels can be exported.
    file_dialogs : FileDialogs
    parent : QMainWindow
        The window that dialogs belong to.
    """

    def __init__(
        self,
        state: LabState,
        time_travel: TimeTravel,
        docks: Mapping[str, PanelDock],
        file_dialogs: FileDialogs,
        parent: QMainWindow,
    ) -> None:
        super().__init__(parent)
        self._state = state
        self._time_travel = time_travel
        self._docks = docks
        self._file_dialogs = file_dialogs
        self._window = parent
        below = [dock for dock in docks.values() if dock.area is Area.BELOW]
        views = [dock for dock in docks.values() if dock.area is Area.MIDDLE]
        self.fold = BelowFold(parent, below, views, state)
        self.fold.strip.branch_wanted.connect(self.ask_to_branch)

    def handlers(self) -> dict[ActionId, Callable[[], object]]:
        """Return what each action does."""
        return {
            ActionId.TIME_BRANCH: self.ask_to_branch,
            ActionId.TIME_LIVE: self._state.timeline.go_live,
            ActionId.TIME_EXPORT: self.export_over_time,
            ActionId.VIEW_FOLD_BELOW: self.fold.toggle,
        }

    @Slot()
    def ask_to_branch(self) -> None:
        """Ask what should be different from the shown step on, and begin that run."""
        # not at the start: wanted by few
        from gui.dialogs.branch_dialog import BranchDialog

        run, timeline = self._time_travel.run, self._state.timeline
        trouble = self._time_travel.no_branch
        if run is None or trouble:
            self._time_travel.report(trouble)
            return
        step = timeline.wanted_step
        dialog = BranchDialog(run.experiment, step, timeline.epoch_at(step), self._window)
        dialog.branch_wanted.connect(self._branch)
        dialog.open()

    @Slot()
    def export_over_time(self) -> None:
        """Ask which panel to write as a GIF or as pictures, step after step."""
        from gui.dialogs.export_over_time import ExportOverTime

        docks = {dock.windowTitle(): dock for dock in self._docks.values()}
        dialog = ExportOverTime(
            PanelsByTitle(self._docks.values()),
            self._state.timeline,
            self._file_dialogs,
            self._state.theme,
            self._window,
        )
        dialog.finished.connect(dialog.deleteLater)
        dialog.panel_chosen.connect(lambda title: docks[title].come_forward())
        in_sight = self._views_in_sight()
        dialog.choose_panel(in_sight[0].windowTitle() if in_sight else NETWORK.title)
        dialog.show()

    def _views_in_sight(self) -> list[PanelDock]:
        """Return the docks in front that change from step to step, the largest first."""
        seen = [dock for dock in self._docks.values() if not dock.visibleRegion().isEmpty()]
        changing = [dock for dock in seen if isinstance(dock.panel, MomentPanel)]
        return sorted(changing, key=lambda dock: -dock.width() * dock.height())

    @Slot(int, dict)
    def _branch(self, step: int, changes: dict[str, object]) -> None:
        self._time_travel.branch(step, changes)
