"""A row of buttons of which one is on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget


class SegmentedControl(QWidget):
    """Choose one of a few named options, all in sight.

    Parameters
    ----------
    options : sequence of (id, text, tool tip)
    name : str
        ``objectName``; the buttons are called ``{name}_{id}``.
    role : {"", "forward", "backward"}
        Colour of the chosen segment, for the style sheet.

    Signals
    -------
    chosen(str)
        The id, when the user or `choose` changes it.
    """

    chosen = Signal(str)

    def __init__(
        self,
        options: Sequence[tuple[str, str, str]],
        *,
        name: str,
        roles: dict[str, str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._ids = [option_id for option_id, _, _ in options]
        self._tips = [tip for _, _, tip in options]
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for position, (option_id, text, tip) in enumerate(options):
            button = QPushButton(text)
            button.setObjectName(f"{name}_{option_id}")
            button.setCheckable(True)
            button.setToolTip(tip)
            button.setProperty("segment", _place(position, len(options)))
            button.setProperty("role", (roles or {}).get(option_id, ""))
            self._group.addButton(button, position)
            row.addWidget(button)
        self._group.button(0).setChecked(True)
        self._group.idToggled.connect(self._on_toggled)

    @property
    def current(self) -> str:
        """Id of the chosen option."""
        return self._ids[self._group.checkedId()]

    def choose(self, option_id: str) -> None:
        """Choose an option by id."""
        self._group.button(self._ids.index(option_id)).setChecked(True)

    def rename(self, option_id: str, text: str) -> None:
        """Write another text on an option, where there is less room or more."""
        self._group.button(self._ids.index(option_id)).setText(text)

    def set_available(self, option_id: str, *, available: bool, why: str = "") -> None:
        """Enable or disable an option; `why` becomes its tool tip while disabled."""
        position = self._ids.index(option_id)
        button = self._group.button(position)
        button.setEnabled(available)
        button.setToolTip(why if why and not available else self._tips[position])

    def _on_toggled(self, position: int, checked: bool) -> None:
        if checked:
            self.chosen.emit(self._ids[position])


def _place(position: int, count: int) -> str:
    if count == 1:
        return "only"
    return "first" if position == 0 else "last" if position == count - 1 else "middle"
