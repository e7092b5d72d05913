"""Keeps the drawing that was looked at in a run with the run."""

from __future__ import annotations

import logging
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from core.datasets.sample import Part
from core.errors import LoadError
from core.inspection.moment import Moment
from gui.documents.prepared_run import PreparedRun
from gui.documents.viewed_run import ViewedRun
from gui.lab.lab import Lab
from gui.state.drawing import DrawnSheet

if TYPE_CHECKING:  # sqlite3 is not needed before the first step
    from core.documents.run_document import RunDocument

#: A stroke goes on; what is kept is what it came to.
PAUSE_MS = 300
logger = logging.getLogger(__name__)


class DrawingKeeper(QObject):
    """Writes the drawing to the run's document once it was looked at, and brings it back.

    A run without a document is one without steps: its drawing is written when it has one.
    What is on the board as a run is opened can be had back by undoing.

    Parameters
    ----------
    lab : Lab
    """

    def __init__(self, lab: Lab, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lab = lab
        self._drawing = lab.state.drawing
        self._kept = ""  # in the document of the current run
        self._is_seen = False  # in the current run, as it is now
        self._timer = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._timer.timeout.connect(self._keep)
        self._drawing.changed.connect(self._on_changed)
        lab.state.moment.changed.connect(self._on_moment)
        lab.run_prepared.connect(self._on_run_prepared)
        lab.run_keeper.recorder_changed.connect(self._keep_soon)
        lab.run_keeper.saved.connect(self._keep_soon)

    @Slot()
    def _on_changed(self) -> None:
        self._is_seen = False

    @Slot(object)
    def _on_moment(self, moment: Moment) -> None:
        recording = self._lab.run_keeper.recording
        if recording is None or moment.run_id != recording.run.run_id:
            return
        if moment.sample.part is Part.DRAWING and not self._is_seen:
            self._is_seen = True
            self._timer.start()

    @Slot()
    def _keep_soon(self) -> None:
        if self._is_seen and not self._timer.isActive():
            self._timer.start()

    @Slot()
    def _keep(self) -> None:
        recording = self._lab.run_keeper.recording
        document = None if recording is None else recording.document
        if document is None or self._drawing.sheet.is_empty:
            return
        text = self._text()
        if text != self._kept:
            self._kept = text
            # a file may be slow, and held by someone else
            self._lab.run_keeper.tasks.add(partial(_write, document, text), None, _on_unwritten)

    def _text(self) -> str:
        from core.drawing.kept_drawing import KeptDrawing, drawing_to_text

        drawing, sheet = self._drawing, self._drawing.sheet
        return drawing_to_text(
            KeptDrawing(
                sheet.board, sheet.paper, sheet.is_picture, sheet.is_ready, drawing.target,
                drawing.how,
            )
        )  # fmt: skip

    @Slot(object)
    def _on_run_prepared(self, run: PreparedRun | ViewedRun) -> None:
        self._kept = run.drawing
        self._is_seen = False
        if not run.drawing or run.drawing == self._text():
            return
        from core.drawing.kept_drawing import drawing_from_text

        try:
            kept = drawing_from_text(run.drawing)
        except LoadError as error:
            logger.warning("%s", error)
            return
        sheet = DrawnSheet(kept.board, kept.paper, kept.is_picture, kept.is_ready)
        self._drawing.put_sheet(sheet, kept.target, kept.how)


def _write(document: RunDocument, text: str, *, progress: object, cancelled: object) -> None:
    document.drawings.keep(text)


def _on_unwritten(text: str) -> None:
    if text:
        logger.warning("the drawing is not kept with its run: %s", text)
