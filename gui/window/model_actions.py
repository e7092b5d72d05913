"""Models that come from other programs, and go to them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from core.datasets.loading_watch import IsCancelled, Progress
from core.formats.file_name import file_name
from gui.actions.action_id import ActionId
from gui.dialogs.file_dialogs import FileDialogs
from gui.documents.model_files import MODEL_FILTER
from gui.lab.lab import Lab
from gui.window.notice_bar import NoticeBar

if TYPE_CHECKING:  # exporters are imported when they are asked for
    from core.exporting.export_of_run import ExportOfRun
    from gui.dialogs.export_model import ExportModel
    from gui.documents.run_recording import RunRecording

NOTHING = "There is no model to export: this run can only be looked at."


class ModelActions(QObject):
    """Imports a model as a run without steps, and exports the current run.

    Parameters
    ----------
    lab : Lab
    file_dialogs : FileDialogs
    notice_bar : NoticeBar
    open_run : callable
        Opens a file as the current run.
    parent : QWidget
    """

    def __init__(
        self,
        lab: Lab,
        file_dialogs: FileDialogs,
        notice_bar: NoticeBar,
        open_run: Callable[[Path], object],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._lab = lab
        self.file_dialogs = file_dialogs
        self._notice_bar = notice_bar
        self._open_run = open_run
        self._parent = parent

    def handlers(self) -> dict[ActionId, Callable[[], object]]:
        """Return what the actions do."""
        return {
            ActionId.MODEL_IMPORT: self.ask_for_model,
            ActionId.MODEL_EXPORT: self.show_export,
        }

    @Slot()
    def ask_for_model(self) -> None:
        """Let the user choose a model, and open it."""
        self.file_dialogs.ask_to_open("Import a model", MODEL_FILTER, self._open_run)

    @Slot()
    def show_export(self) -> None:
        """Let the user choose in which way the current run leaves."""
        from core.exporting.catalog import EXPORTERS
        from gui.dialogs.export_model import ExportFormat, ExportModel

        recording = self._lab.run_keeper.recording
        if recording is None:
            self._notice_bar.show_notice("warning", NOTHING)
            return
        formats = [
            ExportFormat(one.NAME, one.TITLE, one.SUFFIX, one.EXPLAINS)
            for one in EXPORTERS.values()
        ]
        document = recording.document
        named = "" if document is None else document.labels.name
        name = file_name(named.replace(" · ", " ") or recording.run.experiment.name)
        dialog = ExportModel(formats, name, self.file_dialogs, self._parent)
        dialog.wanted.connect(partial(self._export, dialog, recording))
        dialog.open()

    def _export(
        self, dialog: ExportModel, recording: RunRecording, name: str, out: Path
    ) -> None:
        self._lab.run_keeper.tasks.add(
            partial(_exported, recording, name, out),
            partial(self._on_exported, dialog),
            partial(self._on_failed, dialog),
        )

    def _on_exported(self, dialog: ExportModel, made: ExportOfRun) -> None:
        names = " and ".join(path.name for path in made.files)
        parity = made.parity_text or made.trouble
        text = f"{made.title} of step {made.step:,} is in {names}. {parity}".rstrip()
        self._say(dialog, text, is_trouble=False)

    def _on_failed(self, dialog: ExportModel, text: str) -> None:
        self._say(dialog, text, is_trouble=True)

    def _say(self, dialog: ExportModel, text: str, *, is_trouble: bool) -> None:
        """Say it in the dialog, or if that was closed meanwhile under the tool bar."""
        if shiboken6.isValid(dialog) and dialog.isVisible():
            dialog.show_result(text, is_trouble=is_trouble)
        else:
            self._notice_bar.show_notice("error" if is_trouble else "info", text)


def _exported(
    recording: RunRecording,
    name: str,
    out: Path,
    *,
    progress: Progress,
    cancelled: IsCancelled,
) -> ExportOfRun:
    """Do what the command export does; return what was written."""
    # not needed before something is exported
    from core.documents.stored_run import best_weights
    from core.exporting.catalog import EXPORTERS
    from core.exporting.export_of_run import export_of_run
    from core.exporting.trained_model import trained_model
    from core.formats.output_target import OutputError, check_output
    from core.formats.system_reason import reason_not_written

    exporter = EXPORTERS[name]
    document = [] if recording.path is None else [recording.path]
    for path in exporter.paths(out):
        check_output(path, document)
    progress(0.1, f"Exporting {out.name}")
    weights = best_weights(recording.state())
    run = recording.run
    model = trained_model(run.experiment, weights.values, weights.step, run.dataset.credit)
    made = export_of_run(exporter, model, out, run.experiment.name, lambda: run.dataset)
    try:
        made.write()
    except OSError as error:
        reason = reason_not_written(error)
        raise OutputError(f"{out.name}: cannot be written ({reason})") from None
    return made
