"""Whole epochs."""

from __future__ import annotations

from collections.abc import Mapping

from core.training.curve_stretches import decimate_ends
from core.training.history import RunHistory
from gui.widgets.curve_legend import LegendEntry
from gui.widgets.curve_plot import CurveSet
from gui.widgets.curve_series import CurveSeries
from gui.widgets.curve_view import CurveView


class EpochCurveView(CurveView):
    """x is the epoch: the mean over its batches, and the validation at its end."""

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
