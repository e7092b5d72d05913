"""The sets of data that are known by name: the dialog, and what follows from it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from core.catalogue.known_set import KnownSet
from core.data_description import source_of
from core.datasets.extra_images import parted_source
from gui.actions.action_id import ActionId
from gui.lab.lab import Lab
from gui.window.document_actions import DocumentActions

COPY_FILTER = "Data (*.gz *.zip *.bin *ubyte *.csv);;All files (*)"


class CatalogueActions(QObject):
    """Opens the dialog, and lets the lab fetch and use what is chosen there.

    Parameters
    ----------
    lab : Lab
    documents : DocumentActions
        Has the dialogs for files.
    parent : QWidget
    """

    def __init__(self, lab: Lab, documents: DocumentActions, parent: QWidget) -> None:
        super().__init__(parent)
        self._lab = lab
        self._documents = documents
        self._window = parent

    def handlers(self) -> dict[ActionId, Callable[[], object]]:
        """Return what the actions do."""
        return {ActionId.EXPERIMENT_KNOWN_DATA: self.open_dialog}

    @Slot()
    def open_dialog(self) -> None:
        """Show the sets, the one in use first."""
        # wanted by few
        from gui.dialogs.data_sets_dialog import DataSetsDialog

        fetcher = self._lab.data_loader.fetcher
        used = parted_source(source_of(self._lab.state.experiment.experiment.data))[0]
        dialog = DataSetsDialog(self._window, used)

        def ask_for_copy(known: KnownSet) -> None:
            def take(path: Path) -> None:
                dialog.begin(f"Looking into {path.name}…")
                fetcher.copy(known, path)

            self._documents.file_dialogs.ask_to_open(
                f"A file of {known.title}: its archive, or one of its files", COPY_FILTER, take
            )

        dialog.use_wanted.connect(self._lab.load_data)
        dialog.download_wanted.connect(fetcher.download)
        dialog.copy_wanted.connect(ask_for_copy)
        dialog.stop_wanted.connect(fetcher.give_up)
        fetcher.advanced.connect(dialog.show_progress)
        fetcher.fetched.connect(dialog.show_arrival)
        fetcher.failed.connect(dialog.show_failure)
        dialog.open()
