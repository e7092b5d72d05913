"""Read runs from their documents, ready to go on together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from core.datasets.dataset import Dataset
from core.errors import LoadError, SpecError
from core.formats.file_access import short_name
from gui.documents.prepared_run import PreparedRun
from gui.documents.run_opening import open_run

if TYPE_CHECKING:  # training is imported when there is data
    from core.documents.run_document import RunDocument
    from core.twins.twin_notes import TwinNotes


def open_twins(
    paths: Sequence[Path],
    dataset: Dataset | None,
    known: Sequence[TwinNotes | None] = (),
    *,
    progress: Callable[[float, str], None],
    cancelled: Callable[[], bool],
) -> PreparedRun:
    """Return the run of the first document, with those of the others as its twins.

    They may stand at different steps: those behind make up for it.

    Parameters
    ----------
    paths : sequence of Path
        One alone has no twin.
    dataset : Dataset or None
        What is in memory.
    known : sequence of TwinNotes or None
        Of the first run and each of the others, as far as there are some; what is missing is
        read from the documents.
    progress, cancelled : callable
        As a task hands them over.

    Raises
    ------
    LoadError
        If one of them cannot be read, its images are not there, or it learned from others.
    """
    with ExitStack() as opened:  # nothing stays open if one of them fails
        runs: list[PreparedRun] = []
        for path in paths:
            loaded = runs[0].dataset if runs else dataset
            run = open_run(path, loaded, progress=progress, cancelled=cancelled)
            if not isinstance(run, PreparedRun):
                raise LoadError(run.sentence)
            runs.append(run)
            opened.callback(_document_of(run, path).close)
        lead, *twins = runs
        notes = []
        for at, (twin, path) in enumerate(zip(twins, paths[1:], strict=True)):
            _check(lead, twin, path)
            found = known[at] if at < len(known) else None
            notes.append(found or _notes_of_past(lead, twin, paths[0], path))
        opened.pop_all()
    return replace(lead, twins=tuple(twins), pair_notes=tuple(notes))


def _document_of(run: PreparedRun, path: Path) -> RunDocument:
    document = None if run.recorder is None else run.recorder.document
    if document is None:
        raise LoadError(f"{short_name(path)} holds no run that could be resumed with others.")
    return document


def _check(lead: PreparedRun, twin: PreparedRun, path: Path) -> None:
    """Accept a twin that learns from the same batches as the lead."""
    from core.twins.same_batches import check_same_batches, have_same_batches

    trouble = ""
    if not have_same_batches(lead.experiment, twin.experiment):
        trouble = "its settings choose other batches"
    elif twin.session.finished is None and lead.session.finished is None:
        try:
            check_same_batches(lead.session, twin.session)
        except SpecError as error:
            trouble = str(error)
    if trouble:
        raise LoadError(f"{short_name(path)} is no twin of the shown run: {trouble}")


def _notes_of_past(
    lead: PreparedRun, twin: PreparedRun, first: Path, second: Path
) -> TwinNotes:
    from core.twins.past_notes import notes_of

    return notes_of(_document_of(lead, first), _document_of(twin, second))
