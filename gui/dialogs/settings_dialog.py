"""What is decided once for all runs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from core.datasets.streaming.policy import current_policy
from core.documents.budget import BUDGET_MB
from gui.dialogs.dialog_buttons import DialogButtons
from gui.dialogs.dialog_headline import DialogHeadline
from gui.dialogs.fitting_dialog import FittingDialog
from gui.dialogs.images_section import ImagesSection
from gui.dialogs.trash_question import TrashQuestion
from gui.forms.field_editors import make_editor
from gui.forms.field_row import FieldRow

if TYPE_CHECKING:  # SQLite is loaded when the first run is read, not when the window opens
    from core.documents.trash import TrashContents

WIDTH = 420
BUDGET = "budget_mb"
EXPLAINS_BUDGET = (
    "How many MB of its past a run keeps in its file. With more, the time slider computes "
    "fewer steps anew. Usual: 52 MB, more for large networks. Holds for new runs."
)
EXPLAINS_COUNTING = (
    "Filters, rows, columns, units, layers and images. Classes keep their own names, and "
    "code that is shown or copied always counts from 0."
)
GIVEN = "The environment variable GLASSBOX_RUNS names this folder."


class SettingsDialog(FittingDialog):
    """Shows the settings; every change holds at once and is announced.

    Parameters
    ----------
    budget : int or None
        MB that a run may keep for the time slider; None for the usual.
    folder : Path
        Where runs are kept.
    can_move : bool
        Whether another folder can be chosen.
    first_index : int
        What the first of several things is called: 0 or 1.

    Attributes
    ----------
    images : ImagesSection
        What is decided of large data sets.

    Signals
    -------
    budget_chosen(int or None)
    first_index_chosen(int)
    folder_wanted()
        The user wants to choose another folder.
    emptying_wanted()
        The user wants the trash emptied, and has said so twice.
    """

    budget_chosen = Signal(object)
    first_index_chosen = Signal(int)
    folder_wanted = Signal()
    emptying_wanted = Signal()

    def __init__(
        self,
        budget: int | None,
        folder: Path,
        parent: QWidget,
        *,
        can_move: bool = True,
        first_index: int = 0,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("settings_dialog")
        self.setWindowTitle("Settings")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._folder_text = ""
        self._trash_contents: TrashContents | None = None
        title = QLabel("Recording of runs")
        title.setObjectName("settings_recording")
        title.setProperty("role", "title")
        name = "settings_budget"
        self._budget = FieldRow(
            BUDGET, BUDGET_MB, make_editor(BUDGET, BUDGET_MB, name), name=name
        )
        self._budget.show_value(budget)
        self._budget.edited.connect(self._on_budget)
        explains = _caption(EXPLAINS_BUDGET, "settings_budget_explains")
        self._folder = _caption("", "settings_folder")
        self._choose = _button("Choose…", "settings_choose_folder")
        self._choose.setToolTip("Keep runs that are begun from now on in another folder.")
        self._choose.setEnabled(can_move)
        self._choose.clicked.connect(self.folder_wanted)
        self._trash = _caption("", "settings_trash")
        self._empty = _button("Empty…", "settings_empty_trash")
        self._empty.setToolTip("Remove deleted runs for good.")
        self._empty.clicked.connect(self._on_empty)
        self.images = ImagesSection(current_policy(), self)
        buttons = DialogButtons(self, leave="Close", name="settings_dialog")
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(DialogHeadline("Settings", "settings_headline"))
        column.addSpacing(4)
        column.addWidget(title)
        column.addWidget(self._budget)
        column.addWidget(explains)
        column.addSpacing(8)
        column.addLayout(_line("Runs are kept in", self._choose))
        column.addWidget(self._folder)
        if not can_move:
            column.addWidget(_caption(GIVEN, "settings_folder_given"))
        column.addSpacing(8)
        column.addLayout(_line("Trash", self._empty))
        column.addWidget(self._trash)
        column.addSpacing(8)
        column.addLayout(self._counting(first_index))
        column.addSpacing(8)
        column.addWidget(self.images)
        self.lay_out(column, buttons)
        self.setFixedWidth(WIDTH)
        self.show_folder(folder)
        self.show_trash(None)

    def show_folder(self, folder: Path) -> None:
        """Show where runs are kept."""
        self._folder_text = str(folder)
        self._fit_folder()

    def show_trash(self, contents: TrashContents | None) -> None:
        """Show what is in the trash; None while that is being found out."""
        self._trash_contents = contents
        if contents is None:
            self._trash.setText("Looking…")
        elif contents.runs:
            self._trash.setText(f"{contents.text}, still on the disk")
        else:
            self._trash.setText("Empty")
        self._empty.setEnabled(contents is not None and contents.runs > 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_folder()

    def _fit_folder(self) -> None:
        """Show both ends of a path that is too long."""
        letters, room = self._folder.fontMetrics(), WIDTH - 44
        shown = letters.elidedText(self._folder_text, Qt.TextElideMode.ElideMiddle, room)
        self._folder.setText(shown)
        self._folder.setToolTip(self._folder_text)

    def _counting(self, first_index: int) -> QVBoxLayout:
        """Return what asks whether the first of several things is 0 or 1."""
        title = QLabel("Counting")
        title.setObjectName("settings_counting")
        title.setProperty("role", "title")
        check = QCheckBox("Count from 1 instead of 0")
        check.setObjectName("settings_count_from_one")
        check.setToolTip("Call the first of several things 1 instead of 0, everywhere.")
        check.setChecked(first_index == 1)
        check.toggled.connect(self._on_count_from_one)
        part = QVBoxLayout()
        part.setSpacing(8)
        part.addWidget(title)
        part.addWidget(check)
        part.addWidget(_caption(EXPLAINS_COUNTING, "settings_counting_explains"))
        return part

    def _on_count_from_one(self, is_on: bool) -> None:
        self.first_index_chosen.emit(int(is_on))

    def _on_budget(self, _field: str, value: int | None) -> None:
        self.budget_chosen.emit(value)

    def _on_empty(self) -> None:
        if self._trash_contents is not None:
            TrashQuestion(self._trash_contents, self.emptying_wanted.emit, self).open()


def _line(text: str, button: QPushButton) -> QHBoxLayout:
    line = QHBoxLayout()
    label = QLabel(text)
    label.setBuddy(button)
    line.addWidget(label, 1)
    line.addWidget(button)
    return line


def _button(text: str, name: str) -> QPushButton:
    button = QPushButton(text)
    button.setObjectName(name)
    button.setAutoDefault(False)
    return button


def _caption(text: str, name: str) -> QLabel:
    label = QLabel(text)
    label.setObjectName(name)
    label.setProperty("role", "caption")
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label
