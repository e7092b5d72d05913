"""Runs in the order of a column."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel

from gui.panels.runs.order import RunOrder
from gui.panels.runs.tree_model import SORT_ROLE

UP, DOWN = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder


def ordered(values, direction):
    """Return `values` as they stand in the list, each with its place before."""
    model = QStandardItemModel()
    for place, value in enumerate(values):
        item = QStandardItem(f"{place}")
        item.setData(value, SORT_ROLE)
        model.appendRow(item)
    order = RunOrder(model)
    order.sort(0, direction)
    return [values[int(order.index(row, 0).data())] for row in range(len(values))]


@pytest.mark.parametrize(
    ("direction", "expected"),
    [(UP, [0.5, 1.5, 2.5, None, None]), (DOWN, [2.5, 1.5, 0.5, None, None])],
)
def test_that_what_has_no_value_comes_last_either_way(direction, expected):
    assert ordered([1.5, None, 2.5, None, 0.5], direction) == expected


def test_that_numbers_come_before_words():
    assert ordered(["b", 3.0, "a", 1.0], UP) == [1.0, 3.0, "a", "b"]
    assert ordered(["b", 3.0, "a", 1.0], DOWN) == ["b", "a", 3.0, 1.0]
