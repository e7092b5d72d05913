"""The accounts of a max-pooling."""

from __future__ import annotations

from types import ModuleType
from typing import ClassVar

import numpy as np

from core.anatomy.windows import Windows, with_channel
from core.arrays import Shape
from core.layers import axis_maximum, disjoint_windows
from core.ledger.account import Account, Combination, Follows, Formula, Line, sum_account
from core.ledger.books import Books
from core.ledger.column import Column
from core.ledger.layers.pool_entries import PoolEntries
from core.ledger.terms import Terms
from core.network_spec import LayerOutline

TIE_RULE = "Two cells are equally large: the first in row order wins."
_LOSER, _WINNER, _TIED, _PADDING = range(4)
_MADE = Formula(
    "y[p, q, c] = max x[i, j, c]  over the window (p, q)",
    r"y_{p,q,c} = \max_{(i,j) \in W_{p,q}} x_{i,j,c}",
)
_BLAMED = Formula(
    "dL/dx[i, j, c] = Σ δ[p, q, c] · (1 if this pixel won window (p, q), else 0)",
    r"\frac{dL}{dx_{i,j,c}} = \sum_{p,q} \delta_{p,q,c}\,"
    r" [(i,j) \text{ won } W_{p,q}]",
)


class MaxPool2DEntries(PoolEntries):
    r"""The window's largest cell; backward, gradients only of the windows that were won.

    .. math::
        y_{p,q,c} = \max_{(i,j) \in W_{p,q}} x_{i,j,c}, \qquad
        \frac{dL}{dx_{i,j,c}} =
        \sum_{p,q} \delta_{p,q,c}\,[(i,j)\text{ won }W_{p,q}]
    """

    KIND: ClassVar[str] = "max_pool2d"
    DONE_BY: ClassVar[tuple[ModuleType, ...]] = (
        axis_maximum,
        disjoint_windows,
    )

    def made(self, books: Books, outline: LayerOutline, index: Shape) -> Account:
        p, q, channel = index
        windows = Windows.of(outline)
        _, cells = windows.window(p, q)
        # padding is minus infinity: it never wins
        x = books.value_column(
            "input", "x", outline.position - 1, with_channel(cells, channel), fill=-np.inf
        )
        winner = int(x.values.argmax())  # the first of equal ones
        total = float(x.values[winner])
        is_padding = cells[:, 0] < 0
        marks = np.where(x.values == total, _TIED, _LOSER)
        marks[is_padding] = _PADDING
        marks[winner] = _WINNER
        notes = [TIE_RULE] if (marks == _TIED).any() else []
        if is_padding.any():
            notes.append("Cells outside the map are padding: they never win.")
        others = np.delete(x.values, winner)
        lines = [Line("winner", total)]
        if np.isfinite(others).any():
            runner_up = float(others.max())
            margin = Line("margin", total - runner_up, follows=Follows.LINES)
            lines += [Line("runner-up", runner_up), margin]
        return Account(
            formula=_MADE,
            combination=Combination.MAXIMUM,
            terms=Terms(
                (x,),
                x.values,
                "pixel",
                marks=marks,
                mark_names=("loses", "winner", "tied, but later", "padding"),
                grid=windows.size,
            ),
            lines=tuple(lines),
            total=total,
            scale=abs(total),
            notes=tuple(notes),
        )

    def blamed(self, books: Books, outline: LayerOutline, index: Shape) -> Account:
        row, column, channel = index
        positions, _, grid = Windows.of(outline).over(row, column)
        delta = books.gradient_column(outline.position, with_channel(positions, channel))
        winners = books.trace.winners[outline.position][
            positions[:, 0], positions[:, 1], channel
        ]
        won = winners == row * outline.input_shape[1] + column
        routed = Column("routed", "routed", won.astype(np.float64))
        terms = Terms(
            (delta, routed),
            np.where(won, delta.values, 0.0),
            "window",
            marks=won.astype(np.intp),
            mark_names=("lost: nothing comes back", "won"),
            grid=grid,
        )
        if not len(positions):
            note = "No window holds this pixel, so nothing depends on it."
        elif not won.any():
            note = "This pixel won no window: its gradient is exactly 0."
        else:
            note = _wins(int(won.sum()), len(won))
        return sum_account(_BLAMED, terms, notes=[note])


def _wins(won: int, windows: int) -> str:
    """Return in how many of the windows over a pixel it is the largest."""
    if windows == 1:
        return "This pixel is the largest of the only window over it."
    return f"This pixel is the largest in {won} of the {windows} windows over it."
