"""Runs in the order of a column."""

from __future__ import annotations

from PySide6.QtCore import (
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)

from gui.panels.runs.tree_model import SORT_ROLE, RunTreeModel

Index = QModelIndex | QPersistentModelIndex


class RunOrder(QSortFilterProxyModel):
    """Sorts runs among their siblings; what has no value comes last, either way.

    Parameters
    ----------
    model : RunTreeModel
    """

    def __init__(self, model: RunTreeModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setSourceModel(model)
        self.setDynamicSortFilter(True)

    def lessThan(self, left: Index, right: Index) -> bool:  # noqa: N802
        first, second = left.data(SORT_ROLE), right.data(SORT_ROLE)
        if first == second:  # the same order, whatever it was before
            return bool(left.internalId() < right.internalId())
        if first is None or second is None:
            is_rising = self.sortOrder() == Qt.SortOrder.AscendingOrder
            return (first is not None) == is_rising
        if isinstance(first, str) != isinstance(second, str):
            return not isinstance(first, str)  # numbers before words
        return bool(first < second)
