"""The panel's first line: what came out, and what is to be judged."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QProgressBar, QPushButton, QWidget

from core.datasets.sample import Part
from gui.panels.evaluate.headline_view import HEIGHT, HeadlineView
from gui.theme.theme import CurrentTheme
from gui.widgets.segmented_control import SegmentedControl

_PARTS = (
    (Part.TEST, "Test", "Images that are kept apart from training altogether."),
    (Part.VALIDATION, "Validation", "Images of the training set that the run holds back."),
    (Part.TRAIN, "Training", "Images that the run learns from."),
)
_MISSING = {
    Part.TEST: "This data set has no test images.",
    Part.VALIDATION: "The run holds back no images: its validation share is 0.",
    Part.TRAIN: "There are no training images.",
}
JUDGE, CANCEL = "Judge now", "Cancel"
GAP = 8
CONTROL_HEIGHT = 28
PROGRESS = 4
MARGIN = 16
BELOW = 8


class EvaluateHeadline(QWidget):
    """Sentence, parts of the data, Judge or Cancel, and how far the judging is.

    Signals
    -------
    part_chosen(Part)
    judge_wanted()
    cancel_wanted()
    """

    part_chosen = Signal(object)
    judge_wanted = Signal()
    cancel_wanted = Signal()

    def __init__(self, theme: CurrentTheme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._is_busy = False
        self.view = HeadlineView(theme, f"{name}_view", self)
        self._parts = SegmentedControl(_PARTS, name=f"{name}_part", parent=self)
        self._parts.chosen.connect(self._on_part)
        self._button = QPushButton(JUDGE, self)
        self._button.setObjectName(f"{name}_judge")
        self._button.setToolTip(_tip(is_busy=False))
        self._button.clicked.connect(self._on_button)
        self._progress = QProgressBar(self)
        self._progress.setObjectName(f"{name}_progress")
        self._progress.setAccessibleName("Judged so far")
        self._progress.setRange(0, 100)
        self._progress.setTextVisible(False)
        self._progress.hide()
        self._arrange()

    @property
    def part(self) -> Part:
        """Which images are judged."""
        return Part(self._parts.current)

    def offer(self, there: Collection[Part]) -> None:
        """Let those parts be chosen that hold images; leave one that holds none."""
        for part in _MISSING:
            self._parts.set_available(part, available=part in there, why=_MISSING[part])
        if there and self.part not in there:
            self._parts.choose(next(part for part in _MISSING if part in there))

    def set_state(self, *, is_busy: bool, may_judge: bool) -> None:
        """Offer what can be done now."""
        if is_busy != self._is_busy:
            self._is_busy = is_busy
            self._button.setText(CANCEL if is_busy else JUDGE)
            self._button.setToolTip(_tip(is_busy=is_busy))
            self._progress.setValue(0)
            self._progress.setVisible(is_busy)
        self._button.setEnabled(is_busy or may_judge)

    @Slot(float)
    def show_progress(self, share: float) -> None:
        """Show how far it is, from 0 to 1."""
        self._progress.setValue(round(100 * share))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Put the controls beside the sentence, or below it where both do not fit."""
        room = max(0, self.width() - 2 * MARGIN)
        judge = max(self._button.sizeHint().width(), 92)
        parts = self._parts.sizeHint().width()
        controls = parts + GAP + judge
        is_beside = room - controls - GAP >= self.view.sizeHint().width()
        words = room - controls - GAP if is_beside else room
        self.view.setGeometry(MARGIN, 6, words, HEIGHT)
        top = 6 + (HEIGHT - CONTROL_HEIGHT) // 2 if is_beside else 6 + HEIGHT
        left = MARGIN + room - controls if is_beside else MARGIN
        self._parts.setGeometry(left, top, parts, CONTROL_HEIGHT)
        self._button.setGeometry(left + parts + GAP, top, judge, CONTROL_HEIGHT)
        below = 6 + HEIGHT + (0 if is_beside else CONTROL_HEIGHT) + BELOW // 2
        self._progress.setGeometry(MARGIN, below, room, PROGRESS)
        self.setFixedHeight(below + PROGRESS + BELOW // 2)

    @Slot(str)
    def _on_part(self, part: str) -> None:
        self.part_chosen.emit(Part(part))

    @Slot()
    def _on_button(self) -> None:
        (self.cancel_wanted if self._is_busy else self.judge_wanted).emit()


def _tip(*, is_busy: bool) -> str:
    if is_busy:
        return "Stop judging; what was judged before stays."
    return "Judge the shown step now. Otherwise it is judged once it stays for a moment."
