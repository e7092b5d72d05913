"""Which run was branched from which, and which had the same start."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # SQLite need not be loaded to compare what was read already
    from core.documents.run_summary import RunSummary


def parents_of(runs: Sequence[RunSummary]) -> list[int | None]:
    """Return the place of every run's parent among `runs`; None if it is not there.

    A forged circle of parents is cut open.
    """
    places: dict[str, int] = {}
    for place, run in enumerate(runs):
        places.setdefault(run.recipe.run_id, place)
    parents: list[int | None] = []
    for run in runs:
        origin = run.recipe.parent
        parents.append(None if origin is None else places.get(origin.run_id))
    for place in range(len(runs)):
        if _runs_in_circle(parents, place):
            parents[place] = None
    return parents


def shared_starts(runs: Sequence[RunSummary]) -> list[str]:
    """Return a letter for every run that shares its first weights with another; "" for others.

    A branch began with the weights its parent began with, if the parent is among `runs`.
    """
    parents = parents_of(runs)
    digests = [_first_digest(runs, parents, place) for place in range(len(runs))]
    counts = Counter(digest for digest in digests if digest)
    letters: Mapping[str, str] = {
        digest: _letter(number)
        for number, digest in enumerate(d for d in counts if counts[d] > 1)
    }
    return [letters.get(digest, "") for digest in digests]


def _first_digest(runs: Sequence[RunSummary], parents: Sequence[int | None], place: int) -> str:
    at = place
    while (above := parents[at]) is not None:
        at = above
    return runs[at].start_digest


def _runs_in_circle(parents: Sequence[int | None], place: int) -> bool:
    at = parents[place]
    seen = set()
    while at is not None and at not in seen:
        if at == place:
            return True
        seen.add(at)
        at = parents[at]
    return False


def _letter(number: int) -> str:
    """Return A … Z, then A2 … Z2 and so on."""
    turn, place = divmod(number, 26)
    return chr(ord("A") + place) + (str(turn + 1) if turn else "")
