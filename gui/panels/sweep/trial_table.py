"""The trials as a table, the best ones first."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Slot,
)
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from core.index_words import index_words
from core.sweeping.trial_row import TrialRow, TrialState
from gui.panels.sweep.axis import OBJECTIVE, TrialAxis
from gui.panels.sweep.trial_focus import TrialFocus
from gui.panels.sweep.trial_picture import trial_words
from gui.theme.fonts import CONTROL, number_font, text_font

Index = QModelIndex | QPersistentModelIndex
TRIAL, VALUE, SETTINGS = 0, 1, 2
ROW_HEIGHT, LEAST_WIDTH, WIDEST = 26, 52, 130
STAR = "★"
SHORT_STATES = {
    TrialState.RUNNING: "runs",
    TrialState.PRUNED: "pruned",
    TrialState.FAILED: "failed",
}


class TrialModel(QAbstractTableModel):
    """Rows of the trials that are brushed, in the order of their value."""

    def __init__(self, focus: TrialFocus, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._focus = focus
        self._rows: list[TrialRow] = []
        self._axes: list[TrialAxis] = []

    def show(self) -> bool:
        """Take what the focus has; return whether anything is other than before."""
        trials, brushed = self._focus.trials, self._focus.brushed
        ranked = () if trials is None else trials.ranked()
        rows = [row for row in ranked if brushed is None or row.number in brushed]
        axes = [axis for axis in self._focus.axes if axis.name != OBJECTIVE]
        if rows == self._rows and axes == self._axes:
            return False
        self.beginResetModel()
        self._rows, self._axes = rows, axes
        self.endResetModel()
        return True

    def number_at(self, row: int) -> int | None:
        """Return the trial of a row."""
        return self._rows[row].number if 0 <= row < len(self._rows) else None

    def row_of(self, number: int | None) -> int | None:
        """Return the row of a trial."""
        return next((at for at, row in enumerate(self._rows) if row.number == number), None)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802
        return 0 if parent.isValid() else SETTINGS + len(self._axes)

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        axis = self._focus.axis_of_objective
        objective = "value" if axis is None else axis.title
        titles = ["trial", objective, *(axis.title for axis in self._axes)]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return titles[section] if section < len(titles) else None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row, trials = self._rows[index.row()], self._focus.trials
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(row, index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.FontRole:
            return number_font(CONTROL, bold=index.column() == VALUE)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            words = "" if trials is None else trial_words(trials, row, self._focus)
            return f"{words}\n{row.reason}" if row.reason else words
        return None

    def _text(self, row: TrialRow, column: int) -> str:
        trials, axis = self._focus.trials, self._focus.axis_of_objective
        if column == TRIAL:
            best = None if trials is None else trials.best
            mark = f"{STAR} " if best is not None and best.number == row.number else ""
            return f"{mark}{index_words(row.number)}"
        if column == VALUE:
            if row.value is None or axis is None:
                return SHORT_STATES.get(row.state, "–")
            spread = "" if row.spread is None else f" ± {axis.text_of(row.spread)}"
            return f"{axis.text_of(row.value)}{spread}"
        setting = self._axes[column - SETTINGS]
        if setting.name not in row.settings:
            return "–"
        return setting.text_of(row.settings[setting.name])


class TrialTable(QTableView):
    """Enter and double click open a trial; what is under the mouse is lit everywhere.

    Parameters
    ----------
    focus : TrialFocus
    name : str
    """

    def __init__(self, focus: TrialFocus, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._focus = focus
        self._model = TrialModel(focus, self)
        self._is_following = False
        self.setObjectName(name)
        self.setAccessibleName("Trials, the best first")
        self.setModel(self._model)
        self.setFrameShape(self.Shape.NoFrame)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setFont(text_font(CONTROL))
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(LEAST_WIDTH)
        header.setMaximumSectionSize(WIDEST)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setResizeContentsPrecision(40)
        self.activated.connect(self._on_activated)
        self.entered.connect(self._on_entered)
        self.selectionModel().currentRowChanged.connect(self._on_current)
        focus.shown.connect(self._follow)
        focus.changed.connect(self._follow)

    def leaveEvent(self, event: QEvent) -> None:
        self._focus.hover(None)
        super().leaveEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not self.indexAt(event.position().toPoint()).isValid():
            self._focus.hover(None)
        super().mouseMoveEvent(event)

    @Slot()
    def _follow(self) -> None:
        """Show what is brushed and chosen."""
        self._is_following = True
        self._model.show()
        row = self._model.row_of(self._focus.selected)
        if row is None:
            self.selectionModel().clear()
        elif self.currentIndex().row() != row or not self.selectionModel().hasSelection():
            flags = QItemSelectionModel.SelectionFlag
            self.selectionModel().setCurrentIndex(
                self._model.index(row, 0), flags.ClearAndSelect | flags.Rows
            )
        self._is_following = False
        self.viewport().update()

    @Slot(QModelIndex, QModelIndex)
    def _on_current(self, now: QModelIndex, _before: QModelIndex) -> None:
        if not self._is_following and now.isValid():
            self._focus.select(self._model.number_at(now.row()))

    @Slot(QModelIndex)
    def _on_entered(self, index: QModelIndex) -> None:
        self._focus.hover(self._model.number_at(index.row()))

    @Slot(QModelIndex)
    def _on_activated(self, index: QModelIndex) -> None:
        number = self._model.number_at(index.row())
        if number is not None:
            self._focus.open(number)
