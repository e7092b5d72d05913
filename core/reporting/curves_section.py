"""How a run learned, as curves."""

from __future__ import annotations

import numpy as np

from core.curves.history import RunHistory
from core.figures.drawing import figure_svg
from core.figures.figure import Curve, CurveLook, Figure, Mark, Plot
from core.figures.inks import PAGE
from core.figures.look import FigureLook
from core.number_text import loss_text, percent_text
from core.reporting.markup import Html, paragraph, section
from core.reporting.run_story import RunStory
from core.training.events import FinishReason, SessionFinished

#: How everything on the page is drawn.
PAGE_LOOK = FigureLook(width=736, font="inherit", size=12, inks=PAGE)
COLUMNS = 300


def curves_section(story: RunStory) -> Html:
    """Return loss and accuracy over the steps."""
    history = story.history
    if history is None:
        return section("Curves", paragraph("This file holds weights alone, and no history."))
    if history.is_empty:
        return section("Curves", paragraph("No step was taken yet, so there is no curve."))
    plots = tuple(curve_plots(history, _marks(story)))
    drawing = figure_svg(Figure("Loss and accuracy over the steps", plots), PAGE_LOOK)
    return section("Curves", Html(drawing))


def curve_plots(history: RunHistory, marks: dict[str, tuple[Mark, ...]]) -> list[Plot]:
    """Return the plots of loss and accuracy, thinned to what can be told apart.

    Parameters
    ----------
    history : RunHistory
    marks : dict of str to tuple of Mark
        By measure.
    """
    plots = []
    for measure in ("loss", "accuracy"):
        curves = [
            Curve("each batch", *history.batch_points(measure, COLUMNS), CurveLook.RAW),
            Curve("smoothed", *history.smooth_points(measure, COLUMNS), CurveLook.TRAIN),
            Curve(
                "validation",
                np.array(history.validations["step"], np.float64),
                np.array(history.validations[measure], np.float64),
                CurveLook.VALIDATION,
            ),
        ]
        plots.append(
            Plot(
                measure.capitalize(),
                "step",
                measure,
                tuple(curve for curve in curves if len(curve.x)),
                marks[measure],
                is_share=measure == "accuracy",
            )
        )
    return plots


def _marks(story: RunStory) -> dict[str, tuple[Mark, ...]]:
    shared = [
        Mark(event.step, "diverged", is_trouble=True)
        for event in story.events
        if isinstance(event, SessionFinished) and event.reason is FinishReason.DIVERGED
    ]
    best = story.best
    if best is None:
        return {"loss": tuple(shared), "accuracy": tuple(shared)}
    return {
        "loss": (*shared, Mark(best.step, f"best: {loss_text(best.loss)}", best.loss)),
        "accuracy": (
            *shared,
            Mark(best.step, f"best: {percent_text(best.accuracy, 2)}", best.accuracy),
        ),
    }
