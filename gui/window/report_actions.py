"""The report of the run on screen, as one page."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from core.datasets.dataset import Dataset
from core.datasets.loading_watch import IsCancelled, Progress
from core.errors import Cancelled
from gui.actions.action_id import ActionId
from gui.dialogs.asks_where import AsksWhere
from gui.documents.prepared_run import PreparedRun
from gui.documents.viewed_run import ViewedRun
from gui.lab.lab import Lab
from gui.window.notice_bar import NoticeBar

if TYPE_CHECKING:  # it brings SQLite, which no window needs before the first step
    from core.documents.run_document import RunDocument

PAGE_FILTER = "HTML page (*.html)"
NOT_SAVED = "This run is in no file yet, so there is nothing to report: train it first."
NO_IMAGES = "The images of this run are not here, so it was not judged."


class ReportActions(QObject):
    """Asks where the report goes, and has it written in the background.

    Parameters
    ----------
    lab : Lab
    file_dialogs : AsksWhere
    notice_bar : NoticeBar
        Says what came of it.
    parent : QWidget
    """

    def __init__(
        self, lab: Lab, file_dialogs: AsksWhere, notice_bar: NoticeBar, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.file_dialogs = file_dialogs
        self._lab = lab
        self._notice_bar = notice_bar
        self._viewed: Path | None = None
        lab.run_prepared.connect(self._on_prepared)

    def handlers(self) -> dict[ActionId, Callable[[], object]]:
        """Return what the actions do."""
        return {ActionId.RUN_REPORT: self.ask}

    @Slot()
    def ask(self) -> None:
        """Let the user choose where the report goes."""
        document, viewed = self._document, self._viewed
        if document is None and viewed is None:
            self._notice_bar.show_notice("warning", NOT_SAVED)
            return
        name = "report" if viewed is None else viewed.stem
        if document is not None:
            name = document.labels.name.replace(" · ", " ")
        self.file_dialogs.ask_to_save("Save report", f"{name}.html", PAGE_FILTER, self.write)

    def write(self, path: Path) -> None:
        """Write the report of the run on screen, as it was saved last."""
        keeper, document = self._lab.run_keeper, self._document
        run = self._viewed if document is None else document.path
        if run is None:
            self._notice_bar.show_notice("warning", NOT_SAVED)
            return
        dataset = None if document is None else keeper.dataset
        function = partial(_write, run, document, dataset, path)
        keeper.tasks.add(function, self._on_written, self._on_failed)

    @property
    def _document(self) -> RunDocument | None:
        """That of the run on screen, once it has one."""
        recording = self._lab.run_keeper.recording
        return None if recording is None else recording.document

    @Slot(object)
    def _on_prepared(self, run: PreparedRun | ViewedRun) -> None:
        self._viewed = run.path if isinstance(run, ViewedRun) else None

    def _on_written(self, path: Path) -> None:
        show = partial(QDesktopServices.openUrl, QUrl.fromLocalFile(str(path)))
        self._notice_bar.offer("info", f"The report is in {path.name}.", "&Show it", show)

    def _on_failed(self, text: str) -> None:
        if text:
            self._notice_bar.show_notice("error", text)


def _write(
    run: Path,
    document: RunDocument | None,
    dataset: Dataset | None,
    path: Path,
    *,
    progress: Progress,
    cancelled: IsCancelled,
) -> Path:
    # no one needs these before there is a run
    from core.commands.output_file import written
    from core.documents.stored_run import StoredRun
    from core.formats.atomic_write import write_atomically
    from core.formats.output_target import check_output
    from core.reporting.page import report_page

    def advance(share: float, text: str) -> None:
        if cancelled():
            raise Cancelled("the report is no longer wanted")
        progress(share, text)

    check_output(path, [run])
    with StoredRun(run, document) as stored:
        trouble = "" if dataset is not None else NO_IMAGES
        page = report_page(stored, dataset, advance, trouble=trouble)
    written(path, lambda: write_atomically(path, page))
    return path
