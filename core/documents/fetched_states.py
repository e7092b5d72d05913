"""States of a document for those who want some at once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

import numpy as np

from core.documents.stored_states import StoredStates
from core.documents.story_places import story_places
from core.errors import LoadError
from core.training.session_state import SessionState

#: So many at most, unless asked for otherwise.
FETCHED = 64


def fetched_states(
    document: StoredStates, before: int, budget: int, at_most: int = FETCHED
) -> Iterator[SessionState]:
    """Yield states of a document from before a step that tell its story and fit a budget."""
    listed = [stored for stored in document.contents() if stored.step < before]
    size = max((stored.size for stored in listed), default=1)
    steps = np.array([stored.step for stored in listed], np.int64)
    for place in story_places(steps, min(at_most, budget // max(size, 1))):
        with suppress(LoadError):  # a damaged one is left out
            yield document.read(listed[place].step)
