"""The curves as a figure."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from core.arrays import FloatArray
from core.curves.growing_table import GrowingTable
from core.curves.history import RunHistory
from core.figures.figure import Curve, CurveLook, Figure, Mark, Plot
from gui.state.curve_overlay import CurveOverlay

_MEASURES = ("loss", "accuracy")


def curve_figure(history: RunHistory, overlays: Sequence[CurveOverlay]) -> Figure | None:
    """Return loss and accuracy of every step; None before the first."""
    if history.is_empty and not overlays:
        return None
    plots = tuple(_plot(history, overlays, measure) for measure in _MEASURES)
    return Figure("Curves", plots)


def _plot(history: RunHistory, overlays: Sequence[CurveOverlay], measure: str) -> Plot:
    curves = [
        _curve("each batch", history.batches, measure, CurveLook.RAW),
        _curve("smoothed", history.batches, f"smooth_{measure}", CurveLook.TRAIN),
        _curve("validation", history.validations, measure, CurveLook.VALIDATION),
    ]
    curves += [
        _curve(one.name, one.history.batches, f"smooth_{measure}", CurveLook.OTHER)
        for one in overlays
    ]
    marks = tuple(Mark(step, "diverged", is_trouble=True) for step in history.broken_steps)
    return Plot(
        measure.capitalize(),
        "step",
        measure,
        tuple(curve for curve in curves if len(curve.x)),
        marks,
        is_share=measure == "accuracy",
    )


def _curve(name: str, table: GrowingTable, column: str, look: CurveLook) -> Curve:
    """Return a column as it is now: the table may grow meanwhile."""
    y: FloatArray = np.array(table[column], np.float64)
    x = np.array(table["step"], np.float64)
    count = min(len(x), len(y))
    return Curve(name, x[:count], y[:count], look)
