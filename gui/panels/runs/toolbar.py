"""Search the runs, and do something with one."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget

from gui.panels.runs.search_field import SearchField
from gui.theme.theme import CurrentTheme
from gui.widgets.icon_button import IconButton

if TYPE_CHECKING:  # SQLite is loaded when the first run is read, not when the window opens
    from core.documents.trash import TrashContents

TRASH_TIP = "Deleted runs that are still on the disk. Click to remove them for good."


class RunCommand(StrEnum):
    """What can be done with a run."""

    OPEN = "open"
    RENAME = "rename"
    TAGS = "tags"
    DUPLICATE = "duplicate"
    COMPARE = "compare"
    DELETE = "delete"


_WORDS = {
    RunCommand.OPEN: (
        "Open",
        "Return",
        "Show this run where it stands; Resume trains it further.",
    ),
    RunCommand.RENAME: ("Rename", "F2", "Call this run something else."),
    RunCommand.TAGS: ("Tags…", "", "Words of your own to find this run by, between commas."),
    RunCommand.DUPLICATE: ("Duplicate", "", "Make a copy that is a run of its own."),
    RunCommand.COMPARE: (
        "Compare side by side",
        "",
        "Show filters and maps of this run and of the shown one.",
    ),
    RunCommand.DELETE: ("Delete", "Del", "Move to the trash; Undo fetches it back."),
}
_BUTTONS = {
    RunCommand.OPEN: "open",
    RunCommand.COMPARE: "compare",
    RunCommand.DUPLICATE: "duplicate",
    RunCommand.DELETE: "trash",
}


class RunsToolbar(QWidget):
    """A search field, the most used wishes as buttons, and all of them as a menu.

    Parameters
    ----------
    theme : CurrentTheme
    name : str
        The controls are called ``{name}_search``, ``{name}_open`` and so on.

    Attributes
    ----------
    menu : QMenu
        For `pop_up`.

    Signals
    -------
    searched()
        Other words.
    wanted(RunCommand)
    trash_clicked()
    """

    searched = Signal()
    wanted = Signal(object)
    trash_clicked = Signal()

    def __init__(self, theme: CurrentTheme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._search = SearchField(theme)
        self._search.setObjectName(f"{name}_search")
        self._search.setPlaceholderText("Search name, tags, settings")
        self._search.setAccessibleName("Search the runs")
        self._search.setToolTip("Shows the runs that have all of these words somewhere.")
        self._search.textChanged.connect(self.searched)
        self.menu = QMenu(self)
        self.menu.setObjectName(f"{name}_menu")
        self.menu.setToolTipsVisible(True)
        self._actions: dict[RunCommand, QAction] = {}
        self._buttons: dict[RunCommand, IconButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self._search, 1)
        for wish, (text, keys, tip) in _WORDS.items():
            action = self.menu.addAction(f"{text}\t{keys}" if keys else text)
            action.setObjectName(f"{name}_menu_{wish}")
            action.setToolTip(tip)
            action.setData(wish)
            self._actions[wish] = action
        for wish, picture in _BUTTONS.items():
            text, keys, tip = _WORDS[wish]
            button = IconButton(picture, text, theme, name=f"{name}_{wish}")
            button.setToolTip(f"{text} ({keys})\n{tip}" if keys else f"{text}\n{tip}")
            button.clicked.connect(self._actions[wish].trigger)
            self._buttons[wish] = button
            row.addWidget(button)
        self._trash = QPushButton()
        self._trash.setObjectName(f"{name}_trash")
        self._trash.setToolTip(TRASH_TIP)
        self._trash.setAutoDefault(True)
        self._trash.clicked.connect(self.trash_clicked)
        self._trash.hide()
        row.addWidget(self._trash)
        self.menu.triggered.connect(self._on_triggered)

    @property
    def words(self) -> str:
        """What is searched for."""
        return self._search.text()

    def show_trash(self, contents: TrashContents | None) -> None:
        """Show how much is in the trash; nothing if it is empty."""
        has_runs = contents is not None and contents.runs > 0
        if contents is not None:
            self._trash.setText(f"Trash: {contents.text}")
        self._trash.setVisible(has_runs)

    def allow(self, *, one: bool, several: bool) -> None:
        """Enable what makes sense.

        Parameters
        ----------
        one : bool
            Whether there is a current run.
        several : bool
            Whether anything is selected.
        """
        for wish, action in self._actions.items():
            action.setEnabled(several if wish is RunCommand.DELETE else one)
        for wish, button in self._buttons.items():
            button.setEnabled(self._actions[wish].isEnabled())

    @Slot(QPoint)
    def pop_up(self, place: QPoint) -> None:
        """Open the menu at a place of the screen."""
        self.menu.popup(place)

    @Slot(QAction)
    def _on_triggered(self, action: QAction) -> None:
        self.wanted.emit(RunCommand(action.data()))
