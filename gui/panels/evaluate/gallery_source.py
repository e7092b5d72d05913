"""Which images the gallery shows, and in which order."""

from __future__ import annotations

from enum import StrEnum

from core.evaluation.ranking import Ranking


class Source(StrEnum):
    """Which images are shown."""

    CELL = "cell"
    WRONG = "wrong"
    UNSURE = "unsure"
    MISLABELLED = "mislabelled"
    MARKED = "marked"


SOURCES = (
    (Source.CELL, "This cell", "The images of the cell that is chosen in the matrix."),
    (Source.WRONG, "Most wrong", "All mistakes, the one with the largest loss first."),
    (Source.UNSURE, "Least sure", "All images, the closest call between two classes first."),
    (
        Source.MISLABELLED,
        "Mislabelled?",
        "Mistakes of which it is as sure as it usually is when right: the label may be wrong.",
    ),
    (Source.MARKED, "Marked", "The images you marked, those marked first in front."),
)
TEXTS = {source: text for source, text, _ in SOURCES}
#: Where there is little room.
SHORT_TEXTS = {
    Source.CELL: "Cell",
    Source.WRONG: "Wrong",
    Source.UNSURE: "Unsure",
    Source.MISLABELLED: "Label?",
    Source.MARKED: "Marked",
}
ORDERS = (
    (Ranking.CONFIDENCE, "most sure first"),
    (Ranking.LOSS, "largest loss first"),
    (Ranking.MARGIN, "smallest margin first"),
)
#: What the images of a source are in order of, unless another order is chosen.
OWN_ORDER = {Source.WRONG: Ranking.LOSS, Source.UNSURE: Ranking.MARGIN}
#: Have an order of their own, until another one is chosen.
SELF_ORDERED = (Source.MISLABELLED, Source.MARKED)
