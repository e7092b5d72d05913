"""Every run there is."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import QEvent, QModelIndex, QSize, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.figures.figure import Figure
from gui.dialogs.trash_question import TrashQuestion
from gui.lab.run_row import RunRow
from gui.lab.run_shelf import RunShelf
from gui.panels.panel import Panel
from gui.panels.runs.columns import NAME, TAGS
from gui.panels.runs.listing_trouble import ListingTrouble
from gui.panels.runs.overlay_keeper import OverlayKeeper
from gui.panels.runs.paper_figure import runs_figure
from gui.panels.runs.run_list import RunList
from gui.panels.runs.search import matching_rows
from gui.panels.runs.toolbar import RunCommand, RunsToolbar
from gui.panels.runs.undo_notice import UndoNotice
from gui.state.lab_state import LabState
from gui.widgets.notice_stack import NoticeStack

LEAST_SIZE = QSize(300, 130)
READING = "Reading the runs…"
NO_RUNS = "No runs yet. Every run you train is kept here: to go back to, to branch, to compare."
NO_MATCH = "No run has all of these words in its name, tags or settings."


class RunsPanel(Panel):
    """Lists the runs of a folder and those opened from elsewhere; branches under their parent.

    Parameters
    ----------
    state : LabState
    shelf : RunShelf
        Knows the runs, and does what is done to them.

    Attributes
    ----------
    overlays : OverlayKeeper
        Its `changed` hands over the curves of the ticked runs.

    Signals
    -------
    open_wanted(Path)
        The user wants to see this run.
    compare_wanted(Path)
        The user wants to see it beside the shown one.
    """

    PANEL_ID: ClassVar[str] = "runs_panel"
    TITLE: ClassVar[str] = "Runs"

    open_wanted = Signal(object)
    compare_wanted = Signal(object)

    def __init__(self, state: LabState, shelf: RunShelf, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self._has_looked = False
        self.shelf = shelf
        self.overlays = OverlayKeeper(self.shelf, self)
        self._list = RunList(state.theme, f"{self.PANEL_ID}_view", self)
        self._model = self._list.model
        self._build()
        self.shelf.changed.connect(self._on_shelf_changed)
        self.shelf.opened.connect(self._on_opened)
        self.shelf.failed.connect(self._on_failed)
        self.shelf.copied.connect(self._on_copied)
        self.shelf.thrown_away.connect(self._on_thrown_away)
        self.shelf.trash_emptied.connect(self._notice.show_text)
        self._model.rename_wanted.connect(self.shelf.rename)
        self._model.tags_wanted.connect(self.shelf.set_tags)
        self._model.ticks_changed.connect(self._on_ticks_changed)
        state.theme.changed.connect(self._model.restyle)
        self._on_opened()
        self.refresh_later()

    @property
    def selected(self) -> list[Path]:
        """The runs that are selected, in the order of the list."""
        return self._list.selected

    @property
    def ticked(self) -> list[Path]:
        """The runs whose curves are laid over the shown ones."""
        return list(self._model.ticked)

    def paper_figure(self) -> Figure | None:
        return runs_figure(self._model.rows)

    def sizeHint(self) -> QSize:
        return QSize(620, 210)

    def minimumSizeHint(self) -> QSize:
        return LEAST_SIZE

    def event(self, event: QEvent) -> bool:
        """Let Ctrl+Z fetch back what was deleted; if nothing was, undo nothing else."""
        is_undo = isinstance(event, QKeyEvent) and event.matches(QKeySequence.StandardKey.Undo)
        if is_undo and self._notice.text:
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                if self._notice.can_undo:
                    self._notice.undo()
                return True
        return super().event(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Read the list when it is first seen."""
        super().showEvent(event)
        self._look_once()

    def refresh(self) -> None:
        """List what there is, as far as it fits the search; not under a name being typed."""
        if self._list.view.is_editing:
            return  # the end of typing comes back here
        rows = matching_rows(self.shelf.rows, self._toolbar.words)
        self._list.show_rows(rows)
        if rows:
            self._stack.show_view()
        else:
            reads = self._has_looked and not self.shelf.rows and self.shelf.is_busy
            empty = NO_MATCH if self.shelf.rows else READING if reads else NO_RUNS
            self._stack.show_notice(empty)
        self._toolbar.show_trash(self.shelf.trash)
        self._trouble.show_text(self.shelf.trouble)
        self._show_what_can_be_done()

    def _look_once(self) -> None:
        if not self._has_looked and self.isVisible():
            self._has_looked = True
            self.shelf.look()

    @Slot()
    def _on_opened(self) -> None:
        self._model.show_as_open(self.shelf.open_path)

    @Slot()
    def _on_shelf_changed(self) -> None:
        there = {row.path for row in self.shelf.rows if row.summary is not None}
        self._model.untick([path for path in self._model.ticked if path not in there])
        self.refresh_later()

    @Slot()
    def _on_ticks_changed(self) -> None:
        self.overlays.show(self._model.ticked)
        self.shelf.ticked.use(self.ticked)

    @Slot(object)
    def _on_copied(self, path: Path) -> None:
        self._list.bring_in_sight(path)
        self._notice.show_text("")

    @Slot(str)
    def _on_failed(self, text: str) -> None:
        self._notice.show_text(text, "error")

    @Slot(str)
    def _on_thrown_away(self, text: str) -> None:
        self._notice.show_text(text, can_undo=True)

    @Slot(QModelIndex)
    def _on_open(self, index: QModelIndex) -> None:
        row = self._list.row_at(index)
        if row is not None:
            self._open(row)

    def _open(self, row: RunRow) -> None:
        if row.summary is None:
            self._notice.show_text(f"{row.path.name}: {row.trouble}", "error")
        else:
            self.open_wanted.emit(row.path)

    @Slot()
    def _on_delete(self) -> None:
        self.shelf.throw_away(self.selected)

    @Slot()
    def _on_trash_clicked(self) -> None:
        if self.shelf.trash is not None:
            TrashQuestion(self.shelf.trash, self.shelf.empty_trash, self).open()

    @Slot(object)
    def _on_wanted(self, wish: RunCommand) -> None:
        row = self._list.current
        if wish is RunCommand.DELETE:
            self._on_delete()
        elif row is None:
            return
        elif wish is RunCommand.OPEN:
            self._open(row)
        elif wish is RunCommand.DUPLICATE:
            self.shelf.duplicate(row.path)
        elif wish is RunCommand.COMPARE:
            self.compare_wanted.emit(row.path)
        else:
            self._list.edit(row.path, NAME if wish is RunCommand.RENAME else TAGS)

    @Slot()
    def _show_what_can_be_done(self) -> None:
        row = self._list.current
        is_run = row is not None and row.summary is not None
        self._toolbar.allow(one=is_run, several=bool(self.selected))

    def _build(self) -> None:
        theme, name = self._state.theme, self.PANEL_ID
        self._toolbar = RunsToolbar(theme, name)
        self._toolbar.searched.connect(self.refresh_later)
        self._toolbar.wanted.connect(self._on_wanted)
        self._toolbar.trash_clicked.connect(self._on_trash_clicked)
        view = self._list.view
        view.open_wanted.connect(self._on_open)
        view.delete_wanted.connect(self._on_delete)
        view.menu_wanted.connect(self._toolbar.pop_up)
        self._list.typed.connect(self.refresh_later)
        self._list.chosen_changed.connect(self._show_what_can_be_done)
        self._notice = UndoNotice(theme, f"{name}_notice")
        self._notice.undo_wanted.connect(self.shelf.fetch_back)
        self._trouble = ListingTrouble(f"{name}_trouble")
        self._notice.shown.connect(self._trouble.give_way)
        body = QWidget()
        self._stack = NoticeStack(body, view, f"{name}_message")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(6)
        column.addWidget(self._toolbar)
        column.addWidget(body, 1)
        column.addWidget(self._notice)
        column.addWidget(self._trouble)
