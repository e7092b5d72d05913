"""Lines and curves of runs that are trained together."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QGridLayout,
    QLabel,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from core.arrays import FloatArray, IntArray
from core.twins.twin_notes import TwinCurves
from gui.panels.twins.disagreement_finder import DisagreementFinder
from gui.panels.twins.plot import POINTS, TwinPlot, TwinSeries
from gui.panels.twins.question_row import QuestionRow
from gui.panels.twins.run_line import RunLine
from gui.panels.twins.twin_words import (
    differing_settings,
    distance_sentence,
    distance_title,
    ending_text,
    own_disagreement,
)
from gui.state.lab_state import LabState
from gui.state.pair_at_hand import LETTERS, PairAtHand

PLACES = ("first", "second", "third", "fourth")
#: Width from which the two plots stand side by side.
WIDE = 560
#: Between two lines of the legend that stand side by side.
BETWEEN = 24
#: Losses leap where a step is too long, mostly at first.
WITHIN = 0.97


class TwinView(QWidget):
    """A headline, a line for each run, and their losses and distances over the steps.

    Parameters
    ----------
    state : LabState
    name : str
        The parts are called ``{name}_headline``, ``{name}_first`` and so on.

    Attributes
    ----------
    questions : QuestionRow
    """

    def __init__(self, state: LabState, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self._settings: list[str] = []
        self._settings_of: tuple[object, ...] = ()
        self._headline = _label(f"{name}_headline", "title")
        self.questions = QuestionRow(name)
        self._lines = [
            RunLine(state.theme, f"{name}_{place}", at) for at, place in enumerate(PLACES)
        ]
        self._now = _label(f"{name}_now", "muted")
        self._losses = TwinPlot(
            state.theme, f"{name}_losses", "Loss of each, over the steps", is_noisy=True
        )
        self._distances = TwinPlot(
            state.theme, f"{name}_distances", "Distance of the weights, over the steps"
        )
        loss = _label(f"{name}_loss_title", "caption")
        loss.setText("Loss of the batch; in front, without its noise")
        self._distance_title = _label(f"{name}_distance_title", "caption")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self._legend = QGridLayout()
        self._legend.setHorizontalSpacing(BETWEEN)
        self._legend.setVerticalSpacing(4)
        self._columns = 0
        self._set_columns(1)
        column.addWidget(self._headline)
        column.addWidget(self.questions)
        column.addLayout(self._legend)
        column.addWidget(self._now)
        self._plots = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._plots.setSpacing(8)
        for title, plot in ((loss, self._losses), (self._distance_title, self._distances)):
            half = QVBoxLayout()
            half.setSpacing(4)
            half.addWidget(title)
            half.addWidget(plot, 1)
            self._plots.addLayout(half, 1)
            plot.step_wanted.connect(state.timeline.go_to)
        column.addLayout(self._plots, 1)

    def show_pairs(
        self,
        pairs: Sequence[PairAtHand],
        headline: str,
        finders: Sequence[DisagreementFinder],
    ) -> None:
        """Show runs.

        Parameters
        ----------
        pairs : sequence of PairAtHand
            A and each of its twins.
        headline : str
        finders : sequence of DisagreementFinder
            Know when each twin first disagreed with A about the sample.
        """
        curves = [pair.notes.curves(POINTS) for pair in pairs]
        self._headline.setText(headline)
        timeline = self._state.timeline
        shown = None if timeline.is_live else timeline.wanted_step
        self._now.setText(distance_sentence(pairs, shown))
        self._show_lines(pairs, finders)
        longest = max(curves, key=lambda one: len(one.steps))
        self._losses.show_series(
            [
                TwinSeries("A", longest.steps, longest.first),
                *(
                    TwinSeries(LETTERS[at], one.steps, one.second, at)
                    for at, one in enumerate(curves, 1)
                ),
            ],
            WITHIN,
        )
        self._distances.show_series(
            [
                TwinSeries(LETTERS[at] if len(curves) > 1 else "distance", *_whole(one), at)
                for at, one in enumerate(curves, 1)
                if len(one.distances)
            ]
        )
        steps = [one.found.step for one in finders if one.found is not None]
        self._arrange_legend()
        for plot in (self._losses, self._distances):
            plot.show_marks(self._state.timeline.wanted_step, min(steps, default=None))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Set the plots side by side where both have room."""
        super().resizeEvent(event)
        ways = QBoxLayout.Direction
        is_wide = self.width() >= WIDE
        self._plots.setDirection(ways.LeftToRight if is_wide else ways.TopToBottom)
        self._arrange_legend()

    def _arrange_legend(self) -> None:
        """Set the legend side by side where it fits."""
        shown = [line for line in self._lines if not line.isHidden()]
        half = (self.width() - BETWEEN) // 2
        columns = 2 if len(shown) > 2 and all(one.line_width() <= half for one in shown) else 1
        self._set_columns(columns)

    def _set_columns(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        self._legend.setColumnStretch(0, 1)
        self._legend.setColumnStretch(1, columns - 1)
        for at, line in enumerate(self._lines):
            self._legend.addWidget(line, at // columns, at % columns)

    def _show_lines(
        self, pairs: Sequence[PairAtHand], finders: Sequence[DisagreementFinder]
    ) -> None:
        recipes = (pairs[0].first, *(pair.second for pair in pairs))
        if recipes != self._settings_of:
            self._settings, self._settings_of = differing_settings(recipes), recipes
            self._distance_title.setText(distance_title(pairs))
        for at, line in enumerate(self._lines):
            line.setVisible(at < len(recipes))
            if at < len(recipes):
                said = [self._settings[at]]
                if at and len(pairs) > 1:
                    said.append(self._disagreement_text(finders[at - 1]))
                if at:
                    said.append(ending_text(pairs[at - 1].notes))
                text = f"{LETTERS[at]}  {' · '.join(one for one in said if one)}"
                line.setText(text)
                line.setToolTip(text)

    def _disagreement_text(self, finder: DisagreementFinder) -> str:
        """Return for one of several twins when it first disagreed with A, if that is known."""
        sample = self._state.sample.sample
        if sample is None or not finder.is_complete or not finder.has_image:
            return ""
        return own_disagreement(finder.found, sample)


def _whole(curves: TwinCurves) -> tuple[IntArray, FloatArray]:
    return curves.distance_steps, curves.whole


def _label(name: str, role: str) -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setProperty("role", role)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    return label
