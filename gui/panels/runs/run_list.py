"""The runs in the tree, with what is chosen there."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QModelIndex, QObject, QSignalBlocker, Qt, Signal, Slot

from gui.lab.run_row import RunRow
from gui.panels.runs.columns import BEGUN
from gui.panels.runs.order import RunOrder
from gui.panels.runs.tree_model import RunTreeModel
from gui.panels.runs.tree_view import RunTreeView
from gui.theme.theme import CurrentTheme


class RunList(QObject):
    """Shows rows in a tree; what is selected, folded, sorted stays when there are others.

    Parameters
    ----------
    theme : CurrentTheme
    name : str
        ``objectName`` of the tree.

    Attributes
    ----------
    model : RunTreeModel
    view : RunTreeView

    Signals
    -------
    chosen_changed()
        Other runs are selected, or another is the current one.
    typed()
        The user ended typing into a cell.
    """

    chosen_changed = Signal()
    typed = Signal()

    def __init__(self, theme: CurrentTheme, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wanted_sight: Path | None = None
        self._sort_key = BEGUN
        self._is_fitted = False
        self.model = RunTreeModel(theme, self)
        self._order = RunOrder(self.model, self)
        self.view = RunTreeView(name)
        self.view.setModel(self._order)
        header = self.view.header()
        header.setSortIndicator(len(self.model.columns.keys) - 1, Qt.SortOrder.DescendingOrder)
        header.sortIndicatorChanged.connect(self._on_sorted)
        self.view.itemDelegate().closeEditor.connect(
            self.typed, Qt.ConnectionType.QueuedConnection
        )
        chooser = self.view.selectionModel()
        chooser.selectionChanged.connect(self._on_chosen)
        chooser.currentChanged.connect(self._on_chosen)

    @property
    def selected(self) -> list[Path]:
        """The runs that are selected, in the order of the list."""
        rows = [self.row_at(index) for index in self.view.selectionModel().selectedRows()]
        return [row.path for row in rows if row is not None]

    @property
    def current(self) -> RunRow | None:
        """The run that the keyboard is at."""
        return self.row_at(self.view.currentIndex())

    def row_at(self, index: QModelIndex) -> RunRow | None:
        """Return the run that a cell of the view belongs to."""
        return self.model.row_at(self._order.mapToSource(index))

    def show_rows(self, rows: Sequence[RunRow]) -> None:
        """List other runs, or the same ones as they are now."""
        selected, current = self.selected, self.current
        scroll = self.view.verticalScrollBar().value()
        folded = [row.path for row in self.model.rows if self._is_folded(row.path)]
        columns = self.model.columns.keys
        self.model.show_rows(rows)
        self._keep_order(columns)
        self._span_troubles()
        for path in folded:
            self.view.collapse(self._index_of(path))
        self._select(selected, None if current is None else current.path)
        self.view.verticalScrollBar().setValue(scroll)

    def bring_in_sight(self, path: Path) -> None:
        """Select a run, and scroll to it, as soon as it is listed."""
        self._wanted_sight = path

    def edit(self, path: Path, key: str) -> None:
        """Let the user type into the column `key` of a run."""
        cell = self._order.mapFromSource(self.model.index_of(path, key))
        self.view.setFocus()
        self.view.setCurrentIndex(cell)
        self.view.edit(cell)

    def _index_of(self, path: Path) -> QModelIndex:
        return self._order.mapFromSource(self.model.index_of(path))

    def _select(self, paths: list[Path], current: Path | None) -> None:
        chooser = self.view.selectionModel()
        flags = chooser.SelectionFlag
        if self._wanted_sight is not None:
            index = self._index_of(self._wanted_sight)
            if index.isValid():
                self._wanted_sight = None
                self.view.setCurrentIndex(index)
                self.view.scrollTo(index)
                return
        for path in paths:
            index = self._index_of(path)
            if index.isValid():
                chooser.select(index, flags.Select | flags.Rows)
        if current is not None:
            index = self._index_of(current)
            if index.isValid():
                chooser.setCurrentIndex(index, flags.NoUpdate)

    def _is_folded(self, path: Path) -> bool:
        index = self._index_of(path)
        return self._order.hasChildren(index) and not self.view.isExpanded(index)

    def _keep_order(self, before: tuple[str, ...]) -> None:
        """Sort by the same column as before, wherever it is by now."""
        now = self.model.columns.keys
        if now == before and self._is_fitted:
            return
        key = self._sort_key if self._sort_key in now else BEGUN
        header = self.view.header()
        with QSignalBlocker(header):
            header.setSortIndicator(now.index(key), header.sortIndicatorOrder())
        self._order.sort(now.index(key), header.sortIndicatorOrder())
        self.view.fit_columns()
        self._is_fitted = bool(self.model.rows)

    def _span_troubles(self) -> None:
        """Let what is wrong with a file use the whole line."""
        for row in self.model.rows:
            if row.summary is None:
                index = self._index_of(row.path)
                self.view.setFirstColumnSpanned(index.row(), index.parent(), True)

    @Slot(int)
    def _on_sorted(self, column: int) -> None:
        keys = self.model.columns.keys
        self._sort_key = keys[column] if 0 <= column < len(keys) else BEGUN

    @Slot()
    def _on_chosen(self) -> None:
        self.chosen_changed.emit()
