"""The panel's first line: what came out, and what is to be judged."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QWidget

from core.datasets.sample import Part
from gui.panels.evaluate.evaluate_sight import EvaluateSight
from gui.panels.evaluate.headline_view import HEIGHT, HeadlineView
from gui.theme.theme import CurrentTheme
from gui.widgets.segmented_control import SegmentedControl
from gui.widgets.thin_progress import THICKNESS, ThinProgress

_PARTS = (
    (Part.TEST, "Test", "Images that are kept apart from training altogether."),
    (Part.VALIDATION, "Validation", "Images of the training set that the run holds back."),
    (Part.TRAIN, "Training", "Images that the run learns from."),
    (Part.OWN, "My digits", "Drawings that you kept in the Draw panel."),
)
_MISSING = {
    Part.TEST: "This data set has no test images.",
    Part.VALIDATION: "The run holds back no images: its validation share is 0.",
    Part.TRAIN: "There are no training images.",
    Part.OWN: "No drawing is kept yet: draw digits in the Draw panel, and keep them.",
}
VIEWS = (
    (EvaluateSight.OVERVIEW, "Overview", "What is confused, how sure it is, and the images."),
    (
        EvaluateSight.ROBUSTNESS,
        "Robustness",
        "How many are right where images are turned, shifted, blurred or covered.",
    ),
    (
        EvaluateSight.SILENCING,
        "Silencing",
        "Which classes are lost without each filter or unit.",
    ),
)
JUDGE, CANCEL = "Judge now", "Cancel"
GAP = 8
CONTROL_HEIGHT = 28
MARGIN = 16
BELOW = 8


class EvaluateHeadline(QWidget):
    """Sentence, parts of the data, Judge or Cancel, and how far the judging is.

    Signals
    -------
    part_chosen(Part)
    sight_chosen(EvaluateSight)
    judge_wanted()
    cancel_wanted()
    """

    part_chosen = Signal(object)
    sight_chosen = Signal(object)
    judge_wanted = Signal()
    cancel_wanted = Signal()

    def __init__(self, theme: CurrentTheme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._is_busy = False
        self.view = HeadlineView(theme, f"{name}_view", self)
        self._sights = SegmentedControl(VIEWS, name=f"{name}_view_of", parent=self)
        self._sights.chosen.connect(self._on_sight)
        self._parts = SegmentedControl(_PARTS, name=f"{name}_part", parent=self)
        self._parts.chosen.connect(self._on_part)
        self._button = QPushButton(JUDGE, self)
        self._button.setObjectName(f"{name}_judge")
        self._button.setToolTip(_tip(is_busy=False))
        self._button.clicked.connect(self._on_button)
        self._progress = ThinProgress(f"{name}_progress", "Judged so far", self)
        self._progress.hide()
        self._arrange()

    @property
    def part(self) -> Part:
        """Which images are judged."""
        return Part(self._parts.current)

    @property
    def sight(self) -> EvaluateSight:
        """What is looked at."""
        return EvaluateSight(self._sights.current)

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
        self._progress.show_share(share)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Put the controls beside the sentence, or below it where both do not fit."""
        room = max(0, self.width() - 2 * MARGIN)
        wanted: list[tuple[QWidget, int]] = [
            (self._sights, self._sights.sizeHint().width()),
            (self._parts, self._parts.sizeHint().width()),
            (self._button, max(self._button.sizeHint().width(), 92)),
        ]
        controls = sum(wide for _, wide in wanted) + GAP * (len(wanted) - 1)
        is_beside = room - controls - GAP >= self.view.sizeHint().width()
        self.view.setGeometry(MARGIN, 6, room - controls - GAP if is_beside else room, HEIGHT)
        top = 6 + (HEIGHT - CONTROL_HEIGHT) // 2 if is_beside else 6 + HEIGHT
        x = left = MARGIN + room - controls if is_beside else MARGIN
        for control, wide in wanted:
            if x > left and x + wide > MARGIN + room:  # begins another line
                x, top = left, top + CONTROL_HEIGHT + GAP // 2
            control.setGeometry(x, top, wide, CONTROL_HEIGHT)
            x += wide + GAP
        below = (6 + HEIGHT if is_beside else top + CONTROL_HEIGHT) + BELOW // 2
        self._progress.setGeometry(MARGIN, below, room, THICKNESS)
        self.setFixedHeight(below + THICKNESS + BELOW // 2)

    @Slot(str)
    def _on_sight(self, sight: str) -> None:
        self.sight_chosen.emit(EvaluateSight(sight))

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
