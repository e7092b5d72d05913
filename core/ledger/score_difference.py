"""Why one class and not another: the difference of two scores, term by term."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from core.anatomy.addresses import ValueAddress
from core.anatomy.ledger_error import LedgerError
from core.anatomy.score_layer import score_layer
from core.anatomy.titles import layer_title
from core.ledger.account import Formula, Line, sum_account
from core.ledger.books import Books
from core.ledger.column import Column
from core.ledger.page import Page
from core.ledger.side import Side
from core.ledger.terms import Terms
from core.network_spec import LayerOutline

_FORMULA = Formula(
    "s[a] − s[b] = Σ x[i] · (w[i, a] − w[i, b]) + b[a] − b[b]",
    r"s_a - s_b = \sum_i x_i\,(w_{i,a} - w_{i,b}) + (b_a - b_b)",
)


def check_comparable(outlines: Sequence[LayerOutline], first: int, second: int) -> LayerOutline:
    """Return the layer that makes the scores of two classes.

    Raises
    ------
    LedgerError
        If their difference has no terms; the text says why.
    """
    outline = outlines[score_layer(outlines)]
    if not outline.spec.SUMS_ALL_INPUTS:
        raise LedgerError(
            f"The scores of this network are made by {outline.spec.TITLE}, not by a dense "
            "layer: their difference is no sum of inputs times weights."
        )
    count = outline.output_shape[0]
    if first == second or not (0 <= first < count and 0 <= second < count):
        raise LedgerError(
            f"Two different classes of 0…{count - 1} can be compared, received {first} and "
            f"{second}."
        )
    return outline


def score_difference(books: Books, first: int, second: int) -> Page:
    r"""Return the score of class `first` minus that of class `second`, term by term.

    .. math:: s_a - s_b = \sum_i x_i (w_{i,a} - w_{i,b}) + (b_a - b_b)

    Parameters
    ----------
    books : Books
    first, second : int

    Raises
    ------
    LedgerError
        If no dense layer makes the scores, or there are no two such classes.
    """
    outline = check_comparable(books.outlines, first, second)
    layer = outline.position
    weight = books.parameter(outline, "weight").astype(np.float64)  # (inputs, classes)
    bias = books.parameter(outline, "bias").astype(np.float64)
    scores = books.output(layer).astype(np.float64)
    inputs = np.arange(len(weight))
    with np.errstate(all="ignore"):  # a diverged network stays readable
        x = books.value_column("input", "x", layer - 1, inputs[:, None])
        difference = weight[:, first] - weight[:, second]
        w = Column(f"w{first} − w{second}", "dw", difference)
        products = x.values * difference
        size = np.abs(x.values) * (np.abs(weight[:, first]) + np.abs(weight[:, second]))
        line = Line(
            f"+ bias {first} − bias {second}",
            float(bias[first] - bias[second]),
            "db",
            adds=True,
            says=f"The bias of class {first} minus that of class {second}.",
        )
        account = sum_account(
            _FORMULA,
            Terms((x, w), products, "input"),
            [line],
            scale=float(size.sum() + abs(bias[first]) + abs(bias[second])),
            notes=_notes(books, layer, first, second),
        )
        stored = float(scores[first] - scores[second])
    title = layer_title(books.outlines, layer)
    return Page(
        side=Side.COMPARED,
        address=ValueAddress(layer, (first,)),
        title=f"{title} · class {first} minus class {second}",
        account=account,
        stored=stored,
    )


def _notes(books: Books, layer: int, first: int, second: int) -> list[str]:
    notes = [
        f"Terms above 0 speak for {first}, terms below 0 for {second}: a large input alone "
        "decides nothing if both classes give it the same weight."
    ]
    between = books.outlines[layer + 1 : -1]
    if between:
        titles = ", ".join(layer_title(books.outlines, each.position) for each in between)
        notes.append(f"What stands between these scores and the output is left out: {titles}.")
    return notes
