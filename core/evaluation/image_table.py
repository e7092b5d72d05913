"""What a network says of chosen images, as a table for other programs."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Sequence

import numpy as np

from core.arrays import IntArray
from core.evaluation.verdicts import Verdicts

HEADER = (
    "part", "index", "row", "label", "predicted", "probability", "margin", "loss", "marked"
)  # fmt: skip


def image_table(
    verdicts: Verdicts,
    places: IntArray,
    names: Sequence[str],
    part: str,
    marked: Collection[int] = (),
) -> bytes:
    """Return a table of images, in their order, as CSV in UTF-8.

    Parameters
    ----------
    verdicts : Verdicts
    places : ndarray of int, shape (n,)
        Positions in the arrays of `verdicts`: the index of each image in its part.
    names : sequence of str
        Of the classes.
    part : str
        What the part is called.
    marked : collection of int
        Rows of the data that are marked.

    Returns
    -------
    bytes
        A header, then ``test,4425,4425,9,4,0.7216,0.44,1.33,1`` and so on: the index counts
        within the part, the row within the arrays of the data set, both from 0; a
        probability that is none, and what is no number, is empty.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEADER)
    for at in places.tolist():
        row, true, said = (int(one[at]) for one in _whole(verdicts))
        sure = float(verdicts.confidence[at]) if verdicts.gives_probabilities else np.nan
        numbers = sure, float(verdicts.margin[at]), float(verdicts.losses[at])
        written = (repr(number) if np.isfinite(number) else "" for number in numbers)
        writer.writerow(
            [
                part,
                at,
                row,
                _cell(names[true]),
                _cell(names[said]),
                *written,
                int(row in marked),
            ]
        )
    return text.getvalue().encode()


def _whole(verdicts: Verdicts) -> tuple[IntArray, IntArray, IntArray]:
    return verdicts.rows, verdicts.true, verdicts.predicted


def _cell(name: str) -> str:
    """Return a name that no spreadsheet takes for a formula."""
    return f"'{name}" if name[:1] in ("=", "+", "-", "@", "\t", "\r") else name
