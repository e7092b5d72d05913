"""What is changed, one line for each, with a button that puts it back."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from core.inspection.moment import Moment
from core.what_if.edits import Edits

#: More lines than that are counted only; the newest are listed.
MOST = 12
NOTHING = (
    "Nothing is changed. Silence a filter below or in Evaluate, or click a weight anywhere "
    "and type another number in the ledger."
)


class EditList(QWidget):
    """The newest change first.

    Signals
    -------
    dropped(int)
        A change is to be put back: its position.
    """

    dropped = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._positions: list[int] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        self._rest = _line(f"{name}_rest")
        self._rest.setProperty("role", "muted")
        self._rest.setWordWrap(True)
        column.addWidget(self._rest)
        self._rows: list[tuple[QWidget, QLabel]] = []
        for at in range(MOST):  # made once; hidden, never removed
            row = QWidget()
            words = _line(f"{name}_words_{at}")
            words.setWordWrap(True)
            back = QPushButton("✕")
            back.setObjectName(f"{name}_drop_{at}")
            back.setProperty("role", "tiny")
            back.setToolTip("Put this change back.")
            back.setAccessibleName("Put this change back")
            back.clicked.connect(partial(self._on_drop, at))
            line = QHBoxLayout(row)
            line.setContentsMargins(0, 0, 0, 0)
            line.addWidget(words, 1)
            line.addWidget(back)
            row.hide()
            column.addWidget(row)
            self._rows.append((row, words))

    def show_edits(self, edits: Edits, moment: Moment) -> None:
        """Show what is changed in a network."""
        shown = list(enumerate(edits.items))[::-1][:MOST]
        self._positions = [position for position, _ in shown]
        more = len(edits) - len(shown)
        self._rest.setText(NOTHING if not edits else f"and {more:,} earlier ones")
        self._rest.setVisible(not edits or more > 0)
        for at, (row, words) in enumerate(self._rows):
            row.setVisible(at < len(shown))
            if at < len(shown):
                text = shown[at][1].words(moment.outlines)
                words.setText(text)
                words.setToolTip(text)

    def _on_drop(self, at: int) -> None:
        if at < len(self._positions):
            self.dropped.emit(self._positions[at])


def _line(name: str) -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    return label
