"""Lists of images: those that the user marked, and tables that other programs read."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import numpy as np
from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from core.arrays import IntArray
from core.datasets.sample import Part
from core.evaluation.image_table import image_table
from core.evaluation.marked_images import mark_of
from core.formats.atomic_write import write_atomically
from gui.background.job_queue import JobQueue
from gui.dialogs.file_dialogs import FileDialogs
from gui.judging.evaluation import Evaluation
from gui.lab.run_shelf import RunShelf
from gui.panels.evaluate.gallery import Gallery
from gui.panels.evaluate.mark_keeper import MarkKeeper
from gui.state.loaded_data import LoadedData

NO_MARKS = "Your own digits are not marked: take out or rename them in the Draw panel."
TABLE_FILTER = "Table (*.csv);;All files (*)"


class ImageLists(QObject):
    """Marks images of a gallery, and writes what it shows.

    Parameters
    ----------
    data : LoadedData
        What the marks belong to.
    gallery : Gallery
    shelf : RunShelf or None
        Beside its runs the marks are kept.
    parent : QWidget
    """

    def __init__(
        self, data: LoadedData, gallery: Gallery, shelf: RunShelf | None, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._data = data
        self._gallery = gallery
        self._evaluation: Evaluation | None = None
        self._marks = MarkKeeper(lambda: None if shelf is None else shelf.folder, self)
        self._exports = JobQueue("export of images", self)
        self.file_dialogs = FileDialogs(parent)
        self._marks.changed.connect(self._show_marks)
        self._marks.failed.connect(gallery.show_trouble)
        gallery.mark_wanted.connect(self._on_mark)
        gallery.export_wanted.connect(self._on_export)

    def show_evaluation(self, evaluation: Evaluation) -> None:
        """Mark what is shown now."""
        if evaluation is not self._evaluation:
            self._evaluation = evaluation
            self._marks.follow(self._data.dataset)
            self._show_marks()

    def shut_down(self) -> None:
        """End the threads."""
        self._marks.shut_down()
        self._exports.shut_down()

    @Slot(int)
    def _on_mark(self, index: int) -> None:
        evaluation = self._evaluation
        if evaluation is None or evaluation.request.dataset is not self._data.dataset:
            return
        request = evaluation.request
        if request.part is Part.OWN:
            self._gallery.show_trouble(NO_MARKS)
        else:
            self._marks.toggle(mark_of(request.part, int(request.rows[index])))

    @Slot()
    def _show_marks(self) -> None:
        if self._evaluation is not None:
            self._gallery.show_marked(tuple(self._marked_places(self._evaluation).tolist()))

    @Slot()
    def _on_export(self) -> None:
        evaluation = self._evaluation
        if evaluation is not None:
            request = evaluation.request
            name = f"{_part_name(request.part)} images at step {request.step}.csv"
            write = partial(self._write, evaluation, self._gallery.places)
            self.file_dialogs.ask_to_save("Export images", name, TABLE_FILTER, write)

    def _write(self, evaluation: Evaluation, places: IntArray, path: Path) -> None:
        self._gallery.show_trouble("")
        marked = frozenset(self._marked_rows(evaluation).tolist())
        job = partial(_write_table, evaluation, places, marked, path)
        self._exports.add(job, None, self._gallery.show_trouble)

    def _marked_rows(self, evaluation: Evaluation) -> IntArray:
        """Return which rows of the arrays are marked, in the order in which they were."""
        if evaluation.request.part is Part.OWN:
            return np.zeros(0, np.int64)
        kept = mark_of(evaluation.request.part, 0)[0]
        return np.array(
            [row for where, row in self._marks.marked.marks if where == kept], np.int64
        )

    def _marked_places(self, evaluation: Evaluation) -> IntArray:
        """Return which images of the part are marked; others may be of another part."""
        rows, marked = evaluation.request.rows, self._marked_rows(evaluation)
        at = np.searchsorted(rows, marked)  # rows of a part are in rising order
        places = np.minimum(at, len(rows) - 1)
        found: IntArray = places[rows[places] == marked]
        return found


def _write_table(
    evaluation: Evaluation, places: IntArray, marked: frozenset[int], path: Path, **_: object
) -> None:
    part = _part_name(evaluation.request.part)
    table = image_table(evaluation.verdicts, places, evaluation.names, part, marked)
    write_atomically(path, table)


def _part_name(part: Part) -> str:
    return "training" if part is Part.TRAIN else part.value
