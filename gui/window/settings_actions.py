"""The settings dialog, and what follows from it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from core.datasets.streaming.policy import StreamingPolicy, use_policy
from core.documents.budget import budget_bytes
from gui.actions.action_id import ActionId
from gui.dialogs.file_dialogs import FileDialogs
from gui.dialogs.images_section import ImagesSection
from gui.lab.image_keeper import ImageKeeper
from gui.lab.lab import Lab
from gui.lab.run_shelf import RunShelf
from gui.settings import Settings
from gui.window.counting import Counting


class SettingsActions(QObject):
    """Opens the dialog; remembers what is chosen there and lets it hold for new runs.

    Parameters
    ----------
    settings : Settings
    lab : Lab
    shelf : RunShelf
        Knows the trash.
    file_dialogs : FileDialogs
    counting : Counting
    parent : QWidget
    """

    def __init__(
        self,
        settings: Settings,
        lab: Lab,
        shelf: RunShelf,
        file_dialogs: FileDialogs,
        counting: Counting,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.file_dialogs = file_dialogs
        self._window = parent
        self._settings = settings
        self._lab = lab
        self._shelf = shelf
        self._counting = counting
        self._images = ImageKeeper(shelf.jobs, self)
        self._use_place(lab.run_keeper.folder)
        use_policy(settings.streaming)

    def handlers(self) -> dict[ActionId, Callable[[], object]]:
        """Return what the actions do."""
        return {ActionId.APP_SETTINGS: self.open_dialog}

    @Slot()
    def open_dialog(self) -> None:
        """Show the settings."""
        # wanted by few
        from gui.dialogs.settings_dialog import SettingsDialog

        settings, shelf = self._settings, self._shelf
        dialog = SettingsDialog(
            settings.budget_mb,
            self._lab.run_keeper.folder,
            self._window,
            can_move=not settings.is_folder_given,
            first_index=self._counting.first,
        )

        def choose_folder() -> None:
            start = self._lab.run_keeper.folder
            self.file_dialogs.ask_for_folder("Keep runs in", start, take_folder)

        def take_folder(folder: Path) -> None:
            self.use_folder(folder)
            dialog.show_folder(folder)
            dialog.show_trash(None)

        def show_trash() -> None:
            dialog.show_trash(shelf.trash)

        dialog.budget_chosen.connect(self.use_budget)
        dialog.first_index_chosen.connect(self._counting.use)
        dialog.folder_wanted.connect(choose_folder)
        dialog.emptying_wanted.connect(shelf.empty_trash)
        shelf.looked.connect(show_trash)
        dialog.finished.connect(lambda: shelf.looked.disconnect(show_trash))
        self._connect_images(dialog.images)
        dialog.open()
        shelf.look()
        self._images.look()

    @Slot(object)
    def use_streaming(self, policy: StreamingPolicy) -> None:
        """Let so much memory and disk be taken by images, now and from now on."""
        self._settings.streaming = policy
        use_policy(policy)

    def _connect_images(self, section: ImagesSection) -> None:
        section.policy_chosen.connect(self.use_streaming)
        section.emptying_wanted.connect(self._images.empty)
        self._images.looked.connect(section.show_contents)
        self._images.failed.connect(section.show_trouble)

    @Slot(object)
    def use_budget(self, megabytes: int | None) -> None:
        """Let new runs keep so many MB for the time slider, now and from now on."""
        self._settings.budget_mb = megabytes
        self._use_place(self._lab.run_keeper.folder)

    def use_folder(self, folder: Path) -> None:
        """Keep new runs in `folder`, and list those that are there."""
        self._settings.runs_folder = folder
        self._use_place(folder)
        self._shelf.use_folder(folder)

    def _use_place(self, folder: Path) -> None:
        self._lab.run_keeper.use_place(folder, budget_bytes(self._settings.budget_mb))
