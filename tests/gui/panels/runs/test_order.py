"""Runs in the order of a column."""

from types import SimpleNamespace

import pytest
from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt

from gui.panels.runs.order import RunOrder

UP, DOWN = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder


class OneColumn(QAbstractTableModel):
    """Values that are ordered, each in a row that says its place before."""

    def __init__(self, values):
        super().__init__()
        self.columns = SimpleNamespace(values=[[value] for value in values])

    def rowCount(self, parent=QModelIndex()):  # noqa: B008, N802
        return 0 if parent.isValid() else len(self.columns.values)

    def columnCount(self, parent=QModelIndex()):  # noqa: B008, N802
        return 1

    def index(self, row, column, parent=QModelIndex()):  # noqa: B008
        return self.createIndex(row, column, row)

    def data(self, index, role=Qt.ItemDataRole.DisplayRole):
        return index.row() if role == Qt.ItemDataRole.DisplayRole else None


def ordered(values, direction):
    order = RunOrder(OneColumn(values))
    order.sort(0, direction)
    return [values[order.index(row, 0).data()] for row in range(len(values))]


@pytest.mark.parametrize(
    ("direction", "expected"),
    [(UP, [0.5, 1.5, 2.5, None, None]), (DOWN, [2.5, 1.5, 0.5, None, None])],
)
def test_that_what_has_no_value_comes_last_either_way(direction, expected):
    assert ordered([1.5, None, 2.5, None, 0.5], direction) == expected


def test_that_numbers_come_before_words():
    assert ordered(["b", 3.0, "a", 1.0], UP) == [1.0, 3.0, "a", "b"]
    assert ordered(["b", 3.0, "a", 1.0], DOWN) == ["b", "a", 3.0, 1.0]
