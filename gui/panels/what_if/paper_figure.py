"""What is changed by hand, and what it does, as a figure."""

from __future__ import annotations

import numpy as np

from core.figures.figure import Curve, CurveLook, Figure, FigurePart, Plot
from core.figures.text_table import TextTable
from core.inspection.moment import Moment
from core.inspection.moment_words import moment_words
from core.what_if.pruning import PruningCurve
from gui.panels.what_if.loss_request import LossChanges

NOTHING = "the run's own network"


def what_if_figure(
    moment: Moment | None, changes: LossChanges | None, curve: PruningCurve | None
) -> Figure | None:
    """Return the changes, the losses before and after, and the curve of pruning.

    Parameters
    ----------
    moment : Moment or None
    changes : LossChanges or None
        None while they are not known.
    curve : PruningCurve or None
        None if nothing was judged.
    """
    if moment is None:
        return None
    edits = [(edit.words(moment.outlines),) for edit in moment.edits.items] or [(NOTHING,)]
    parts: list[FigurePart] = [TextTable("What is changed", ("change",), tuple(edits))]
    if changes:
        head = ("whose loss", "images", "before", "after", "real change", "foretold")
        rows = tuple(
            (whose.value, one.images, one.before, one.after, one.real, one.predicted)
            for whose, one in changes.items()
        )
        parts.append(TextTable("What that does to the loss", head, rows))
    if curve is not None:
        accuracy = Curve(
            "accuracy", np.array(curve.shares), np.array(curve.accuracies), CurveLook.VALIDATION
        )
        parts.append(
            Plot(
                "Without the smallest weights",
                "share of weights set to 0",
                "accuracy",
                (accuracy,),
                is_share=True,
            )
        )
    return Figure("What if", tuple(parts), moment_words(moment))
