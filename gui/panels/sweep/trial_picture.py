"""What all pictures of trials have in common."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPen
from PySide6.QtWidgets import QWidget

from core.index_words import index_words
from core.sweeping.trial_row import TrialRow, TrialState
from gui.judging.picture import EvaluationPicture
from gui.panels.sweep.axis import OBJECTIVE
from gui.panels.sweep.trial_focus import TrialFocus
from gui.panels.sweep.trials import SweepTrials
from gui.theme.theme import CurrentTheme, Theme

#: How much of a pruned curve is left.
PRUNED_OPACITY = 0.35
DASHES = [4.0, 4.0]


class Standing(IntEnum):
    """How much a trial stands out; what stands out more is painted later."""

    PRUNED = 0
    PLAIN = 1
    BRUSHED = 2
    BEST = 3
    POINTED = 4


class TrialPicture(EvaluationPicture):
    """A picture in which trials can be pointed at, chosen and opened.

    Parameters
    ----------
    focus : TrialFocus
    theme : CurrentTheme
    name : str
    title : str
    """

    def __init__(
        self,
        focus: TrialFocus,
        theme: CurrentTheme,
        name: str,
        title: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, name, title, parent)
        self._focus = focus
        self.setMouseTracking(True)
        focus.shown.connect(self._on_shown)
        focus.changed.connect(self.update)

    @property
    def trials(self) -> SweepTrials | None:
        """What is shown."""
        return self._focus.trials

    def trial_at(self, x: float, y: float) -> int | None:
        """Return the trial at a place, if one is near; pictures override this."""
        raise NotImplementedError

    def standing(self, row: TrialRow) -> Standing:
        """Return how much a trial stands out."""
        focus, trials = self._focus, self._focus.trials
        best = None if trials is None else trials.best
        if row.number in (focus.hovered, focus.selected):
            return Standing.POINTED
        if best is not None and row.number == best.number:
            return Standing.BEST
        if focus.brushed is not None and row.number in focus.brushed:
            return Standing.BRUSHED
        if row.state in (TrialState.PRUNED, TrialState.FAILED):
            return Standing.PRUNED
        return Standing.PLAIN

    def ordered(self) -> list[tuple[Standing, TrialRow]]:
        """Return the trials with how much they stand out, what is in front last."""
        rows = () if self.trials is None else self.trials.rows
        return sorted(
            ((self.standing(row), row) for row in rows), key=lambda one: (one[0], one[1].number)
        )

    def spoken_value(self) -> str:
        """Return the trial that is pointed at, else the best one."""
        trials, focus = self.trials, self._focus
        if trials is None or not trials.rows:
            return "no trial yet"
        row = trials.row(focus.hovered) or focus.chosen
        return "no trial has a value yet" if row is None else trial_words(trials, row, focus)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._focus.hover(self.trial_at(event.position().x(), event.position().y()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._focus.select(self.trial_at(event.position().x(), event.position().y()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        number = self.trial_at(event.position().x(), event.position().y())
        if number is not None and event.button() == Qt.MouseButton.LeftButton:
            self._focus.open(number)

    def leaveEvent(self, event: QEvent) -> None:
        self._focus.hover(None)
        super().leaveEvent(event)

    def _on_shown(self) -> None:
        self.update()

    def _grid(self) -> tuple[int, int]:
        return (0 if self.trials is None else len(self.trials.rows)), 1

    def _point_at(self, place: tuple[int, int] | None) -> None:
        row = None if place is None else self._row_at(place[0])
        self._focus.hover(None if row is None else row.number)

    def _open(self, row: int, column: int) -> None:
        there = self._row_at(row)
        if there is not None:
            self._focus.open(there.number)

    def _row_at(self, place: int) -> TrialRow | None:
        ranked = () if self.trials is None else self.trials.ranked()
        return ranked[place] if place < len(ranked) else None


def trial_words(trials: SweepTrials, row: TrialRow, focus: TrialFocus) -> str:
    """Return what a trial is and has come to, in a line."""
    axes = {axis.name: axis for axis in focus.axes}
    parts = [
        f"{trials.title(name)} {axes[name].text_of(value)}"
        for name, value in row.settings.items()
        if name in axes
    ]
    reached, axis = trials.reached(row), axes.get(OBJECTIVE)
    if reached is not None and axis is not None:
        parts.append(f"{axis.title} {axis.text_of(reached)}")
    state = "" if row.state is TrialState.FINISHED else f" ({row.state})"
    return f"trial {index_words(row.number)}{state}: {', '.join(parts)}"


def standing_pen(standing: Standing, theme: Theme, *, is_pruned: bool) -> QPen:
    """Return what a trial's line is drawn with."""
    colors = {
        Standing.PRUNED: theme.dim,
        Standing.PLAIN: theme.dim,
        Standing.BRUSHED: theme.positive,
        Standing.BEST: theme.text,
        Standing.POINTED: theme.selection,
    }
    widths = {Standing.BRUSHED: 1.5, Standing.BEST: 2.5, Standing.POINTED: 2.5}
    color = QColor(colors[standing])
    if standing <= Standing.PLAIN:
        color.setAlphaF(0.55 if standing is Standing.PRUNED else 0.9)
    pen = QPen(color, widths.get(standing, 1.0))
    if is_pruned:
        pen.setDashPattern(DASHES)
    return pen
