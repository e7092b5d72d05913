"""The list of runs, as one works with it."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeView, QWidget

#: First width of the name and of what is too long to be shown whole, in pixels.
NAME_WIDTH, MOST_WIDTH = 190, 220
#: Percent of the list that names may take from the last columns, which one can scroll to.
NAME_SHARE = 45
#: Rows that columns are made wide enough for, besides those in sight.
MEASURED_ROWS = 50


class RunTreeView(QTreeView):
    """A table with branches; Enter and double click open, T ticks, F2 renames, Delete deletes.

    Signals
    -------
    open_wanted(QModelIndex)
    delete_wanted()
    menu_wanted(QPoint)
        Where, on the screen.
    """

    open_wanted = Signal(QModelIndex)
    delete_wanted = Signal()
    menu_wanted = Signal(QPoint)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName("Runs")
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setSortingEnabled(True)
        self.setIndentation(16)
        self.setFrameShape(self.Shape.NoFrame)
        self.setExpandsOnDoubleClick(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._on_menu)
        header = self.header()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(False)
        self._last_width = 0
        header.setSectionsMovable(False)
        header.setMinimumSectionSize(44)
        header.setResizeContentsPrecision(MEASURED_ROWS)

    @property
    def is_editing(self) -> bool:
        """Whether the user is typing into a cell."""
        return self.state() == QAbstractItemView.State.EditingState

    def setModel(self, model: QAbstractItemModel | None) -> None:  # noqa: N802
        super().setModel(model)
        self.header().setSortIndicator(0, Qt.SortOrder.AscendingOrder)
        if model is not None:
            model.modelReset.connect(self.unfold)

    @Slot()
    def unfold(self) -> None:
        """Show all branches."""
        self.expandAll()
        model = self.model()
        self.setRootIsDecorated(
            any(model.hasChildren(model.index(at, 0)) for at in range(model.rowCount()))
        )

    def fit_columns(self) -> None:
        """Give every column the room it needs."""
        self.header().setStretchLastSection(False)
        for column in range(1, self.model().columnCount()):
            self.resizeColumnToContents(column)
            self.setColumnWidth(column, min(MOST_WIDTH, self.columnWidth(column) + 10))
        others = sum(self.columnWidth(at) for at in range(1, self.model().columnCount()))
        room = self.viewport().width()
        most = max(room - others, room * NAME_SHARE // 100)
        self.setColumnWidth(0, max(NAME_WIDTH, min(self.sizeHintForColumn(0) + 10, most)))
        self._last_width = self.columnWidth(self.model().columnCount() - 1)
        self._fit_last()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_last()

    def _fit_last(self) -> None:
        """Let the last column take the rest of the line, but never less than it needs."""
        header, last = self.header(), self.model().columnCount() - 1
        others = sum(header.sectionSize(column) for column in range(last))
        has_rest = others + self._last_width <= self.viewport().width()
        if has_rest != header.stretchLastSection():
            header.setStretchLastSection(has_rest)
            if not has_rest:
                header.resizeSection(last, self._last_width)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self.is_editing:
            if index.isValid():
                self.open_wanted.emit(index)
        elif event.key() == Qt.Key.Key_Delete and not self.is_editing:
            self.delete_wanted.emit()
        elif event.key() == Qt.Key.Key_T and not (self.is_editing or event.modifiers()):
            self._turn_tick(index.siblingAtColumn(0))
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton:
            self.open_wanted.emit(index)

    def _turn_tick(self, cell: QModelIndex) -> None:
        """Tick a run or take its tick away: Space, which does so elsewhere, starts training."""
        if cell.flags() & Qt.ItemFlag.ItemIsUserCheckable:
            role = Qt.ItemDataRole.CheckStateRole
            is_ticked = Qt.CheckState(cell.data(role)) == Qt.CheckState.Checked
            state = Qt.CheckState.Unchecked if is_ticked else Qt.CheckState.Checked
            self.model().setData(cell, state, role)

    def _on_menu(self, place: QPoint) -> None:
        self.menu_wanted.emit(self.viewport().mapToGlobal(place))
