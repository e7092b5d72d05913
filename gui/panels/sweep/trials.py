"""The trials of a sweep, as the panel shows them."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from core.sweeping.own_settings import own_settings
from core.sweeping.sweep_listener import CurvePoint
from core.sweeping.sweep_spec import SweepSpec
from core.sweeping.trial_row import TrialRow, TrialState
from core.sweeping.varied_fields import field_title
from gui.panels.sweep.axis import OBJECTIVE, TrialAxis, objective_axis, setting_axis

#: Where the brush is on an axis: its lower and its upper end, from 0 to 1.
Brush = tuple[float, float]
OF_LAYER = " of layer "


@dataclass(frozen=True, slots=True)
class TrialPoint:
    """A judgement on a learning curve: after how many epochs, and of which value."""

    epochs: float
    value: float


class SweepTrials:
    """Rows and learning curves of one sweep; the main thread's alone.

    Parameters
    ----------
    spec : SweepSpec
    rows : iterable of TrialRow
    """

    def __init__(self, spec: SweepSpec, rows: Iterable[TrialRow] = ()) -> None:
        self.spec = spec
        self._titles = _short_titles(
            {one.name: field_title(one.name, spec.experiment) for one in spec.space}
        )
        self._own = own_settings(spec)
        self._rows: dict[int, TrialRow] = {}
        self._curves: dict[int, list[TrialPoint]] = {}
        self.add(rows)

    @property
    def rows(self) -> tuple[TrialRow, ...]:
        """All trials, in the order in which they began."""
        return tuple(self._rows[number] for number in sorted(self._rows))

    @property
    def best(self) -> TrialRow | None:
        """The finished trial with the best value, of equals the first."""
        finished = [row for row in self._rows.values() if row.value is not None]
        return max(finished, key=self._rank, default=None)

    @property
    def own(self) -> TrialRow | None:
        """The finished trial of the experiment as it was before anything was varied."""
        finished = (row for row in self.rows if row.value is not None)
        return next((row for row in finished if row.settings == self._own), None)

    def row(self, number: int | None) -> TrialRow | None:
        """Return a trial by its number."""
        return None if number is None else self._rows.get(number)

    def title(self, name: str) -> str:
        """Return what a setting is called for people."""
        return self._titles.get(name, name)

    def add(self, rows: Iterable[TrialRow]) -> None:
        """Take note of what became of trials."""
        for row in rows:
            self._rows[row.number] = row

    def forget_running(self) -> None:
        """Take out the trials that nothing trains any more."""
        for row in [one for one in self.rows if one.state is TrialState.RUNNING]:
            del self._rows[row.number]
            self._curves.pop(row.number, None)

    def add_points(self, points: Iterable[CurvePoint]) -> None:
        """Take note of judgements, if they are of what makes a trial better."""
        objective = self.spec.objective
        wanted = "validation" if objective.is_of_validation else "epoch"
        first = self.spec.run_seeds[0]
        for point in points:
            if point.kind == wanted and point.seed in (None, first):
                value = point.accuracy if objective.is_larger_better else point.loss
                curve = self._curves.setdefault(point.number, [])
                if math.isfinite(value) and (not curve or curve[-1].epochs < point.epochs):
                    curve.append(TrialPoint(point.epochs, value))

    def curve(self, number: int) -> tuple[TrialPoint, ...]:
        """Return how a trial was judged while it trained."""
        return tuple(self._curves.get(number, ()))

    def reached(self, row: TrialRow) -> float | None:
        """Return the value of a trial, or what it was judged last; None if it never was."""
        if row.value is not None:
            return row.value
        curve = self._curves.get(row.number)
        return curve[-1].value if curve else None

    def count(self, *states: TrialState) -> int:
        """Return how many trials are in one of these states."""
        found = Counter(row.state for row in self._rows.values())
        return sum(found[state] for state in states)

    @property
    def ended(self) -> int:
        """How many trials are over."""
        return len(self._rows) - self.count(TrialState.RUNNING)

    def ranked(self) -> tuple[TrialRow, ...]:
        """Return the trials: finished ones from the best on, those that run, all others."""
        order = (TrialState.FINISHED, TrialState.RUNNING, TrialState.PRUNED, TrialState.FAILED)

        def key(row: TrialRow) -> tuple[int, float, int]:
            reached = self.reached(row)
            worth = -math.inf if reached is None else self._worth(reached)
            return order.index(row.state), -worth, row.number

        return tuple(sorted(self._rows.values(), key=key))

    def axes(self) -> tuple[TrialAxis, ...]:
        """Return an axis for every setting, and that of the objective as the last one."""
        reached = [self.reached(row) for row in self._rows.values()]
        values = [one for one in reached if one is not None]
        return (
            *(setting_axis(one, self.title(one.name)) for one in self.spec.space),
            objective_axis(self.spec.objective, values),
        )

    def place(self, row: TrialRow, axis: TrialAxis) -> float | None:
        """Return where a trial is on an axis; None where the setting does not apply."""
        if axis.name == OBJECTIVE:
            reached = self.reached(row)
            return None if reached is None else axis.place(reached)
        return axis.place(row.settings[axis.name]) if axis.name in row.settings else None

    def brushed(
        self, axes: Iterable[TrialAxis], brushes: Mapping[str, Brush]
    ) -> frozenset[int] | None:
        """Return the trials that lie within all brushes; None if nothing is brushed."""
        if not brushes:
            return None
        within = [(axis, brushes[axis.name]) for axis in axes if axis.name in brushes]
        return frozenset(
            row.number
            for row in self._rows.values()
            if all(
                (place := self.place(row, axis)) is not None and low <= place <= high
                for axis, (low, high) in within
            )
        )

    def best_so_far(self) -> tuple[tuple[int, float], ...]:
        """Return the trials that were better than all before them, and their values."""
        found: list[tuple[int, float]] = []
        for row in self.rows:
            if row.value is not None and (
                not found or self._worth(row.value) > self._worth(found[-1][1])
            ):
                found.append((row.number, row.value))
        return tuple(found)

    def _worth(self, value: float) -> float:
        return value if self.spec.objective.is_larger_better else -value

    def _rank(self, row: TrialRow) -> tuple[float, int]:
        return self._worth(row.value or 0.0), -row.number


def _short_titles(titles: dict[str, str]) -> dict[str, str]:
    """Return titles that say of which layer only where two would be the same otherwise."""
    short = {name: title.partition(OF_LAYER)[0] for name, title in titles.items()}
    twice = Counter(short.values())
    return {name: titles[name] if twice[one] > 1 else one for name, one in short.items()}
