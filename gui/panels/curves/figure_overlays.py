"""The curves of other runs in both plots, and their legend."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gui.panels.curves.numbers import loss_text, share_text
from gui.panels.curves.overlay_curves import OverlayPoints
from gui.panels.curves.overlay_legend import OverlayEntry, OverlayLegend
from gui.panels.curves.plot import CurvePlot
from gui.panels.curves.series import CurveSeries
from gui.panels.curves.view import CurveView
from gui.state.curve_overlay import CurveOverlay
from gui.theme.theme import CurrentTheme

NUMBER_TEXT = {"loss": loss_text, "accuracy": share_text}


class FigureOverlays:
    """Lays the curves of other runs over the shown one's.

    Parameters
    ----------
    theme : CurrentTheme
    plots : mapping of str to CurvePlot
        By measure.

    Attributes
    ----------
    legend : OverlayLegend
        Hidden while there are none.
    """

    def __init__(self, theme: CurrentTheme, plots: Mapping[str, CurvePlot]) -> None:
        self.legend = OverlayLegend(theme, name="overlay_legend")
        self._plots = plots
        self._overlays: tuple[CurveOverlay, ...] = ()
        self._drawn_for: tuple[object, ...] = ()

    def __len__(self) -> int:
        return len(self._overlays)

    def use(self, overlays: Sequence[CurveOverlay]) -> None:
        """Take other runs; they appear with the next `draw`."""
        self._overlays = tuple(overlays)
        self.draw_anew()

    def draw_anew(self) -> None:
        """Let the next `draw` draw, whatever is there."""
        self._drawn_for = ()

    def draw(self, view: CurveView) -> None:
        """Draw the curves, unless they are there already: they never change by themselves."""
        columns = tuple(plot.column_count() for plot in self._plots.values())
        if self._drawn_for == (view, columns):
            return
        self._drawn_for = view, columns
        for measure, plot in self._plots.items():
            sets = [view.curves(one.history, measure, columns[0]) for one in self._overlays]
            plot.show_overlays(
                [
                    OverlayPoints(
                        overlay.color_index,
                        found.points[CurveSeries.MAIN],
                        found.points[CurveSeries.VALIDATION],
                    )
                    for overlay, found in zip(self._overlays, sets, strict=True)
                ]
            )

    def show_numbers(self, view: CurveView, x: int | None) -> None:
        """Write into the legend what each run reads at `x`, or at its end."""
        self.legend.set_entries(
            [
                OverlayEntry(one.name, one.color_index, _numbers(one, view, x), one.about)
                for one in self._overlays
            ]
        )


def _numbers(overlay: CurveOverlay, view: CurveView, x: int | None) -> str:
    texts = []
    for measure, text in NUMBER_TEXT.items():
        numbers = view.numbers(overlay.history, measure, x)
        texts.append(text(numbers[CurveSeries.MAIN]).strip())
    return " · ".join(texts)
