"""Which step is shown, and where it comes from, in words."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QLabel, QWidget

from core.documents.replay_exactness import INEXACT_MARK
from gui.state.step_origin import StepOrigin
from gui.state.timeline import Timeline
from gui.theme.fonts import CONTROL, number_font
from gui.widgets.dynamic_property import set_dynamic_property

#: A step that arrives sooner is not announced: the word would only flicker.
PATIENCE_MS = 60
WIDEST = "step 999,999 of 999,999"
TIP = (
    "The step that every panel shows. A stored step was kept while the run was trained. One "
    "between two of those is replayed: trained again from the stored step before it, bit for "
    "bit. Training may go on meanwhile."
)


class StepReadOut(QLabel):
    """Two lines of fixed size: ``step 1,234 of 5,000`` and ``replayed from 1,200``.

    Parameters
    ----------
    timeline : Timeline
    """

    def __init__(self, timeline: Timeline, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("timeline_read_out")
        self.setAccessibleName("Step that is shown")
        self.setProperty("role", "step")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setToolTip(TIP)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._timeline = timeline
        self._slow_timer = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._slow_timer.timeout.connect(self._show_text)
        timeline.changed.connect(self._on_changed)
        timeline.marks_changed.connect(self._on_changed)
        metrics = QFontMetrics(number_font(CONTROL))
        self.setFixedSize(metrics.horizontalAdvance(WIDEST) + 4, 2 * metrics.height() + 2)
        self._show_text()

    def _on_changed(self) -> None:
        if self._timeline.origin is StepOrigin.COMPUTING:
            if not self._slow_timer.isActive():
                self._slow_timer.start()
            return
        self._slow_timer.stop()
        self._show_text()

    def _show_text(self) -> None:
        timeline = self._timeline
        replayed = INEXACT_MARK if timeline.inexact else "replayed"
        origin = {
            StepOrigin.LIVE: "live",
            StepOrigin.STORED: "stored",
            StepOrigin.REPLAYED: f"{replayed} from {timeline.from_step:,}",
            StepOrigin.COMPUTING: "computing…",
        }[timeline.origin]
        self.setToolTip(timeline.inexact or TIP)
        text = f"step {timeline.wanted_step:,} of {timeline.total_steps:,}\n{origin}"
        set_dynamic_property(self, "past", not timeline.is_live)
        if text != self.text():
            self.setText(text)
