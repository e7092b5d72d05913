"""Everything in the File menu that reads or writes a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from core.datasets.catalog import file_patterns
from core.documents.run_file_name import RUN_SUFFIX, run_file_name
from core.errors import LoadError
from core.formats.experiment_file import load_experiment, save_experiment
from core.formats.system_reason import reason_not_written
from gui.actions.action_id import ActionId
from gui.actions.action_registry import ActionRegistry
from gui.actions.action_table import MenuId
from gui.background.ignoring_progress import ignoring_progress
from gui.dialogs.file_dialogs import FileDialogs
from gui.documents.lost_runs import LostRun, find_last_run, find_lost_run
from gui.documents.openable import Openable, openable
from gui.documents.prepared_run import PreparedRun
from gui.documents.recent_menu import RecentMenu
from gui.documents.run_moving import moved_run
from gui.documents.run_opening import open_run
from gui.documents.viewed_run import ViewedRun
from gui.lab.lab import Lab
from gui.settings import Settings
from gui.window.notice_bar import NoticeBar

ANY_FILTER = (
    f"Runs, experiments and models (*{RUN_SUFFIX} *.npz *.json *.onnx *.safetensors);;"
    "All files (*)"
)
RUN_FILTER = f"Glassbox run (*{RUN_SUFFIX})"
JSON_FILTER = "Glassbox experiment (*.json)"


class DocumentActions(QObject):
    """Opens and keeps runs and experiments; says in the notice bar what came of it.

    Parameters
    ----------
    lab : Lab
    settings : Settings
        Remembers which runs were used last.
    notice_bar : NoticeBar
    parent : QWidget
        The window that dialogs belong to.
    """

    def __init__(
        self, lab: Lab, settings: Settings, notice_bar: NoticeBar, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.file_dialogs = FileDialogs(parent)
        self._lab = lab
        self._settings = settings
        self._notice_bar = notice_bar
        self._last_path: Path | None = None
        self._last_run_offer = self._suggestion = ""
        self._has_begun = False  # a run that has a file
        lab.run_keeper.recorder_changed.connect(self._on_recorder_changed)
        lab.run_keeper.warned.connect(self._on_warned)
        lab.unsaved.connect(self._on_unsaved)

    def handlers(self) -> dict[ActionId, Callable[[], object]]:
        """Return what each action of the File menu does."""
        return {
            ActionId.RUN_NEW: partial(self._lab.restart, start=False),
            ActionId.RUN_OPEN: self.ask_to_open,
            ActionId.RUN_SAVE_AS: self.ask_to_save_run,
            ActionId.RUN_DUPLICATE: self.duplicate,
            ActionId.EXPERIMENT_SAVE: self.ask_to_save_experiment,
            ActionId.EXPERIMENT_OPEN_DATA: self.ask_for_data,
        }

    def fill_menu(self, actions: ActionRegistry) -> None:
        """Add the runs that were used last, and separators, to the File menu."""
        menu = actions.menus[MenuId.FILE]
        recent = RecentMenu(self._settings, self.open_run, menu)
        menu.insertMenu(actions[ActionId.RUN_SAVE_AS], recent)
        menu.insertSeparator(actions[ActionId.EXPERIMENT_SAVE])
        menu.insertSeparator(actions[ActionId.APP_QUIT])

    def open_file(self, path: Path) -> None:
        """Open the run, the experiment or the data that `path` holds, whatever its name."""
        found = partial(self._open_as, path)
        self._begin(ignoring_progress(openable, path), found, self._on_not_opened)

    def open_files(self, paths: Sequence[Path]) -> None:
        """Open what was dropped, if it is one thing."""
        if len(paths) == 1:
            self.open_file(paths[0])
        elif paths:
            self._say_error(f"{len(paths)} files were dropped: drop one file or folder.")
        else:
            self._say_error("What was dropped is no file on this computer.")

    def open_run(self, path: Path, data: Path | None = None) -> None:
        """Go on with the run in `path`; if there is none, everything stays as it is.

        Parameters
        ----------
        path : Path
        data : Path, optional
            Where someone says that its images are.
        """
        path = path.absolute()
        if path == self._lab.run_keeper.path:
            name = self._settings.run_name(path)
            self._notice_bar.show_notice("info", f"{name} is the run that is open.")
            return
        state = self._lab.state
        edited = state.experiment.experiment
        function = partial(open_run, path, state.data.dataset, chosen=data, edited=edited)
        self._begin(function, self._on_opened, self._on_not_opened)

    def save_run_as(self, path: Path) -> None:
        """Go on with the run in another file."""
        recording = self._lab.run_keeper.recording
        if recording is not None:
            function = partial(moved_run, recording, path.absolute(), self._suggestion)
            self._begin(function, self._on_moved)

    @Slot()
    def duplicate(self) -> None:
        """Write a copy of the run that is a run of its own."""
        recording = self._lab.run_keeper.recording
        if recording is not None:
            self._begin(ignoring_progress(recording.duplicate), self._on_duplicated)

    @Slot()
    def look_for_lost_runs(self) -> None:
        """Tidy up after a crash, and offer the run that it interrupted."""
        self._begin(partial(find_lost_run, self._lab.run_keeper.folder), self._on_looked)

    def open_experiment(self, path: Path) -> None:
        """Load an experiment; a file that holds none leaves everything as it is."""
        try:
            experiment = load_experiment(path)
        except LoadError as error:
            self._say_error(str(error))
            return
        self._notice_bar.show_notice("info", "")
        self._lab.state.experiment.edit(experiment, f"open {path.name}")

    def save_experiment(self, path: Path) -> None:
        """Write the experiment as it is now."""
        try:
            save_experiment(self._lab.state.experiment.experiment, path)
        except OSError as error:
            self._say_error(f"{path.name} cannot be written: {reason_not_written(error)}.")
        else:
            self._notice_bar.show_notice("info", f"Saved as {path.name}.")

    @Slot()
    def ask_to_open(self) -> None:
        """Let the user choose a run or an experiment."""
        self.file_dialogs.ask_to_open("Open run or experiment", ANY_FILTER, self.open_file)

    @Slot()
    def ask_to_save_run(self) -> None:
        """Let the user choose where to keep the run from now on."""
        path, edited = self._lab.run_keeper.path, self._lab.state.experiment.experiment
        name = edited.name if path is None else self._settings.run_name(path)
        name = self._suggestion = run_file_name(name.replace(" · ", " "))
        self.file_dialogs.ask_to_save("Save run as", name, RUN_FILTER, self.save_run_as)

    @Slot()
    def ask_to_save_experiment(self) -> None:
        """Let the user choose where to write the experiment."""
        name = self._lab.state.experiment.experiment.name
        self.file_dialogs.ask_to_save(
            "Save experiment", f"{name}.json", JSON_FILTER, self.save_experiment
        )

    @Slot()
    def ask_for_data(self) -> None:
        """Let the user choose what to train on."""
        self.file_dialogs.ask_to_open("Open data", _data_filter(), self._load_data)

    def _open_as(self, path: Path, found: Openable) -> None:
        if found is Openable.RUN:
            self.open_run(path)
        elif found is Openable.EXPERIMENT:
            self.open_experiment(path)
        else:
            self._load_data(path)

    def ask_where_data_is(self, run: Path) -> None:
        """Let the user say where the images of a run are, and open it with them."""
        self.file_dialogs.ask_to_open(
            f"Locate the data of {self._settings.run_name(run)[:60]}",
            _data_filter(),
            partial(self.open_run, run),
        )

    def _load_data(self, path: Path) -> None:
        self._lab.load_data(str(path))

    def _begin(
        self,
        function: Callable[..., Any],
        done: Callable[[Any], object],
        failed: Callable[[str], object] | None = None,
    ) -> None:
        self._lab.run_keeper.tasks.add(function, done, failed or self._say_error)

    def _on_opened(self, opened: PreparedRun | ViewedRun) -> None:
        if isinstance(opened, ViewedRun):
            self._lab.look_at(opened)
            if not opened.lacks_images:
                self._notice_bar.show_notice("warning", opened.sentence)
                return
            locate = partial(self.ask_where_data_is, opened.path)
            self._notice_bar.offer("warning", opened.sentence, "&Locate the data…", locate)
            return
        self._notice_bar.withdraw()
        self._lab.take_over(opened)

    def _load_own_data(self) -> bool:
        """Load the data of the experiment, if none was loaded as a run was to be opened."""
        lab = self._lab
        if lab.state.data.dataset is not None or lab.data_loader.is_busy:
            return False
        lab.load_data(lab.state.experiment.experiment.data)
        return True

    def _on_not_opened(self, text: str) -> None:
        if not text:  # someone gave it up
            self._load_own_data()
        elif self._load_own_data():
            # an offer stays in sight when loading is over
            self._notice_bar.offer("error", text, "&Open another…", self.ask_to_open)
        else:
            self._say_error(text)

    def _on_moved(self, path: Path) -> None:
        self._lab.run_keeper.recorder_changed.emit()  # it may be called something else
        self._notice_bar.show_notice("info", f"The run is kept in {path.name} from now on.")

    def _on_duplicated(self, path: Path) -> None:
        self._offer("info", f"A copy of this run is in {path.name}.", path)

    def _on_looked(self, lost: LostRun | None) -> None:
        current = self._lab.run_keeper.path
        if lost is None and not self._has_begun:
            find = partial(find_last_run, self._settings.recent_runs)
            self._begin(find, self._on_last_found)
        elif lost is not None and lost.path is None:
            self._notice_bar.show_notice("warning", lost.sentence)
        elif lost is not None and lost.path is not None and lost.path != current:
            self._offer("warning", lost.sentence, lost.path)  # not what a full disk let go of

    def _on_last_found(self, last: LostRun | None) -> None:
        """Offer where one was last time, unless something else was begun meanwhile."""
        if last is not None and last.path is not None and not self._has_begun:
            self._last_run_offer = last.sentence
            self._offer("info", last.sentence, last.path)

    def _offer(self, level: str, text: str, path: Path) -> None:
        self._notice_bar.offer(level, text, "&Open it", partial(self.open_run, path))

    def _say_error(self, text: str) -> None:
        self._notice_bar.show_notice("error", text)

    @Slot(str)
    def _on_unsaved(self, why: str) -> None:
        self._notice_bar.offer(
            "error",
            f"What was trained cannot be saved: ask for the same again to lose it. {why}",
            "Keep it &elsewhere…",
            self.ask_to_save_run,
        )

    @Slot(str)
    def _on_warned(self, text: str) -> None:
        level = "warning" if text else "info"
        self._notice_bar.show_notice(level, text or "The run is being saved again.")

    @Slot()
    def _on_recorder_changed(self) -> None:
        path = self._lab.run_keeper.path
        is_other, self._last_path = path != self._last_path, path
        self._has_begun |= path is not None
        if path is not None and is_other:
            self._settings.add_recent_run(path)
            if self._last_run_offer:  # something else was begun
                self._notice_bar.withdraw(self._last_run_offer)


def _data_filter() -> str:
    return f"Data ({file_patterns()});;All files (*)"
