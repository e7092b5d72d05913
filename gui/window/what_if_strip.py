"""Says that the shown network is not the run's own, whatever panel one looks at."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from core.inspection.moment import Moment
from core.what_if.edits import Edits
from gui.lab.time_travel import TimeTravel
from gui.state.lab_state import LabState
from gui.widgets.undo_keys import UndoKeys
from gui.widgets.wrapped_text import in_lines

HEIGHT = 34
MOST_NAMED = 3
MOST_LINES = 2
SIGN = "What if"
THE_RUN = "The run itself keeps its own weights."


class WhatIfStrip(QFrame):
    """A line under the transport, there while something is changed in the shown network.

    Parameters
    ----------
    state : LabState
    time_travel : TimeTravel
        Makes the branch.
    """

    def __init__(
        self, state: LabState, time_travel: TimeTravel, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("what_if_strip")
        self.setProperty("role", "what_if")
        self._state = state
        self._time_travel = time_travel
        self._words = ""
        sign = QLabel(SIGN)
        sign.setObjectName("what_if_sign")
        sign.setProperty("role", "warning")
        self._label = QLabel()
        self._label.setObjectName("what_if_words")
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setWordWrap(True)
        self._label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        what_if = state.what_if
        self._undo = _button("Undo", "Take the last change back.", "undo")
        self._undo.clicked.connect(what_if.undo)
        self._redo = _button("Redo", "Make the change again that was taken back.", "redo")
        self._redo.clicked.connect(what_if.redo)
        self._back = _button("Put all back", "Show the run's own network again.", "put_back")
        self._back.clicked.connect(what_if.put_back)
        self._branch = _button(
            "Branch",
            "Begin another run from this step with the changed network; this run stays as it "
            "is.",
            "branch",
        )
        self._branch.clicked.connect(what_if.ask_for_branch)
        UndoKeys(self, what_if.undo, what_if.redo)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 14, 0)
        row.setSpacing(8)
        row.addWidget(sign)
        row.addWidget(self._label, 1)
        for button in (self._undo, self._redo, self._back, self._branch):
            row.addWidget(button)
        self.setFixedHeight(HEIGHT)
        self.hide()
        what_if.changed.connect(self._refresh)
        what_if.branch_wanted.connect(self._on_branch)
        state.moment.changed.connect(self._refresh)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @Slot()
    @Slot(object)
    def _refresh(self, _what: object = None) -> None:
        what_if, moment = self._state.what_if, self._state.moment.moment
        is_wanted = bool(what_if.edits) and moment is not None
        self.setVisible(is_wanted)
        if moment is None or not is_wanted:
            return
        self._words = edits_words(what_if.edits, moment)
        self._undo.setEnabled(what_if.can_undo)
        self._redo.setEnabled(what_if.can_redo)
        self._fit()

    @Slot()
    def _on_branch(self) -> None:
        edits = self._state.what_if.edits
        if edits:
            self._time_travel.branch(self._state.timeline.wanted_step, {}, edits)

    def _fit(self) -> None:
        letters = self._label.fontMetrics()
        room = max(0, self._label.width() - 2)
        self._label.setText(in_lines(self._words, letters, room, MOST_LINES))
        self._label.setToolTip(self._words)


def edits_words(edits: Edits, moment: Moment) -> str:
    """Return in one line what is changed, the newest first."""
    said = " · ".join(
        edit.words(moment.outlines) for edit in reversed(edits.items[-MOST_NAMED:])
    )
    more = len(edits) - MOST_NAMED
    return f"{said}{f' · {more:,} more' if more > 0 else ''}. {THE_RUN}"


def _button(text: str, tip: str, name: str) -> QPushButton:
    button = QPushButton(text)
    button.setObjectName(f"what_if_{name}")
    button.setToolTip(tip)
    return button
