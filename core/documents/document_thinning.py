"""How much of a run its document keeps."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from core.documents.snapshot_memory import Held
from core.documents.snapshot_table import StoredSnapshot
from core.documents.thinning import kept

#: Bytes that the snapshots of a run take in a document, unless so few of them would fit that
#: going back takes too long, and never more.
USUAL_BUDGET, LARGEST_BUDGET = 52 * 2**20, 256 * 2**20
FEWEST_SNAPSHOTS = 24


def document_budget(size: int) -> int:
    """Return how many bytes the snapshots of a run may take if one takes `size` bytes."""
    return min(max(USUAL_BUDGET, FEWEST_SNAPSHOTS * size), LARGEST_BUDGET)


def lightened(states: Sequence[Held]) -> list[Held]:
    """Return states as a document keeps them: gradients only of the pinned and the last one.

    The gradients of the others are computed anew when someone wants to see them.
    """
    return [
        held if held.is_pinned else Held(held.state.without_gradients(), is_pinned=False)
        for held in states[:-1]
    ] + list(states[-1:])


def kept_steps(
    before: Sequence[StoredSnapshot], new: Sequence[Held], spacing: int, budget: int
) -> set[int]:
    """Return the steps of those snapshots that stay or become part of a document."""
    listed = {snapshot.step: snapshot for snapshot in before}
    for state, is_pinned in new:
        listed[state.step] = StoredSnapshot(state.step, is_pinned, state.size)
    rows = np.array([listed[step] for step in sorted(listed)], np.int64)  # (S, 3)
    steps, pinned, sizes = rows.T
    return set(kept(steps, sizes, pinned > 0, spacing=spacing, budget=budget).tolist())
