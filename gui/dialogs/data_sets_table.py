"""The table of known sets."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from core.arrays import shape_text
from core.catalogue.known_set import KnownSet
from core.catalogue.known_sets import KNOWN_SETS
from core.catalogue.set_state import SetState
from core.formats.size_text import size_text

COLUMNS = ("Name", "What it shows", "Shape", "Classes", "Images", "Download", "State")
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_NUMBERS = (3, 4, 5)
_WHAT, _STATE = 1, len(COLUMNS) - 1


class DataSetsTable(QTreeWidget):
    """One row a set; Enter and double click use it.

    Signals
    -------
    chosen()
        Another row.
    use_wanted()
    """

    chosen = Signal()
    use_wanted = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName("Known data sets")
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setFrameShape(self.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setColumnCount(len(COLUMNS))
        self.setHeaderLabels(list(COLUMNS))
        self._states: dict[str, SetState] = {}
        self._rows = {known.name: _row(known) for known in KNOWN_SETS.values()}
        self.addTopLevelItems(list(self._rows.values()))
        header = self.header()
        header.setSectionsMovable(False)
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(_WHAT, QHeaderView.ResizeMode.Stretch)
        for column in _NUMBERS:
            self.headerItem().setTextAlignment(column, _RIGHT)
        self.currentItemChanged.connect(self._on_current)
        self.activated.connect(self._on_activated)

    @property
    def has_choice(self) -> bool:
        """Whether a row is chosen."""
        return self.currentItem() is not None

    @property
    def current(self) -> KnownSet:
        """The set of the chosen row."""
        return KNOWN_SETS[self.currentItem().data(0, Qt.ItemDataRole.UserRole)]

    def state(self, known: KnownSet) -> SetState:
        """Return what was shown last of a set."""
        return self._states[known.name]

    def choose(self, name: str) -> None:
        """Choose the row of a set."""
        self.setCurrentItem(self._rows[name])

    def show_states(self, states: Mapping[str, SetState]) -> None:
        """Show which sets are here."""
        self._states = dict(states)
        for name, state in states.items():
            self._rows[name].setText(_STATE, state.value)
        self._fit_height()

    def _fit_height(self) -> None:
        """Take as much height as there are rows: nothing is to be scrolled."""
        rows = self.sizeHintForRow(0) * len(self._rows)
        self.setFixedHeight(self.header().sizeHint().height() + rows + 4)

    @Slot()
    def _on_current(self) -> None:
        self.chosen.emit()

    @Slot(QModelIndex)
    def _on_activated(self, _index: QModelIndex) -> None:
        self.use_wanted.emit()


def _row(known: KnownSet) -> QTreeWidgetItem:
    size = size_text(known.download_size) if known.download_size else ""
    item = QTreeWidgetItem(
        [
            known.title,
            known.about,
            shape_text(known.shape),
            f"{known.class_count}",
            f"{known.image_count:,}",
            size,
            "",
        ]
    )
    item.setData(0, Qt.ItemDataRole.UserRole, known.name)
    item.setToolTip(_WHAT, known.about)
    for column in _NUMBERS:
        item.setTextAlignment(column, _RIGHT)
    return item
