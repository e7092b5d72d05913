"""The list of runs as Qt's tree view wants it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QBrush, QColor, QFont, QIcon

from gui.lab.run_row import RunRow
from gui.panels.runs.columns import NAME, TAGS, RunColumns, columns_of
from gui.panels.runs.swatch import run_swatch
from gui.theme.fonts import CONTROL, number_font, text_font
from gui.theme.icons import icon
from gui.theme.theme import CurrentTheme

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
NOWHERE = QModelIndex()


class RunTreeModel(QAbstractItemModel):
    """Runs, branches under what they were branched from; one row per file.

    Parameters
    ----------
    theme : CurrentTheme

    Attributes
    ----------
    columns : RunColumns

    Signals
    -------
    rename_wanted(Path, str)
    tags_wanted(Path, list of str)
    ticks_changed()
    """

    rename_wanted = Signal(object, str)
    tags_wanted = Signal(object, list)
    ticks_changed = Signal()

    def __init__(self, theme: CurrentTheme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rows: tuple[RunRow, ...] = ()
        self.columns: RunColumns = columns_of(())
        self._children: dict[int | None, list[int]] = {}
        self._places: list[int] = []  # of every row among its siblings
        self._at: dict[Path, int] = {}  # where in the list a run stands
        self._ticked: dict[Path, int] = {}
        self._shown: Path | None = None

    @property
    def rows(self) -> tuple[RunRow, ...]:
        """What is listed."""
        return self._rows

    @property
    def ticked(self) -> dict[Path, int]:
        """The ticked runs in the order they were ticked, each with the look of its curves."""
        return dict(self._ticked)

    def show_rows(self, rows: Sequence[RunRow]) -> None:
        """List other runs, or the same ones as they are now."""
        columns, before = columns_of(rows), self.columns
        is_same_list = [row.path for row in rows] == [row.path for row in self._rows]
        if is_same_list and (columns.keys, columns.parents) == (before.keys, before.parents):
            changed = [at for at, row in enumerate(rows) if row is not self._rows[at]]
            self._rows, self.columns = tuple(rows), columns
            self._announce(changed)  # a run was saved: no reason to build the tree anew
            return
        self.beginResetModel()
        self._rows, self.columns = tuple(rows), columns
        self._at = {row.path: place for place, row in enumerate(rows)}
        self._children = {}
        self._places = []
        for place, parent in enumerate(self.columns.parents):
            siblings = self._children.setdefault(parent, [])
            self._places.append(len(siblings))
            siblings.append(place)
        self.endResetModel()

    def show_as_open(self, path: Path | None) -> None:
        """Say whose curves are drawn anyway."""
        self._shown = path
        self.untick([path] if path is not None else [])
        self._announce_all()

    def untick(self, paths: Sequence[Path]) -> None:
        """Take ticks away."""
        gone = [path for path in paths if self._ticked.pop(path, None) is not None]
        if gone:
            self._announce_all()
            self.ticks_changed.emit()

    def row_at(self, index: Index) -> RunRow | None:
        """Return the run an index belongs to."""
        return self._rows[index.internalId()] if index.isValid() else None

    def index_of(self, path: Path, key: str = NAME) -> QModelIndex:
        """Return where a run is listed; an invalid index if it is not."""
        place = self._at.get(path)
        if place is None or key not in self.columns.keys:
            return NOWHERE
        return self.createIndex(self._places[place], self.columns.keys.index(key), place)

    def restyle(self) -> None:
        """Take the colours of the theme."""
        self._announce_all()

    def index(self, row: int, column: int, parent: Index = NOWHERE) -> QModelIndex:
        siblings = self._children.get(parent.internalId() if parent.isValid() else None, [])
        if 0 <= row < len(siblings) and 0 <= column < len(self.columns.keys):
            return self.createIndex(row, column, siblings[row])
        return NOWHERE

    def parent(self, index: Index = NOWHERE) -> QModelIndex:  # type: ignore[override]
        above = self.columns.parents[index.internalId()] if index.isValid() else None
        return NOWHERE if above is None else self.createIndex(self._places[above], 0, above)

    def rowCount(self, parent: Index = NOWHERE) -> int:  # noqa: N802
        if parent.isValid() and parent.column() > 0:
            return 0
        return len(self._children.get(parent.internalId() if parent.isValid() else None, ()))

    def columnCount(self, parent: Index = NOWHERE) -> int:  # noqa: N802
        return len(self.columns.keys)

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> Any:  # noqa: ANN401
        if not 0 <= section < len(self.columns.keys):
            return None
        if role == Role.DisplayRole:
            return self.columns.titles[section]
        if role == Role.ToolTipRole:
            return self.columns.tips[section]
        if role == Role.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        row = self.row_at(index)
        if row is None:
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        key = self.columns.keys[index.column()]
        if row.summary is not None and key in (NAME, TAGS):
            flags |= Qt.ItemFlag.ItemIsEditable
        if row.summary is not None and key == NAME and row.path != self._shown:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:  # noqa: ANN401
        row = self.row_at(index)
        if row is None:
            return None
        place, column = index.internalId(), index.column()
        if role in (Role.DisplayRole, Role.EditRole):
            return self._text(row, place, column, is_typed=role == Role.EditRole)
        if role == Role.ToolTipRole:
            return self._tip(row, place, column)
        if role == Role.ForegroundRole:
            return QBrush(QColor(self._color(row)))
        if role == Role.FontRole:
            return self._font(row, place, column)
        if column == 0 and role == Role.DecorationRole:
            return self._sign(row)
        if column == 0 and role == Role.CheckStateRole and row.summary is not None:
            is_ticked = row.path in self._ticked
            return None if row.path == self._shown else _check_state(is_ticked=is_ticked)
        return None

    def setData(  # noqa: N802
        self,
        index: Index,
        value: Any,  # noqa: ANN401
        role: int = Role.EditRole,
    ) -> bool:
        row = self.row_at(index)
        if row is None or row.summary is None:
            return False
        if role == Role.CheckStateRole:
            return self._tick(
                row.path, is_ticked=Qt.CheckState(value) == _check_state(is_ticked=True)
            )
        text = str(value).strip()
        if role == Role.EditRole and self.columns.keys[index.column()] == NAME:
            if text and text != row.summary.labels.name:
                self.rename_wanted.emit(row.path, text)
            return True
        if role == Role.EditRole:
            tags = list(dict.fromkeys(tag.strip() for tag in text.split(",") if tag.strip()))
            if tuple(tags) != row.summary.labels.tags:
                self.tags_wanted.emit(row.path, tags)
            return True
        return False

    def _tick(self, path: Path, *, is_ticked: bool) -> bool:
        if is_ticked == (path in self._ticked) or path == self._shown:
            return False
        if is_ticked:
            taken = set(self._ticked.values())
            self._ticked[path] = next(n for n in range(len(taken) + 1) if n not in taken)
        else:
            del self._ticked[path]
        self._announce_all()
        self.ticks_changed.emit()
        return True

    def _text(self, row: RunRow, place: int, column: int, *, is_typed: bool) -> str:
        if row.summary is None:
            return f"{row.path.name} — {row.trouble}" if column == 0 else ""
        is_name = is_typed and column == 0  # without what sets it apart from others
        return row.summary.labels.name if is_name else self.columns.texts[place][column]

    def _tip(self, row: RunRow, place: int, column: int) -> str:
        if row.summary is None or column == 0:
            where = "" if row.is_here else " (opened from elsewhere)"
            more = f"\n{row.trouble}" if row.trouble else ""
            origin = None if row.summary is None else row.summary.recipe.parent
            if origin is not None:
                more += f"\nBranched from “{origin.name}” at step {origin.step:,}"
            return f"{row.name}\n{row.path.name}{where}{more}"
        text = self.columns.texts[place][column]
        if (place, column) in self.columns.changed:
            above = self.columns.parents[place]
            before = "" if above is None else self.columns.texts[above][column]
            return f"{text}\nIn the run it was branched from: {before}"
        return text

    def _color(self, row: RunRow) -> str:
        theme = self._theme.theme
        return theme.error if row.summary is None else theme.text

    def _font(self, row: RunRow, place: int, column: int) -> QFont:
        is_bold = (place, column) in self.columns.changed or (
            column == 0 and row.path == self._shown
        )
        if column == 0 or self.columns.keys[column] in (TAGS, "network", "data"):
            return text_font(CONTROL, bold=is_bold)
        return number_font(CONTROL, bold=is_bold)

    def _sign(self, row: RunRow) -> QIcon | None:
        theme = self._theme.theme
        if row.summary is None:
            return icon("warning", theme.error)
        if row.path in self._ticked:
            return run_swatch(theme, self._ticked[row.path])
        return icon("play", theme.positive) if row.path == self._shown else None

    def _announce(self, places: Sequence[int]) -> None:
        last = len(self.columns.keys) - 1
        for place in places:
            first, end = (self.createIndex(self._places[place], at, place) for at in (0, last))
            self.dataChanged.emit(first, end)

    def _announce_all(self) -> None:
        for parent, places in self._children.items():
            above = (
                NOWHERE if parent is None else self.createIndex(self._places[parent], 0, parent)
            )
            last = len(self.columns.keys) - 1
            first = self.index(0, 0, above)
            self.dataChanged.emit(first, self.index(len(places) - 1, last, above))


def _check_state(*, is_ticked: bool) -> Qt.CheckState:
    return Qt.CheckState.Checked if is_ticked else Qt.CheckState.Unchecked
