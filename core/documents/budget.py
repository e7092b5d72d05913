"""How much of its past a run keeps in its file, as people choose it."""

from __future__ import annotations

from core.fields import OptionalWholeNumber

#: In MB; None is the usual, see `document_budget`.
BUDGET_MB = OptionalWholeNumber(
    "Kept for the time slider",
    "How many MB of its past a run keeps in its file. With more, fewer steps have to be "
    "computed anew when the slider goes back. It holds for runs that are begun from now on.",
    1,
    65_536,
    "usual",
)


def budget_bytes(megabytes: int | None) -> int | None:
    """Return a value of `BUDGET_MB` in bytes."""
    return None if megabytes is None else megabytes * 2**20
