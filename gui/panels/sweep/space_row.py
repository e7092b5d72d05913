"""One setting that is varied, and over which values."""

from __future__ import annotations

import json

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from gui.panels.sweep.axis import value_text
from gui.panels.sweep.typed_values import typed_list, typed_value
from gui.state.sweep_space import Tried
from gui.theme.theme import CurrentTheme
from gui.widgets.choice_box import ChoiceBox
from gui.widgets.icon_button import IconButton

FROM_TO, BY_RATIO, LIST = "range", "ratio", "list"
WAYS = ((FROM_TO, "from … to"), (BY_RATIO, "by ratio"), (LIST, "list"))
WAY_TIP = (
    "Any number between two; by ratio, where 0.01, 0.1 and 1 are as far from each other; or "
    "the values of a list."
)
TITLE_WIDTH, NUMBER_WIDTH = 130, 84


class SpaceRow(QWidget):
    """A title, the ends of a range or a list of values, and a button that takes it out.

    Parameters
    ----------
    path, title : str
    has_range : bool
        Whether there are numbers between two of its values.
    theme : CurrentTheme
    name : str

    Signals
    -------
    edited(str, object)
        Path, and what is tried.
    removed(str)
    """

    edited = Signal(str, object)
    removed = Signal(str)

    def __init__(
        self,
        path: str,
        title: str,
        *,
        has_range: bool,
        theme: CurrentTheme,
        name: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._path, self._title = path, title
        self.setObjectName(name)
        label = QLabel(title)
        label.setObjectName(f"{name}_title")
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setToolTip(path)
        label.setMinimumWidth(TITLE_WIDTH)
        self._way = ChoiceBox()
        self._way.setObjectName(f"{name}_way")
        self._way.setAccessibleName(f"How {title} is chosen")
        self._way.setToolTip(WAY_TIP)
        for way, text in WAYS:
            self._way.addItem(text, way)
        self._way.setVisible(has_range)
        self._low, self._high = self._edit("low", "smallest"), self._edit("high", "largest")
        for edit in (self._low, self._high):
            edit.setFixedWidth(NUMBER_WIDTH)
        self._to = QLabel("to")
        self._to.setObjectName(f"{name}_to")
        self._to.setProperty("role", "muted")
        self._list = self._edit("list", "values, with a comma between two")
        self._remove = IconButton(
            "close", f"Vary {title} no longer", theme, name=f"{name}_remove"
        )
        self._problem = QLabel()
        self._problem.setObjectName(f"{name}_problem")
        self._problem.setProperty("role", "error")
        self._problem.setTextFormat(Qt.TextFormat.PlainText)
        self._problem.setWordWrap(True)
        self._problem.hide()
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(label)
        line.addWidget(self._way)
        for widget in (self._low, self._to, self._high):
            line.addWidget(widget)
        line.addWidget(self._list, 1)
        self._space = QWidget()
        line.addWidget(self._space, 1)
        line.addWidget(self._remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(line)
        column.addWidget(self._problem)
        self._way.activated.connect(self._on_way)
        self._remove.clicked.connect(self._on_removed)

    def show_tried(self, tried: Tried) -> None:
        """Show what is tried; emits nothing, and leaves what is being typed."""
        is_list = "choices" in tried
        way = LIST if is_list else BY_RATIO if tried.get("log") else FROM_TO
        with QSignalBlocker(self._way):
            self._way.setCurrentIndex(self._way.findData(way))
        for widget in (self._low, self._to, self._high, self._space):
            widget.setVisible(not is_list)
        self._list.setVisible(is_list)
        if is_list:
            choices = tried["choices"]
            values = choices if isinstance(choices, list) else [choices]
            _show(self._list, ", ".join(_as_typed(one) for one in values))
        else:
            _show(self._low, _as_typed(tried.get("low")))
            _show(self._high, _as_typed(tried.get("high")))

    def show_problem(self, problem: str) -> None:
        """Say what is wrong with it; nothing if all is well."""
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))

    def _edit(self, part: str, what: str) -> QLineEdit:
        edit = QLineEdit()
        edit.setObjectName(f"{self.objectName()}_{part}")
        edit.setAccessibleName(f"{self._title}: {what}")
        edit.setToolTip(f"{self._title}: {what}")
        edit.textEdited.connect(self._on_edited)
        return edit

    def _tried(self) -> dict[str, object]:
        way = self._way.currentData()
        if way == LIST:
            return {"choices": typed_list(self._list.text())}
        tried = {"low": typed_value(self._low.text()), "high": typed_value(self._high.text())}
        return {**tried, "log": True} if way == BY_RATIO else tried

    @Slot()
    def _on_edited(self) -> None:
        self.edited.emit(self._path, self._tried())

    @Slot(int)
    def _on_way(self, _at: int) -> None:
        if self._way.currentData() == LIST and not self._list.isVisible():
            with QSignalBlocker(self._list):
                self._list.setText(f"{self._low.text()}, {self._high.text()}")
        elif self._way.currentData() != LIST and self._list.isVisible():
            values = typed_list(self._list.text())
            ends = (values[0], values[-1]) if values else ("", "")
            self._low.setText(_as_typed(ends[0]))
            self._high.setText(_as_typed(ends[1]))
        self._on_edited()

    @Slot()
    def _on_removed(self) -> None:
        self.removed.emit(self._path)


def _show(edit: QLineEdit, text: str) -> None:
    typed = edit.text()
    if edit.hasFocus() and typed_list(typed) == typed_list(text):
        return  # the same, as it is being typed
    if typed != text:
        edit.setText(text)
        edit.setCursorPosition(0)


def _as_typed(value: object) -> str:
    if isinstance(value, bool) or value is None:
        return value_text(value)
    return value if isinstance(value, str) else json.dumps(value)
