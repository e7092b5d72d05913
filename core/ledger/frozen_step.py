"""The step that is not taken with a weight that stays as it is."""

from __future__ import annotations

from core.anatomy.addresses import ParameterAddress
from core.ledger.account import Formula, Line, formula_account
from core.ledger.page import Page
from core.ledger.side import Side
from core.ledger.terms import Terms

FROZEN_NOTE = "This layer is frozen: the step leaves it as it is."
PRUNED_NOTE = (
    "The network was pruned: a weight that is 0 stays 0, and the step leaves it as it is."
)
_FORMULA = Formula("w ← w", "w' = w")


def frozen_step(
    address: ParameterAddress,
    *,
    value: float,
    taken: float | None = None,
    is_pruned: bool = False,
) -> Page:
    """Return the page of a step that leaves a weight alone.

    Parameters
    ----------
    address : ParameterAddress
    value : float
        The weight before the step.
    taken : float, optional
        The weight after the step, to compare with, if it was taken.
    is_pruned : bool
        Whether it stays because it is 0, and not because it is frozen.
    """
    why = "Pruned" if is_pruned else "Frozen"
    return Page(
        side=Side.STEP,
        address=address,
        title=f"{why} · {address.path}[{', '.join(map(str, address.index))}]",
        account=formula_account(
            _FORMULA,
            Terms.nothing(),
            [Line("value w before", value, "w", address)],
            value,
            snippet=("total = w",),
            notes=(PRUNED_NOTE if is_pruned else FROZEN_NOTE,),
        ),
        stored=taken,
    )
