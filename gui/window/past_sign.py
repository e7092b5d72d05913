"""What stands in place of the run's buttons while one looks at an earlier step."""

from __future__ import annotations

import math
from functools import lru_cache

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from gui.state.run_state import RunState
from gui.state.timeline import Timeline
from gui.theme.fonts import CONTROL, READ_OUT, text_font
from gui.window.transport_buttons import written_width

GAP = 8
STATE_WORDS = {
    RunState.RUNNING: "and runs on",
    RunState.PAUSED: "paused",
    RunState.FINISHED: "finished",
    RunState.DIVERGED: "diverged",
}
SENTENCE = "You are looking at step {:,}"


class PastSign(QWidget):
    """Says which step is shown, with the way back and the way to another future.

    Parameters
    ----------
    back, branch : QToolButton
    timeline : Timeline
    """

    def __init__(
        self,
        back: QToolButton,
        branch: QToolButton,
        timeline: Timeline,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("past_sign")
        self._timeline = timeline
        self._branch = branch
        self._state_word = ""
        self._back = back
        self._sentence = QLabel()
        self._sentence.setObjectName("past_sentence")
        self._sentence.setProperty("role", "past")
        self._standing = QLabel()
        self._standing.setObjectName("past_standing")
        self._standing.setProperty("role", "readout_caption")
        for label in (self._sentence, self._standing):
            label.setTextFormat(Qt.TextFormat.PlainText)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch()
        words.addWidget(self._sentence)
        words.addWidget(self._standing)
        words.addStretch()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addWidget(back)
        row.addWidget(branch)
        row.addSpacing(GAP)
        row.addLayout(words)
        row.addStretch()

    @Slot(object)
    def show_state(self, state: RunState) -> None:
        """Say what the run is doing meanwhile, in a word."""
        self._state_word = STATE_WORDS.get(state, "")
        self.refresh()

    def set_short(self, *, is_short: bool) -> None:
        """Leave out what is said below, and the word on Branch: there is little room."""
        style = Qt.ToolButtonStyle
        self._branch.setToolButtonStyle(
            style.ToolButtonIconOnly if is_short else style.ToolButtonTextBesideIcon
        )
        self._standing.setVisible(not is_short)

    def width_when(self, *, is_short: bool) -> int:
        """Return how much room everything needs, whichever step is shown."""
        total = self._timeline.total_steps
        sentence = _width(SENTENCE.format(total), READ_OUT, bold=True)
        branch = written_width(self._branch)
        if is_short:
            branch = self._branch.minimumHeight() + GAP
        else:
            longest = max(STATE_WORDS.values(), key=len)
            sentence = max(sentence, _width(self._said(total, longest), CONTROL))
        return written_width(self._back) + branch + sentence + 3 * GAP

    def refresh(self) -> None:
        """Say where the timeline is."""
        timeline = self._timeline
        if timeline.is_live:
            return
        self._sentence.setText(SENTENCE.format(timeline.wanted_step))
        standing = self._said(timeline.last_step, self._state_word)
        self._standing.setText(standing)
        self._sentence.setToolTip(standing[:1].upper() + standing[1:])

    def _said(self, step: int, word: str) -> str:
        said = f"training stands at step {step:,} of {self._timeline.total_steps:,}"
        return f"{said}, {word}" if word else said


@lru_cache(maxsize=64)  # asked for whenever something in the window is laid out
def _width(text: str, size: float, *, bold: bool = False) -> int:
    return math.ceil(QFontMetricsF(text_font(size, bold=bold)).horizontalAdvance(text)) + 4
