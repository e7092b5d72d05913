"""What is taken for what, as a figure."""

from __future__ import annotations

from core.figures.figure import CountTable, Figure
from gui.judging.evaluation import Evaluation

#: More classes have no room in a figure; their numbers would be no table that one reads.
MOST_CLASSES = 100


def confusion_figure(evaluation: Evaluation | None) -> Figure | None:
    """Return the table of what is taken for what; None if nothing was judged."""
    counts = None if evaluation is None else evaluation.judgement.confusion
    if evaluation is None or counts is None or len(evaluation.names) > MOST_CLASSES:
        return None
    part = evaluation.request.part.value
    title = f"{evaluation.judgement.images:,} {part} images"
    table = CountTable(title, "true class", "predicted class", evaluation.names, counts)
    return Figure("Confusion matrix", (table,), f"step {evaluation.request.step:,}")
