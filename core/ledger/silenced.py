"""The arithmetic of a number that is silenced, and of what is behind it."""

from __future__ import annotations

from dataclasses import replace

from core.ledger.account import Account, Formula, Line, sum_account
from core.ledger.terms import Terms

SILENCED_NOTE = (
    "Silenced: this output is set to 0 behind the activation, whatever would be computed."
)
NOT_PASSED_NOTE = (
    "Silenced: what this output is blamed for goes no further back; the weights that make it "
    "get no gradient."
)
REACHES_NOTHING_NOTE = "The output this leads to is silenced, so the gradient there is 0."


def silenced_made(would_be: Account) -> Account:
    """Return how a silenced output is made.

    Parameters
    ----------
    would_be : Account
        How it would be made.
    """
    lines = [
        Line("set to", 0.0, "silenced", adds=True),
        Line("would be", would_be.total, says="What the layer would put out."),
    ]
    formula = Formula("y = 0", "y = 0")
    return sum_account(
        formula, Terms.nothing(), lines, notes=[SILENCED_NOTE], scale=abs(would_be.total)
    )


def with_note(account: Account, note: str) -> Account:
    """Return an account that says one thing more."""
    return replace(account, notes=(*account.notes, note))
