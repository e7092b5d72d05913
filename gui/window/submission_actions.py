"""What a run takes Kaggle's images for, written where the user wants it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from core.datasets.loading_watch import IsCancelled, Progress
from gui.actions.action_id import ActionId
from gui.dialogs.file_dialogs import FileDialogs
from gui.lab.lab import Lab
from gui.window.notice_bar import NoticeBar

if TYPE_CHECKING:  # it is imported when the first run is ready
    from gui.documents.run_recording import RunRecording

TABLE_FILTER = "Kaggle test.csv (*.csv);;All files (*)"
SUGGESTION = "submission.csv"


class SubmissionActions(QObject):
    """Asks for images and a place, and lets the current run predict in the background.

    Parameters
    ----------
    lab : Lab
    file_dialogs : FileDialogs
    notice_bar : NoticeBar
        Says what came of it.
    parent : QWidget
    """

    def __init__(
        self, lab: Lab, file_dialogs: FileDialogs, notice_bar: NoticeBar, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._lab = lab
        self.file_dialogs = file_dialogs
        self._notice_bar = notice_bar

    def handlers(self) -> dict[ActionId, Callable[[], object]]:
        """Return what the actions do."""
        return {ActionId.RUN_SUBMISSION: self.ask_for_images}

    @Slot()
    def ask_for_images(self) -> None:
        """Let the user choose a test.csv, then where the submission goes."""
        self.file_dialogs.ask_to_open("Images to predict", TABLE_FILTER, self._ask_for_output)

    def save(self, source: Path, output: Path) -> None:
        """Write what the current run takes the images of `source` for."""
        recording = self._lab.run_keeper.recording
        if recording is not None:
            self._lab.run_keeper.tasks.add(
                partial(_save, recording, source, output), self._on_saved, self._on_failed
            )

    def _ask_for_output(self, source: Path) -> None:
        self.file_dialogs.ask_to_save(
            "Save submission", SUGGESTION, TABLE_FILTER, partial(self.save, source)
        )

    def _on_saved(self, saved: tuple[int, Path]) -> None:
        count, path = saved
        self._notice_bar.show_notice("info", f"{count:,} predictions are in {path.name}.")

    def _on_failed(self, text: str) -> None:
        self._notice_bar.show_notice("error", text)


def _save(
    recording: RunRecording,
    source: Path,
    output: Path,
    *,
    progress: Progress,
    cancelled: IsCancelled,
) -> tuple[int, Path]:
    """Do what the command predict does; return how many images there were, and `output`."""
    # no one needs these before there is a run
    from core.commands.predict import write_submission
    from core.documents.stored_run import best_weights
    from core.evaluation.submission import predicted_labels
    from core.formats.output_target import check_output

    document = [] if recording.path is None else [recording.path]
    check_output(output, (source, *document))
    labels = predicted_labels(
        recording.run.experiment,
        best_weights(recording.state()).values,
        source,
        progress=progress,
        cancelled=cancelled,
    )
    write_submission(output, labels)
    return len(labels), output
