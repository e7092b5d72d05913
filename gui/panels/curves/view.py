"""Ways to look at a run's history."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import ClassVar

import numpy as np

from core.arrays import FloatArray, IntArray
from core.curves.history import RunHistory
from gui.panels.curves.curve_set import CurveSet
from gui.panels.curves.legend import LegendEntry
from gui.panels.curves.series import CurveSeries
from gui.state.timeline import Timeline


class CurveView(ABC):
    """Turn a history into curves over one kind of x.

    Class attributes
    ----------------
    UNIT : str
        What x counts.
    X_START : float
        Where the x axis of an empty plot ends.
    ENTRIES : sequence of LegendEntry
    """

    UNIT: ClassVar[str]
    X_START: ClassVar[float]
    ENTRIES: ClassVar[Sequence[LegendEntry]]

    @abstractmethod
    def curves(self, history: RunHistory, measure: str, columns: int) -> CurveSet:
        """Return the curves of ``"loss"`` or ``"accuracy"`` with at most `columns` details."""

    @abstractmethod
    def snap(self, history: RunHistory, x: float) -> int | None:
        """Return the nearest x at which something was measured, if anything was."""

    @abstractmethod
    def numbers(
        self, history: RunHistory, measure: str, x: int | None
    ) -> Mapping[CurveSeries, float | None]:
        """Return what each curve reads at `x`, or at its end for None."""

    @abstractmethod
    def positions(self, timeline: Timeline, steps: IntArray) -> FloatArray:
        """Return the x of each of some steps."""

    def position(self, timeline: Timeline, step: int) -> float:
        """Return the x of a step."""
        return float(self.positions(timeline, np.asarray([step]))[0])

    @abstractmethod
    def step_at(self, timeline: Timeline, x: float) -> int:
        """Return the step at an x, whether there is one or not."""
