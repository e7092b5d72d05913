"""Whole epochs."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from core.arrays import FloatArray, IntArray
from core.curves.curve_stretches import decimate_ends
from core.curves.history import RunHistory
from gui.panels.curves.curve_set import CurveSet
from gui.panels.curves.legend import LegendEntry
from gui.panels.curves.series import CurveSeries
from gui.panels.curves.view import CurveView
from gui.state.timeline import Timeline


class EpochCurveView(CurveView):
    """x is the epoch: the mean over its images, and the validation at its end."""

    UNIT = "epoch"
    X_START = 5
    ENTRIES = (
        LegendEntry(CurveSeries.MAIN, "train", "train"),
        LegendEntry(CurveSeries.VALIDATION, "validation", "val"),
    )

    def curves(self, history: RunHistory, measure: str, columns: int) -> CurveSet:
        return CurveSet(
            {
                series: decimate_ends(table["epoch"], table[measure], columns)
                for series, table in (
                    (CurveSeries.MAIN, history.epochs),
                    (CurveSeries.VALIDATION, history.epoch_validations),
                )
            }
        )

    def snap(self, history: RunHistory, x: float) -> int | None:
        last = history.epochs.at(None, "epoch")
        return None if last is None else round(min(max(x, 1), last))

    def numbers(
        self, history: RunHistory, measure: str, x: int | None
    ) -> Mapping[CurveSeries, float | None]:
        return {
            CurveSeries.MAIN: history.epochs.at(x, measure, by="epoch"),
            CurveSeries.VALIDATION: history.epoch_validations.at(x, measure, by="epoch"),
        }

    def __init__(self) -> None:
        self._known: tuple[int, int] = (-1, 0)
        self._borders = np.zeros(1)

    def positions(self, timeline: Timeline, steps: IntArray) -> FloatArray:
        borders = self._epoch_borders(timeline)
        return np.interp(steps, borders, np.arange(len(borders)))

    def step_at(self, timeline: Timeline, x: float) -> int:
        steps = self._epoch_borders(timeline)
        return round(float(np.interp(x, np.arange(len(steps)), steps)))

    def _epoch_borders(self, timeline: Timeline) -> FloatArray:
        """Return the first step of all, every epoch's last, and where the next will end."""
        ends = timeline.epoch_ends
        last = ends[-1] if ends else 0
        known = last, timeline.steps_per_epoch
        if known != self._known:  # a slider asks for hundreds of places in a row
            following = last + max(1, timeline.steps_per_epoch)
            self._borders = np.array([0, *ends, following], np.float64)
            self._known = known
        return self._borders
