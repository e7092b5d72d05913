"""Every run there is."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import QEvent, QModelIndex, QSignalBlocker, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.lab.run_row import RunRow
from gui.lab.run_shelf import RunShelf
from gui.panels.panel import Panel
from gui.panels.runs.columns import BEGUN, NAME, TAGS
from gui.panels.runs.order import RunOrder
from gui.panels.runs.overlay_keeper import OverlayKeeper
from gui.panels.runs.search import matching_rows
from gui.panels.runs.toolbar import RunsToolbar, RunWish
from gui.panels.runs.tree_model import RunTreeModel
from gui.panels.runs.tree_view import RunTreeView
from gui.panels.runs.undo_notice import UndoNotice
from gui.state.lab_state import LabState
from gui.widgets.notice_stack import NoticeStack

LEAST_SIZE = QSize(300, 130)
READING = "Reading the runs …"
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
        Its `changed` tells the curves of the ticked runs.

    Signals
    -------
    open_wanted(Path)
        Somebody wants to see this run.
    compare_wanted(Path)
        Somebody wants to see it beside the shown one.
    """

    PANEL_ID: ClassVar[str] = "runs_panel"
    TITLE: ClassVar[str] = "Runs"

    open_wanted = Signal(object)
    compare_wanted = Signal(object)

    def __init__(self, state: LabState, shelf: RunShelf, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self._has_looked = False
        self._wanted_sight: Path | None = None
        self._sort_key = BEGUN
        self._is_fitted = False
        self.shelf = shelf
        self.overlays = OverlayKeeper(self.shelf, self)
        self._model = RunTreeModel(state.theme, self)
        self._order = RunOrder(self._model, self)
        self._build()
        self.shelf.changed.connect(self._on_shelf_changed)
        self.shelf.opened.connect(self._on_opened)
        self.shelf.failed.connect(self._on_failed)
        self.shelf.copied.connect(self._on_copied)
        self.shelf.thrown_away.connect(self._on_thrown_away)
        self._model.rename_wanted.connect(self.shelf.rename)
        self._model.tags_wanted.connect(self.shelf.set_tags)
        self._model.ticks_changed.connect(self._on_ticks_changed)
        state.theme.changed.connect(self._model.restyle)
        self._on_opened()
        self.refresh_later()

    @property
    def selected(self) -> list[Path]:
        """The runs that are selected, in the order of the list."""
        rows = [self._row_at(index) for index in self._view.selectionModel().selectedRows()]
        return [row.path for row in rows if row is not None]

    @property
    def ticked(self) -> list[Path]:
        """The runs whose curves are laid over the shown ones."""
        return list(self._model.ticked)

    def sizeHint(self) -> QSize:
        return QSize(620, 210)

    def minimumSizeHint(self) -> QSize:
        return LEAST_SIZE

    def event(self, event: QEvent) -> bool:
        """Let Ctrl+Z fetch back what was deleted here, while the panel offers that."""
        is_undo = isinstance(event, QKeyEvent) and event.matches(QKeySequence.StandardKey.Undo)
        if is_undo and self._notice.can_undo:
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                self._notice.undo()
                return True
        return super().event(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Read the list when it is first seen."""
        super().showEvent(event)
        self._look_once()

    def refresh(self) -> None:
        """List what there is, as far as it fits the search; not under a name being typed."""
        if self._view.is_editing:
            return  # the end of typing comes back here
        selected, current = self.selected, self._row_at(self._view.currentIndex())
        scroll = self._view.verticalScrollBar().value()
        folded = [row.path for row in self._model.rows if self._is_folded(row.path)]
        columns = self._model.columns.keys
        rows = matching_rows(self.shelf.rows, self._toolbar.words)
        self._model.show_rows(rows)
        self._keep_order(columns)
        self._span_troubles()
        for path in folded:
            self._view.collapse(self._order.mapFromSource(self._model.index_of(path)))
        self._select(selected, None if current is None else current.path)
        self._view.verticalScrollBar().setValue(scroll)
        if rows:
            self._stack.show_view()
        else:
            reads = self._has_looked and not self.shelf.rows and self.shelf.is_busy
            empty = NO_MATCH if self.shelf.rows else READING if reads else NO_RUNS
            self._stack.show_notice(empty)
        self._show_what_can_be_done()

    def _look_once(self) -> None:
        if not self._has_looked and self.isVisible():
            self._has_looked = True
            self.shelf.look()

    def _row_at(self, index: QModelIndex) -> RunRow | None:
        return self._model.row_at(self._order.mapToSource(index))

    def _select(self, paths: list[Path], current: Path | None) -> None:
        chooser = self._view.selectionModel()
        flags = chooser.SelectionFlag
        if self._wanted_sight is not None:
            index = self._order.mapFromSource(self._model.index_of(self._wanted_sight))
            if index.isValid():
                self._wanted_sight = None
                self._view.setCurrentIndex(index)
                self._view.scrollTo(index)
                return
        for path in paths:
            index = self._order.mapFromSource(self._model.index_of(path))
            if index.isValid():
                chooser.select(index, flags.Select | flags.Rows)
        if current is not None:
            index = self._order.mapFromSource(self._model.index_of(current))
            if index.isValid():
                chooser.setCurrentIndex(index, flags.NoUpdate)

    def _is_folded(self, path: Path) -> bool:
        index = self._order.mapFromSource(self._model.index_of(path))
        return self._order.hasChildren(index) and not self._view.isExpanded(index)

    def _keep_order(self, before: tuple[str, ...]) -> None:
        """Sort by the same column as before, wherever it is by now."""
        now = self._model.columns.keys
        if now == before and self._is_fitted:
            return
        key = self._sort_key if self._sort_key in now else BEGUN
        header = self._view.header()
        with QSignalBlocker(header):
            header.setSortIndicator(now.index(key), header.sortIndicatorOrder())
        self._order.sort(now.index(key), header.sortIndicatorOrder())
        self._view.fit_columns()
        self._is_fitted = bool(self._model.rows)

    @Slot(int)
    def _on_sorted(self, column: int) -> None:
        keys = self._model.columns.keys
        self._sort_key = keys[column] if 0 <= column < len(keys) else BEGUN

    def _span_troubles(self) -> None:
        """Let what is wrong with a file use the whole line."""
        for row in self._model.rows:
            if row.summary is None:
                index = self._order.mapFromSource(self._model.index_of(row.path))
                self._view.setFirstColumnSpanned(index.row(), index.parent(), True)

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

    @Slot(object)
    def _on_copied(self, path: Path) -> None:
        self._wanted_sight = path
        self._notice.show_text("")

    @Slot(str)
    def _on_failed(self, text: str) -> None:
        self._notice.show_text(text, "error")

    @Slot(str)
    def _on_thrown_away(self, text: str) -> None:
        self._notice.show_text(text, can_undo=True)

    @Slot(QModelIndex)
    def _on_open(self, index: QModelIndex) -> None:
        row = self._row_at(index)
        if row is not None and row.summary is None:
            self._notice.show_text(f"{row.path.name}: {row.trouble}", "error")
        elif row is not None:
            self.open_wanted.emit(row.path)

    @Slot()
    def _on_delete(self) -> None:
        self.shelf.throw_away(self.selected)

    @Slot(object)
    def _on_wanted(self, wish: RunWish) -> None:
        index = self._view.currentIndex()
        row = self._row_at(index)
        if wish is RunWish.DELETE:
            self._on_delete()
        elif row is None:
            return
        elif wish is RunWish.OPEN:
            self._on_open(index)
        elif wish is RunWish.DUPLICATE:
            self.shelf.duplicate(row.path)
        elif wish is RunWish.COMPARE:
            self.compare_wanted.emit(row.path)
        else:
            key = NAME if wish is RunWish.RENAME else TAGS
            cell = self._order.mapFromSource(self._model.index_of(row.path, key))
            self._view.setFocus()
            self._view.setCurrentIndex(cell)
            self._view.edit(cell)

    @Slot()
    def _show_what_can_be_done(self) -> None:
        row = self._row_at(self._view.currentIndex())
        is_run = row is not None and row.summary is not None
        self._toolbar.allow(one=is_run, several=bool(self.selected))

    def _build(self) -> None:
        theme, name = self._state.theme, self.PANEL_ID
        self._toolbar = RunsToolbar(theme, name)
        self._toolbar.searched.connect(self.refresh_later)
        self._toolbar.wanted.connect(self._on_wanted)
        self._view = RunTreeView(f"{name}_view")
        self._view.setModel(self._order)
        header = self._view.header()
        header.setSortIndicator(len(self._model.columns.keys) - 1, Qt.SortOrder.DescendingOrder)
        header.sortIndicatorChanged.connect(self._on_sorted)
        self._view.open_wanted.connect(self._on_open)
        self._view.delete_wanted.connect(self._on_delete)
        self._view.menu_wanted.connect(self._toolbar.pop_up)
        self._view.itemDelegate().closeEditor.connect(
            self.refresh_later, Qt.ConnectionType.QueuedConnection
        )
        chooser = self._view.selectionModel()
        chooser.selectionChanged.connect(self._show_what_can_be_done)
        chooser.currentChanged.connect(self._show_what_can_be_done)
        self._notice = UndoNotice(theme, f"{name}_notice")
        self._notice.undo_wanted.connect(self.shelf.fetch_back)
        body = QWidget()
        self._stack = NoticeStack(body, self._view, f"{name}_message")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(6)
        column.addWidget(self._toolbar)
        column.addWidget(body, 1)
        column.addWidget(self._notice)
