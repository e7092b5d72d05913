"""What it is, what the network says, and whether that is right: over every sample panel."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QSize, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from core.datasets.class_names import class_name
from core.datasets.sample import Part
from gui.panels.panel import Panel
from gui.panels.samples.sample_actions import SampleActions
from gui.panels.samples.verdict import DRAWING, verdict_of
from gui.panels.samples.verdict_view import VerdictView
from gui.state.lab_state import LabState
from gui.state.sample_browser import SampleBrowser

HEIGHT, LOW_HEIGHT = 72, 56
ACTION_HEIGHT = 28
SECOND_ROW = ACTION_HEIGHT + 8
MARGIN, TIGHT_MARGIN = 16, 8
BETWEEN = 12
LEAST_WIDTH = 420


class SampleHeadline(Panel):
    """Says what the chosen sample is and what becomes of it; lets another one be chosen.

    Parameters
    ----------
    state : LabState
    browser : SampleBrowser
        The same for all headlines.
    """

    PANEL_ID: ClassVar[str] = "sample_headline"
    TITLE: ClassVar[str] = "Sample"

    def __init__(
        self, state: LabState, browser: SampleBrowser, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._state = state
        self._browser = browser
        self._is_low = False
        self._view = VerdictView(state.theme, self)
        self._actions = SampleActions(browser, state.data, state.theme, self)
        self.setFixedHeight(HEIGHT)
        state.sample.changed.connect(self._on_sample)
        state.drawing.lifted.connect(self.refresh_later)
        state.data.changed.connect(self.refresh_later)
        state.moment.changed.connect(self.refresh_later)
        browser.changed.connect(self._on_choice_changed)
        self.refresh_later()

    def refresh(self) -> None:
        sample, data = self._state.sample.sample, self._state.data
        names = () if data.dataset is None else data.dataset.class_names
        called = [class_name(label, names) for label in range(len(names))]
        longest = max(called, key=len, default="0")
        is_open = sample is not None and (sample.part, sample.label) == (Part.DRAWING, None)
        is_unnamed = is_open and len(DRAWING) > len(longest)
        before = self._view.least_width()
        self._view.expect_names(longest, DRAWING if is_unnamed else longest)
        if self._view.least_width() != before:
            self._arrange()  # classes of other data may have longer names
        self._actions.show_choice()
        if sample is not None:
            self._view.show_image(sample.image)
        self._view.show_verdict(
            verdict_of(
                sample,
                self._state.moment.moment,
                names=names,
                count=0 if sample is None else data.count(sample.part),
                browsing=self._browser.text(),
            )
        )

    def set_low(self, *, is_low: bool) -> None:
        """Take less height, where the pictures need it."""
        if is_low != self._is_low:
            self._is_low = is_low
            self._arrange()

    def set_presented(self, *, is_presented: bool) -> None:
        """Write the sentence so large that a room can read it."""
        self._view.set_presented(is_presented=is_presented)
        self._arrange()

    def sizeHint(self) -> QSize:
        return QSize(800, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(LEAST_WIDTH, LOW_HEIGHT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    @Slot()
    def _on_sample(self) -> None:
        if not self._state.drawing.is_under_pen:  # then it comes with the answer
            self.refresh_later()

    @Slot()
    def _on_choice_changed(self) -> None:
        # not in turn with the panels: who pressed a button waits for this
        self.refresh_now()

    def _arrange(self) -> None:
        """Put the actions beside the sentence, or below it where both do not fit."""
        height = LOW_HEIGHT if self._is_low else HEIGHT
        margin = MARGIN if self.width() >= 560 else TIGHT_MARGIN
        room = self.width() - 2 * margin
        self._view.resize(self._view.width(), height - 8)
        least = self._view.least_width() + BETWEEN
        is_tight = room - self._actions.wanted_width(is_tight=False) < least
        is_tight = is_tight or room < self._view.full_width() + BETWEEN + (
            self._actions.wanted_width(is_tight=False)
        )
        actions = self._actions.wanted_width(is_tight=is_tight)
        has_one_row = room - actions >= least
        self._actions.set_tight(is_tight=is_tight)
        words = room - actions - BETWEEN if has_one_row else room
        self._view.setGeometry(margin, 4, words, height - 8)
        top = (height - ACTION_HEIGHT) // 2 if has_one_row else height
        left = self.width() - margin - actions if has_one_row else margin
        self._actions.setGeometry(left, top, min(actions, room), ACTION_HEIGHT)
        self.setFixedHeight(height + (0 if has_one_row else SECOND_ROW))
