"""The step that is not taken with a weight of a frozen layer."""

from __future__ import annotations

from core.anatomy.addresses import ParameterAddress
from core.ledger.account import Formula, Line, formula_account
from core.ledger.page import Page
from core.ledger.side import Side
from core.ledger.terms import Terms

FROZEN_NOTE = "This layer is frozen: the step leaves it as it is."
_FORMULA = Formula("w ← w", "w' = w")


def frozen_step(address: ParameterAddress, *, value: float, taken: float | None = None) -> Page:
    """Return the page of a step that leaves a weight alone.

    Parameters
    ----------
    address : ParameterAddress
    value : float
        The weight before the step.
    taken : float, optional
        The weight after the step, to compare with, if it was taken.
    """
    return Page(
        side=Side.STEP,
        address=address,
        title=f"Frozen · {address.path}[{', '.join(map(str, address.index))}]",
        account=formula_account(
            _FORMULA,
            Terms.nothing(),
            [Line("value w before", value, "w", address)],
            value,
            snippet=("total = w",),
            notes=(FROZEN_NOTE,),
        ),
        stored=taken,
    )
