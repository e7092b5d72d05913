"""The accounts of an average-pooling."""

from __future__ import annotations

from types import ModuleType
from typing import ClassVar

import numpy as np

from core.anatomy.windows import Windows, with_channel
from core.arrays import IntArray, Shape
from core.layers import axis_mean
from core.ledger.account import Account, Formula, sum_account
from core.ledger.books import Books
from core.ledger.column import Column
from core.ledger.layers.conv2d_entries import PADDING_MARKS
from core.ledger.layers.pool_entries import PoolEntries
from core.ledger.terms import Terms
from core.network_spec import LayerOutline

_MADE = Formula(
    "y[p, q, c] = Σ x[i, j, c] · 1/n  over the n cells of the window (p, q)",
    r"y_{p,q,c} = \frac{1}{|W_{p,q}|} \sum_{(i,j) \in W_{p,q}} x_{i,j,c}",
)
_BLAMED = Formula(
    "dL/dx[i, j, c] = Σ δ[p, q, c] · 1/n  over every window (p, q) that holds this pixel",
    r"\frac{dL}{dx_{i,j,c}} = \sum_{p,q:\,(i,j) \in W_{p,q}}"
    r" \frac{\delta_{p,q,c}}{|W_{p,q}|}",
)


class AveragePool2DEntries(PoolEntries):
    r"""The mean of a window's cells; backward, an equal share of every window.

    .. math::
        y_{p,q,c} = \frac{1}{|W_{p,q}|} \sum_{(i,j) \in W_{p,q}} x_{i,j,c}, \qquad
        \frac{dL}{dx_{i,j,c}} =
        \sum_{p,q:\,(i,j) \in W_{p,q}} \frac{\delta_{p,q,c}}{|W_{p,q}|}

    Padded cells are not counted.
    """

    KIND: ClassVar[str] = "average_pool2d"
    DONE_BY: ClassVar[tuple[ModuleType, ...]] = (axis_mean,)

    def made(self, books: Books, outline: LayerOutline, index: Shape) -> Account:
        p, q, channel = index
        windows = Windows.of(outline)
        _, cells = windows.window(p, q)
        x = books.value_column("input", "x", outline.position - 1, with_channel(cells, channel))
        is_real = cells[:, 0] >= 0
        share = Column("share", "share", np.where(is_real, 1 / is_real.sum(), 0.0))
        terms = Terms(
            (x, share),
            x.values * share.values,
            "pixel",
            marks=(~is_real).astype(np.intp),
            mark_names=PADDING_MARKS,
            grid=windows.size,
        )
        notes = [] if is_real.all() else ["Cells outside the map are not counted."]
        return sum_account(_MADE, terms, notes=notes)

    def blamed(self, books: Books, outline: LayerOutline, index: Shape) -> Account:
        row, column, channel = index
        windows = Windows.of(outline)
        positions, _, grid = windows.over(row, column)
        delta = books.gradient_column(outline.position, with_channel(positions, channel))
        counts = _cell_counts(windows, 0, positions[:, 0])
        counts *= _cell_counts(windows, 1, positions[:, 1])
        share = Column("share", "share", 1 / counts)
        terms = Terms((delta, share), delta.values * share.values, "window", grid=grid)
        notes = (
            [] if len(positions) else ["No window holds this pixel, so nothing depends on it."]
        )
        return sum_account(_BLAMED, terms, notes=notes)


def _cell_counts(windows: Windows, axis: int, positions: IntArray) -> IntArray:
    """Return how many cells of each window are inside the map, along one axis."""
    taps = np.arange(windows.size[axis])
    counts: IntArray = (windows.cells(axis, positions[:, None], taps) >= 0).sum(axis=1)
    return counts
