"""Data is chosen or dropped: used at once if it is plain, else looked at first."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from core.arrays import shape_text
from core.data_description import DataDescription, source_of, with_source
from core.data_import.source_facts import SourceFacts, source_facts
from core.datasets.catalog import file_patterns, is_name
from core.datasets.dataset import Dataset
from core.datasets.extra_images import joined_source, parted_source
from core.datasets.label_file import labels_apart, parted_labels
from core.number_words import counted
from gui.actions.action_id import ActionId
from gui.data_import.import_draft import ImportDraft
from gui.data_import.imported import Imported
from gui.dialogs.file_dialogs import FileDialogs
from gui.lab.lab import Lab
from gui.window.notice_bar import NoticeBar


class DataOpening(QObject):
    """Opens files and folders of data.

    Parameters
    ----------
    lab : Lab
    file_dialogs : FileDialogs
    notice_bar : NoticeBar
    parent : QWidget
        The window that dialogs belong to.
    """

    def __init__(
        self, lab: Lab, file_dialogs: FileDialogs, notice_bar: NoticeBar, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._lab, self._window = lab, parent
        self.file_dialogs, self._notice_bar = file_dialogs, notice_bar
        self._plain: SourceFacts | None = None  # what is being loaded without having been seen
        self._offered = ""
        self._drafts: dict[str, ImportDraft] = {}  # of dialogs that were left
        lab.data_loader.loaded.connect(self._on_loaded)

    def handlers(self) -> dict[ActionId, Callable[[], object]]:
        """Return what the actions do."""
        return {
            ActionId.EXPERIMENT_OPEN_DATA: self.ask,
            ActionId.EXPERIMENT_OPEN_FOLDER: self.ask_for_folder,
        }

    @Slot()
    def ask(self) -> None:
        """Let the user choose a file to learn from."""
        self.file_dialogs.ask_to_open("Open data", data_filter(), self.open)

    @Slot()
    def ask_for_folder(self) -> None:
        """Let the user choose a folder to learn from."""
        self.file_dialogs.ask_for_folder("Open a folder of data", Path.home(), self.open)

    @Slot()
    def change(self) -> None:
        """Let the user change how the data of the experiment is read."""
        whole = source_of(self._lab.state.experiment.experiment.data)
        source, _ = parted_labels(parted_source(whole)[0])
        if not is_name(source):
            self._look(source, self.show)

    def open(self, path: Path) -> None:
        """Use data if there is nothing to choose, or show what can be chosen."""
        self._look(str(path.absolute()), self._on_found)

    def show(self, facts: SourceFacts) -> None:
        """Let the user look at data and change how it is read."""
        # wanted now and then
        from gui.data_import.import_dialog import ImportDialog

        self._notice_bar.withdraw(self._offered)
        state = self._lab.state
        dialog = ImportDialog(
            facts,
            state.experiment.experiment,
            state.theme,
            partial(self.file_dialogs.ask_to_open, "Open test images", data_filter()),
            self._window,
            self._drafts.get(facts.source),
        )
        dialog.imported.connect(self._on_imported)
        dialog.left.connect(self._on_left)
        dialog.open()

    def _look(self, source: str, then: Callable[[SourceFacts], object]) -> None:
        self._lab.run_keeper.tasks.add(partial(_facts, source), then, self._on_failed)

    def _on_found(self, facts: SourceFacts) -> None:
        if facts.is_plain:
            self._plain = facts
            self._lab.load_data(facts.source)
        else:
            self.show(facts)

    def _on_failed(self, text: str) -> None:
        if text:
            self._notice_bar.show_notice("error", text)

    @Slot(object)
    def _on_loaded(self, dataset: Dataset) -> None:
        """Offer to look at what was used without a look."""
        facts, self._plain = self._plain, None
        if facts is None or self._lab.data_loader.loaded_source != facts.source:
            return
        images = sum(len(part) for part in (dataset.train, dataset.test) if part is not None)
        size, classes = shape_text(dataset.image_shape[:2]), len(dataset.class_names)
        there = f"{counted(images, 'image')} of {size} in {counted(classes, 'class')}"
        self._offered = f"{facts.name}: {there}."
        change = partial(self.show, facts)
        self._notice_bar.offer("info", self._offered, "&Change how it is read…", change)

    @Slot(object)
    def _on_left(self, draft: ImportDraft) -> None:
        self._drafts[draft.description.source] = draft

    @Slot(object)
    def _on_imported(self, imported: Imported) -> None:
        lab, document = self._lab, self._lab.state.experiment
        source = imported.description.source
        self._drafts.pop(source, None)
        before = labels_apart(DataDescription.of(document.experiment.data))
        base, extra = parted_source(before.source)
        data = imported.description.simplest
        if base == source and extra:
            data = with_source(data, joined_source(source, extra))  # all is read once more
        else:
            lab.data_loader.take_over(data)
        edited = (imported.preset or document.experiment).replace(data=data)
        if imported.network is not None:
            edited = edited.replace(network=imported.network)
        name = Path(imported.description.source).name
        document.edit(edited, f"open {name}")
        if lab.data_loader.loaded_source == data:
            lab.data_loader.hand_in(imported.dataset)


def data_filter() -> str:
    """Return what file dialogs offer to open as data."""
    return f"Data ({file_patterns()});;All files (*)"


def _facts(source: str, *, progress: object, cancelled: object) -> SourceFacts:
    del progress, cancelled  # it takes a moment only
    return source_facts(source)
