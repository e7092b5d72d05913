"""Which trial is pointed at, chosen or brushed: the same in all pictures."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from core.sweeping.trial_row import TrialRow
from gui.panels.sweep.axis import OBJECTIVE, TrialAxis
from gui.panels.sweep.trials import Brush, SweepTrials


class TrialFocus(QObject):
    """Holds the trials that are shown, and which of them stand out.

    Signals
    -------
    shown()
        Other trials, or more is known of them.
    changed()
        What is pointed at, chosen, brushed, or the order of the axes.
    open_wanted(int)
        A trial is to be opened as a run.
    """

    shown = Signal()
    changed = Signal()
    open_wanted = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.trials: SweepTrials | None = None
        self.hovered: int | None = None
        self.selected: int | None = None
        self.brushes: dict[str, Brush] = {}
        self.brushed: frozenset[int] | None = None
        self._order: list[str] = []
        self._axes: tuple[TrialAxis, ...] = ()

    @property
    def axes(self) -> tuple[TrialAxis, ...]:
        """Those of the settings in the order in which they stand, then the objective's."""
        return self._axes

    @property
    def axis_of_objective(self) -> TrialAxis | None:
        """The axis of what makes a trial better."""
        return next((one for one in self._axes if one.name == OBJECTIVE), None)

    @property
    def chosen(self) -> TrialRow | None:
        """The chosen trial, else the best one."""
        if self.trials is None:
            return None
        return self.trials.row(self.selected) or self.trials.best

    def show(self, trials: SweepTrials | None) -> None:
        """Show other trials, or what is new of the same."""
        if trials is not self.trials:
            self.trials, self.hovered, self.selected = trials, None, None
            self.brushes, self._order = {}, []
        axes = () if trials is None else trials.axes()
        places = {name: at for at, name in enumerate(self._order)}
        self._axes = tuple(sorted(axes, key=lambda one: places.get(one.name, len(places))))
        self._order = [axis.name for axis in self._axes]
        self._brush_again()
        self.shown.emit()

    def hover(self, number: int | None) -> None:
        """Point at a trial, or at none."""
        if number != self.hovered:
            self.hovered = number
            self.changed.emit()

    def select(self, number: int | None) -> None:
        """Choose a trial."""
        if number != self.selected:
            self.selected = number
            self.changed.emit()

    def open(self, number: int) -> None:
        """Choose a trial, and open it as a run."""
        self.select(number)
        self.open_wanted.emit(number)

    def brush(self, name: str, brush: Brush | None) -> None:
        """Keep what lies between two places of an axis; None for all of it."""
        if brush is None:
            self.brushes.pop(name, None)
        else:
            self.brushes[name] = brush
        self._brush_again()
        self.changed.emit()

    def clear_brushes(self) -> None:
        """Brush nothing."""
        self.brushes = {}
        self._brush_again()
        self.changed.emit()

    def move_axis(self, name: str, to: int) -> None:
        """Let an axis stand at another place."""
        if self._order.index(name) != to:
            self._order.remove(name)
            self._order.insert(to, name)
            places = {one: at for at, one in enumerate(self._order)}
            self._axes = tuple(sorted(self._axes, key=lambda one: places[one.name]))
            self.changed.emit()

    def brush_words(self) -> str:
        """Return what is brushed; empty if nothing is."""
        if self.brushed is None:
            return ""
        parts = [
            f"{axis.title} {axis.span_text(*self.brushes[axis.name])}"
            for axis in self._axes
            if axis.name in self.brushes
        ]
        return ", ".join(parts)

    def _brush_again(self) -> None:
        trials = self.trials
        self.brushed = None if trials is None else trials.brushed(self._axes, self.brushes)
