"""What two runs say of their past, for notes that begin later."""

from __future__ import annotations

import numpy as np

from core.documents.run_document import RunDocument
from core.formats.run_file import parameter_shapes
from core.twins.twin_notes import TwinNotes
from core.twins.weight_distance import WeightDistance, comparable_layers

#: Stored states that are compared at most: each is read from the file.
MOST_COMPARED = 120


def notes_of(first: RunDocument, second: RunDocument) -> TwinNotes:
    """Return the notes of two runs up to the last step that both have taken.

    Losses are of all these steps, distances of those whose states both documents have.

    Raises
    ------
    LoadError
        If a part of a document is damaged.
    Cancelled
        If the document is asked not to be read any further.
    """
    specs = [one.recipe.experiment.network for one in (first, second)]
    notes = TwinNotes(comparable_layers(specs[0], specs[1]))
    last = min(int(one.stored_steps()[-1]) for one in (first, second))
    stored = np.zeros(0, np.int64)
    if notes.layers:
        stored = np.intersect1d(first.stored_steps(), second.stored_steps())
    if len(stored) > MOST_COMPARED:
        stored = stored[np.linspace(0, len(stored) - 1, MOST_COMPARED).astype(int)]
    distances = []
    for step in stored.tolist():
        states = [one.state_before(step) for one in (first, second)]
        values = [
            {path: state.snapshot.values[path] for path in parameter_shapes(spec)}
            for state, spec in zip(states, specs, strict=True)
            if state is not None and state.step == step
        ]
        if len(values) == 2:
            apart = WeightDistance(values[0], values[1], notes.layers)
            distances.append((step, *apart.measure()))
    notes.note_past(_losses(first, second, last), distances)
    return notes


def _losses(first: RunDocument, second: RunDocument, last: int) -> list[tuple[float, ...]]:
    ours, theirs = (one.history.batches() for one in (first, second))
    steps, at, there = np.intersect1d(ours["step"], theirs["step"], return_indices=True)
    columns = steps, ours["loss"][at], theirs["loss"][there]
    rows = zip(*(column.tolist() for column in columns), strict=True)
    return [row for row in rows if row[0] <= last]
