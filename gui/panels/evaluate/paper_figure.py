"""What the views of an evaluation show, as figures."""

from __future__ import annotations

import numpy as np

from core.evaluation.disturbance import DISTURBANCES, Disturbance
from core.figures.figure import CountTable, Curve, CurveLook, Figure, Maps, Plot
from core.figures.text_table import TextTable
from core.index_words import index_words
from core.number_words import counted
from gui.judging.evaluation import Evaluation
from gui.judging.robustness_wish import RobustnessAnswer
from gui.panels.evaluate.silencing_wish import Silencing

#: More classes have no room in a figure; their numbers would be no table that one reads.
MOST_CLASSES = 100


def confusion_figure(evaluation: Evaluation | None) -> Figure | None:
    """Return the table of what is taken for what; None if nothing was judged."""
    counts = None if evaluation is None else evaluation.judgement.confusion
    if evaluation is None or counts is None or len(evaluation.names) > MOST_CLASSES:
        return None
    part = evaluation.request.part.value
    title = counted(evaluation.judgement.images, f"{part} image")
    table = CountTable(title, "true class", "predicted class", evaluation.names, counts)
    return Figure("Confusion matrix", (table,), f"step {evaluation.request.step:,}")


def silencing_figure(shown: Silencing | None) -> Figure | None:
    """Return what each class loses without each filter or unit; None if nothing was judged."""
    if shown is None:
        return None
    matrix, request = shown.matrix, shown.request
    lost = Maps(
        "Accuracy lost: a row a filter or unit, a column a class", ("",), (matrix.lost,)
    )
    rows = tuple(
        (index_words(at), float(one)) for at, one in enumerate(matrix.lost_overall.tolist())
    )
    overall = TextTable("Over all classes", ("silenced", "accuracy lost"), rows)
    return Figure("Silencing", (lost, overall), f"step {request.moment.snapshot.step:,}")


def robustness_figure(answer: RobustnessAnswer | None) -> Figure | None:
    """Return the accuracy for images made worse, kind by kind; None if nothing was judged."""
    if answer is None or not answer.curves.points:
        return None
    plots = tuple(_worse(answer, kind) for kind in Disturbance if answer.curves.curve(kind))
    return Figure("Images made worse", plots, f"step {answer.request.first.step:,}")


def _worse(answer: RobustnessAnswer, kind: Disturbance) -> Plot:
    points, about = answer.curves.curve(kind), DISTURBANCES[kind]
    levels = np.array([point.level for point in points])
    scale = 100 if about.unit == "%" else 1
    curves = tuple(
        Curve(
            name,
            scale * levels,
            np.array([point.share(at) for point in points]),
            CurveLook.VALIDATION if at == 0 else CurveLook.OTHER,
        )
        for at, name in enumerate(("accuracy", "accuracy of B")[: len(points[0].right)])
    )
    return Plot(about.title, about.unit, "accuracy", curves, is_share=True)
