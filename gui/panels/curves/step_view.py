"""Every batch."""

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


class StepCurveView(CurveView):
    """x is the step: raw and smoothed batches, and validation where it was made."""

    UNIT = "step"
    X_START = 50
    ENTRIES = (
        LegendEntry(CurveSeries.RAW, "batch", "batch"),
        LegendEntry(CurveSeries.MAIN, "smoothed", "smooth"),
        LegendEntry(CurveSeries.VALIDATION, "validation", "val"),
    )

    def curves(self, history: RunHistory, measure: str, columns: int) -> CurveSet:
        validations = history.validations
        points = {
            CurveSeries.RAW: history.batch_points(measure, columns),
            CurveSeries.MAIN: history.smooth_points(measure, columns // 3),
            CurveSeries.VALIDATION: decimate_ends(
                validations["step"], validations[measure], columns
            ),
        }
        broken = history.broken_steps if measure == "loss" else ()
        return CurveSet(
            points, [(step, history.batches.at(step - 1, "smooth_loss")) for step in broken]
        )

    def snap(self, history: RunHistory, x: float) -> int | None:
        last = history.batches.at(None, "step")
        return None if last is None else round(min(max(x, 1), last))

    def numbers(
        self, history: RunHistory, measure: str, x: int | None
    ) -> Mapping[CurveSeries, float | None]:
        batches = history.batches
        return {
            CurveSeries.RAW: batches.at(x, measure),
            CurveSeries.MAIN: batches.at(x, f"smooth_{measure}"),
            CurveSeries.VALIDATION: history.validations.at(x, measure),
        }

    def positions(self, timeline: Timeline, steps: IntArray) -> FloatArray:
        return steps.astype(np.float64)

    def step_at(self, timeline: Timeline, x: float) -> int:
        return round(x)
