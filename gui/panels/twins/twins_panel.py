"""A pair of runs over time."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from core.figures.figure import Figure
from core.twins.twin_notes import TwinCurves
from gui.panels.panel import Panel
from gui.panels.twins.disagreement_finder import DisagreementFinder
from gui.panels.twins.pair_bar import PairBar, experiments_of
from gui.panels.twins.pair_words import (
    NO_PAIR,
    NO_SAMPLE,
    NOT_BEGUN,
    agreement_headline,
    differing_settings,
    disagreement_headline,
    distance_sentence,
    looking_headline,
)
from gui.panels.twins.paper_figure import pair_figure
from gui.panels.twins.plot import POINTS, TwinPlot, TwinSeries
from gui.state.lab_state import LabState
from gui.state.pair_at_hand import PairAtHand
from gui.widgets.notice_stack import NoticeStack

LEAST_SIZE = QSize(400, 204)
ALIKE = "The edited settings are those of the shown run: change one in the Experiment panel."


class TwinsPanel(Panel):
    """Shows when two runs of the same batches first disagree, their losses and distance.

    Parameters
    ----------
    state : LabState

    Signals
    -------
    training_wanted()
        The next run and its twin are to be trained from step 0.
    restart_wanted()
        The next run, which has no twin, is to begin.
    other_wanted()
        B is to be the shown run.
    compare_wanted(Path)
        B is to be set beside A.
    """

    PANEL_ID: ClassVar[str] = "twins_panel"
    TITLE: ClassVar[str] = "Twins"

    training_wanted = Signal()
    restart_wanted = Signal()
    other_wanted = Signal()
    compare_wanted = Signal(object)

    def __init__(self, state: LabState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self._curves: TwinCurves | None = None
        self._settings_of: PairAtHand | None = None
        self.finder = DisagreementFinder(self)
        self._build()
        self.finder.changed.connect(self.refresh_later)
        state.twins.changed.connect(self.refresh_later)
        state.moment.changed.connect(self.refresh_later)
        state.timeline.changed.connect(self.refresh_later)
        state.sample.changed.connect(self.refresh_later)
        self.refresh_later()

    def minimumSizeHint(self) -> QSize:
        return LEAST_SIZE

    def sizeHint(self) -> QSize:
        return QSize(720, 430)

    def paper_figure(self) -> Figure | None:
        pair, found = self._state.twins.pair, self.finder.found
        disagreement = None if found is None else found.step
        return None if pair is None else pair_figure(pair.notes, disagreement)

    def rest(self) -> None:
        self.finder.rest()
        self.refresh_later()

    def shut_down(self) -> None:
        """End the thread, before the window goes."""
        self.finder.shut_down()

    def refresh(self) -> None:
        pair = self._state.twins.pair
        self.finder.follow(pair)
        has_begun = pair is not None and pair.notes.last_step > 0
        self._bar.show_pair(is_pair=pair is not None, has_begun=has_begun)
        if pair is None:
            self._stack.show_notice(NO_PAIR)
            return
        curves = self._curves = pair.notes.curves(POINTS)
        self._headline.setText(self._headline_text(pair))
        self._show_settings(pair)
        self._now.setText(distance_sentence(curves))
        found, shown = self.finder.found, self._state.timeline.wanted_step
        marked = None if found is None else found.step
        a, b = TwinSeries("A", curves.first), TwinSeries("B", curves.second, 1)
        self._losses.show_series(curves.steps, (a, b))
        self._distances.show_series(curves.steps, (TwinSeries("distance", curves.whole),))
        for plot in (self._losses, self._distances):
            plot.show_marks(shown, marked)
        self._stack.show_view()

    def _headline_text(self, pair: PairAtHand) -> str:
        sample, found, last = self._state.sample.sample, self.finder.found, pair.notes.last_step
        if last <= 0:
            return NOT_BEGUN
        if sample is None or pair.notes.image is None:
            return NO_SAMPLE
        if self.finder.trouble:
            return self.finder.trouble
        if found is not None:
            return disagreement_headline(found, sample)
        if self.finder.is_complete:
            return agreement_headline(last)
        return looking_headline(self.finder.at_step, last)

    def _show_settings(self, pair: PairAtHand) -> None:
        if pair is not self._settings_of:
            self._settings_of = pair
            texts = differing_settings(pair.first, pair.second)
            labels = self._first, self._second
            for letter, label, text in zip("AB", labels, texts, strict=True):
                label.setText(f"{letter}  {text}")
                label.setToolTip(text)

    @Slot()
    def _begin(self) -> None:
        """Have the chosen pair trained, from step 0."""
        state, moment = self._state, self._state.moment.moment
        shown = None if moment is None else moment.run_experiment
        found = experiments_of(self._bar.chosen, state.experiment.experiment, shown)
        if found is None:
            self._stack.show_notice(ALIKE)
            return
        first, second = found
        state.twins.want(second)
        state.experiment.edit(first, f"train {first.name} with a twin")
        self.training_wanted.emit()

    @Slot()
    def _end(self) -> None:
        self._state.twins.want(None)
        self.restart_wanted.emit()

    @Slot()
    def _compare(self) -> None:
        pair = self._state.twins.pair
        if pair is not None and pair.second_path is not None:
            self.compare_wanted.emit(pair.second_path)

    def _build(self) -> None:
        name, theme = self.PANEL_ID, self._state.theme
        self._bar = PairBar(name)
        self._bar.begin_wanted.connect(self._begin)
        self._bar.end_wanted.connect(self._end)
        self._bar.other_wanted.connect(self.other_wanted)
        self._bar.side_by_side_wanted.connect(self._compare)
        view = QWidget()
        column = QVBoxLayout(view)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self._headline = _label(f"{name}_headline", "title")
        self._first = _label(f"{name}_first", "caption")
        self._second = _label(f"{name}_second", "caption")
        self._now = _label(f"{name}_now", "muted")
        self._losses = TwinPlot(theme, f"{name}_losses", "Loss of both, over the steps")
        self._distances = TwinPlot(
            theme, f"{name}_distances", "Distance of the weights, over the steps"
        )
        for plot in (self._losses, self._distances):
            plot.step_wanted.connect(self._state.timeline.go_to)
        loss = _label(f"{name}_loss_title", "caption")
        distance = _label(f"{name}_distance_title", "caption")
        loss.setText("Loss of the batch: A whole line, B dashed")
        distance.setText("Distance of the weights of A and B")
        parts = (self._headline, self._first, self._second, self._now, loss)
        for part in (*parts, self._losses, distance, self._distances):
            column.addWidget(part, 1 if isinstance(part, TwinPlot) else 0)
        body = QWidget()
        self._stack = NoticeStack(body, view, f"{name}_message")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 10, 16, 10)
        whole.setSpacing(8)
        whole.addWidget(self._bar)
        whole.addWidget(body, 1)


def _label(name: str, role: str) -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setProperty("role", role)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    return label
