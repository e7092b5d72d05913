"""The document of a run that was trained without one, within a budget of bytes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from core.documents.batch_rows import rows_of
from core.documents.event_codec import RareEvent
from core.documents.labels import Labels
from core.documents.recipe import Recipe
from core.documents.run_document import RunDocument
from core.documents.snapshot_memory import Held
from core.training.events import BatchFinished
from core.training.session_state import SessionState

#: Bytes of a document besides its states and its rows, and of a row in it.
OVERHEAD, ROW = 200_000, 56
#: Larger than any document: nothing is given up for it.
NO_LIMIT = 2**62


def write_trial_document(
    path: Path,
    recipe: Recipe,
    labels: Labels,
    states: Sequence[SessionState],
    batches: Sequence[BatchFinished],
    events: Sequence[RareEvent],
    budget: int,
) -> None:
    """Write a run into a new file.

    The last state is always kept, whatever the budget; of the others as many as fit.

    Parameters
    ----------
    path : Path
    recipe : Recipe
    labels : Labels
    states : sequence of SessionState
        In the order of their steps; the last one is the run's end.
    batches, events
        Everything the run said.
    budget : int
        Bytes.

    Raises
    ------
    OSError
        If it cannot be written.
    """
    left = budget - OVERHEAD - ROW * len(batches)
    first, *others = next(
        some
        for some in _fewer_and_fewer(states)
        if sum(one.size for one in some) <= left
        or (len(some) == 1 and not some[0].has_gradients)
    )
    document = RunDocument.create(path, recipe, first, labels=labels)
    try:
        document.begin_writing()
        held = [Held(state, is_pinned=False) for state in others]
        document.save(held, rows_of(batches), events, spacing=1, budget=NO_LIMIT)
        document.end_writing()
    finally:
        document.close()


def _fewer_and_fewer(states: Sequence[SessionState]) -> Iterator[list[SessionState]]:
    """Yield the states, then ever fewer of them; only the last has gradients."""
    light = [state.without_gradients() for state in states[:-1]]
    last = states[-1]
    while light:
        yield [*light, last]
        light = light[::2] if len(light) > 1 else []
    yield [last]
    yield [last.without_gradients()]
