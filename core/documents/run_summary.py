"""What a list of runs shows of one of them."""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from core.documents.document_file import DocumentFile
from core.documents.history_table import HistoryTable
from core.documents.labels import Labels
from core.documents.recipe import Recipe
from core.documents.run_table import RunTable
from core.errors import LoadError
from core.formats.file_access import short_name
from core.training.events import FinishReason, SessionFinished, ValidationFinished
from core.training.session_state import VALUES

#: More arrays than any network has.
MAX_ARRAYS = 1024


@dataclass(frozen=True, slots=True)
class RunSummary:
    """A run in a few numbers.

    Attributes
    ----------
    path : Path
    recipe : Recipe
    labels : Labels
    steps : int
        Steps taken up to the last save.
    seconds : float
        Time these steps took, without validation and pauses.
    best_accuracy : float or None
        Of the validation that judged best, from 0 to 1; None before the first.
    ending : FinishReason or None
        Why it ended; None if it can go on.
    start_digest : str
        SHA-256 of the parameters the run began with: two runs with the same one had the same
        start.  Empty if the document does not have them any more.
    """

    path: Path
    recipe: Recipe
    labels: Labels
    steps: int
    seconds: float
    best_accuracy: float | None
    ending: FinishReason | None
    start_digest: str


def read_summary(path: Path | str) -> RunSummary:
    """Return the summary of a document, which is opened for a moment and not changed.

    No state is loaded, and not every page is looked at: opening the run is for that.

    Raises
    ------
    LoadError
        If it is no document, damaged, of a newer version, or held by another process.
    """
    file = DocumentFile(path, checks_pages=False)
    try:
        return summary_of(file)
    finally:
        file.close()


def summary_of(file: DocumentFile) -> RunSummary:
    """Return the summary of a document that is open.

    Raises
    ------
    LoadError
        If what it is made from is damaged.
    """
    run, history = RunTable(file), HistoryTable(file)
    rows = history.batches()
    events = history.events()
    accuracies = [
        event.accuracy
        for event in events
        if isinstance(event, ValidationFinished) and math.isfinite(event.accuracy)
    ]
    endings = [event for event in events if isinstance(event, SessionFinished)]
    first, last = _stored_range(file)
    steps = int(rows["step"][-1]) if len(rows) else first
    is_over = bool(endings) and endings[-1].step >= max(steps, last)
    return RunSummary(
        path=file.path,
        recipe=run.recipe,
        labels=run.labels,
        steps=max(steps, last),
        seconds=float(np.nan_to_num(rows["seconds"], posinf=0.0).sum()),
        best_accuracy=max(accuracies, default=None),
        ending=endings[-1].reason if is_over else None,
        start_digest=_start_digest(file, first),
    )


def _stored_range(file: DocumentFile) -> tuple[int, int]:
    """Return the first and the last step there is a state of."""
    first, last = file.rows("SELECT min(step), max(step) FROM snapshots")[0]
    if not isinstance(first, int) or not isinstance(last, int) or first < 0:
        raise LoadError(f"{short_name(file.path)}: there is no snapshot to resume from")
    return first, last


def _start_digest(file: DocumentFile, step: int) -> str:
    """Return the digest of the parameters at `step`, read one array after the other."""
    digest = hashlib.sha256()
    listed = file.rows(
        "SELECT id, substr(name, 1, 200), substr(dtype, 1, 8), substr(shape, 1, 80) "
        "FROM tensors WHERE step = ? AND substr(name, 1, ?) = ? AND typeof(content) = 'blob' "
        "ORDER BY name LIMIT ?",
        step,
        len(VALUES),
        VALUES,
        MAX_ARRAYS,
    )
    for number, *what in listed:
        found = file.rows("SELECT content FROM tensors WHERE id = ?", number)
        digest.update(repr(what).encode("utf-8", "replace"))
        digest.update(found[0][0] if found else b"")
    return digest.hexdigest() if listed else ""
