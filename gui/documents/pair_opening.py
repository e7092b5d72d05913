"""Read two runs of a pair from their documents, ready to go on together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from core.datasets.dataset import Dataset
from core.errors import LoadError
from gui.documents.prepared_run import PreparedRun
from gui.documents.run_opening import open_run

if TYPE_CHECKING:  # training is imported when there is data
    from core.twins.twin_notes import TwinNotes

#: Where a stop came while the second one took its step.
BEHIND = "One of the twins is a step behind: train one step more, then show the other one."


def open_pair(
    first: Path,
    second: Path,
    dataset: Dataset | None,
    notes: TwinNotes,
    *,
    progress: Callable[[float, str], None],
    cancelled: Callable[[], bool],
) -> PreparedRun:
    """Return the run of one document, with that of the other one as its twin.

    Parameters
    ----------
    first, second : Path
    dataset : Dataset or None
        What is in memory.
    notes : TwinNotes
        Of the pair so far, as the second one's.
    progress, cancelled : callable
        As a task hands them over.

    Raises
    ------
    LoadError
        If one of them cannot be read, or its images are not there.
    """
    runs: list[PreparedRun] = []
    try:
        for path in (first, second):
            run = open_run(path, dataset, progress=progress, cancelled=cancelled)
            if not isinstance(run, PreparedRun):
                raise LoadError(run.sentence)
            runs.append(run)
        ours, theirs = (run.session for run in runs)
        if ours.step != theirs.step and ours.finished is None and theirs.finished is None:
            raise LoadError(BEHIND)
    except BaseException:
        for run in runs:
            if run.recorder is not None and run.recorder.document is not None:
                run.recorder.document.close()
        raise
    return replace(runs[0], twin=runs[1], pair_notes=notes.turned())
