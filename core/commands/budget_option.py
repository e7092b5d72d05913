"""How much of the past a run may keep, as the command line has it."""

from __future__ import annotations

from argparse import Namespace

from core.documents.budget import BUDGET_MB, budget_bytes
from core.fields import WholeNumber, accepted

_MEGABYTES = WholeNumber(
    BUDGET_MB.label, BUDGET_MB.explains, BUDGET_MB.at_least, BUDGET_MB.at_most
)


def chosen_budget(options: Namespace) -> int | None:
    """Return in bytes what ``--budget`` says; None if it was not given.

    Raises
    ------
    SpecError
        If it is no such number.
    """
    if options.budget is None:
        return None
    return budget_bytes(accepted(options.command, "budget", _MEGABYTES, options.budget))
