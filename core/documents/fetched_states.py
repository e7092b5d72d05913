"""States of a run that are in its document, for those who want them at once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

import numpy as np

from core.documents.run_document import RunDocument
from core.errors import LoadError
from core.training.session_state import SessionState

#: How many are fetched at most.
FETCHED = 64


def fetched_states(document: RunDocument, before: int, budget: int) -> Iterator[SessionState]:
    """Yield some states of a document from before a step, evenly spread, that fit a budget."""
    listed = [stored for stored in document.contents() if stored.step < before]
    size = max((stored.size for stored in listed), default=1)
    count = min(FETCHED, budget // max(size, 1), len(listed))
    places = np.unique(np.linspace(0, len(listed) - 1, count).astype(int)) if count else ()
    for place in places:
        with suppress(LoadError):  # a damaged one is left out
            yield document.read(listed[place].step)
