"""Read a run from its document, ready to go on."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from core.curves.history import RunHistory
from core.data_description import source_of, with_source
from core.datasets.dataset import Dataset
from core.datasets.loading import load_dataset
from core.documents.run_mark import RunMark
from core.errors import LoadError, SpecError
from core.experiment import Experiment
from core.formats.file_access import short_name
from core.training.events import TrainingEvent
from core.training.snapshot import Snapshot, take_snapshot
from gui.documents.model_files import is_model
from gui.documents.only_weights import drawn_anew, to_look_at, undefined
from gui.documents.prepared_run import PreparedRun
from gui.documents.viewed_run import ViewedRun

if TYPE_CHECKING:
    from core.documents.run_document import RunDocument

Progress = Callable[[float, str], None]
IsCancelled = Callable[[], bool]
#: That are noted between two questions whether the run is still wanted.
EVENTS = 10_000


def open_run(
    path: Path,
    loaded: Dataset | None,
    edited: Experiment | None = None,
    chosen: Path | None = None,
    *,
    progress: Progress,
    cancelled: IsCancelled,
) -> PreparedRun | ViewedRun:
    """Return the run of a document as it was at its last undamaged snapshot.

    A model that another program wrote is opened as a run that has not begun.

    Its images are told by their digest: they may be in memory, beside the file, at the place
    where they were, or where someone says.  If they are not found, the run can only be looked
    at.  Nothing is written, not even beside the file.

    Parameters
    ----------
    path : Path
    loaded : Dataset or None
        What is in memory.
    edited : Experiment, optional
        What weights belong to that do not say it themselves.
    chosen : Path, optional
        Where someone says that the images are.
    progress, cancelled : callable
        As a `OneTask` hands them over.

    Raises
    ------
    LoadError
        If the file holds no run.
    Cancelled
        If `cancelled` says so.
    """
    from core.documents.stored_run import is_document  # sqlite3 is not needed at the start

    progress(0.0, f"Opening {short_name(path)}")
    if is_document(path):
        return _open_document(path, loaded, chosen, progress, cancelled)
    if is_model(path):
        from gui.documents.model_opening import open_model  # brings all of training

        return open_model(path, loaded, chosen, edited, progress, cancelled)
    return _open_weights(path, chosen, progress, cancelled)


def _open_document(
    path: Path,
    loaded: Dataset | None,
    chosen: Path | None,
    progress: Progress,
    cancelled: IsCancelled,
) -> PreparedRun | ViewedRun:
    from core.documents.data_finder import find_data
    from core.documents.run_document import RunDocument
    from core.training.memory_estimate import check_memory

    document = RunDocument(path, cancelled=cancelled)
    try:
        found = find_data(
            document.recipe,
            loaded=loaded,
            beside=path,
            chosen=None if chosen is None else str(chosen),
            progress=progress,
            cancelled=cancelled,
        )
        dataset = found.dataset
        if dataset is None:
            viewed = _viewed(document, to_look_at(f"{short_name(path)}: {found.sentence}"))
            document.close()
            return viewed
        progress(0.9, f"Opening {short_name(path)}")
        try:
            check_memory(document.recipe.experiment, len(dataset.train))
        except SpecError as error:
            sentence = to_look_at(f"{short_name(path)}: {error}")
            viewed = _viewed(document, sentence, dataset)
            document.close()
            return viewed
        run = _prepared(document, dataset)
        document.watch.settle()
        return run
    except BaseException:
        document.close()
        raise


def _open_weights(
    path: Path, chosen: Path | None, progress: Progress, cancelled: IsCancelled
) -> PreparedRun | ViewedRun:
    """Return the run whose last weights are in `path`; it has no history."""
    from core.documents.weights_session import session_of_weights
    from core.formats.run_file import load_run

    run = load_run(path)
    experiment, name = run.experiment, short_name(path)
    data = experiment.data if chosen is None else with_source(experiment.data, str(chosen))
    try:
        dataset = load_dataset(data, progress=progress, cancelled=cancelled)
    except LoadError as error:
        trouble = (
            f"{name} was trained on {source_of(experiment.data)!r:.200}, which cannot be loaded"
        )
        step, epoch = run.step, run.epoch
        start = drawn_anew(experiment)
        return ViewedRun(
            path,
            to_look_at(f"{trouble}: {error}"),
            experiment,
            start,
            Snapshot(step, epoch, run.values, undefined(start.gradients)),
        )
    try:
        session = session_of_weights(run, dataset)
    except LoadError as error:
        raise LoadError(_named(path, error)) from None
    latest = take_snapshot(session.network, step=session.step, epoch=session.epoch)
    return PreparedRun(
        experiment,
        dataset,
        session,
        start=drawn_anew(experiment),
        latest=latest,
        remark=f"{name} holds weights and no history: Resume begins a new document, with an "
        "optimiser that remembers nothing.",
    )


def _prepared(document: RunDocument, dataset: Dataset) -> PreparedRun:
    from core.documents.recorder import Recorder
    from core.documents.resuming import resume

    experiment = document.recipe.experiment
    try:
        session = resume(document, dataset)
    except LoadError as error:
        raise LoadError(_named(document.path, error)) from None
    history, newest = _said(document, session.step)
    marks = [event for event in document.history.events() if isinstance(event, RunMark)]
    return PreparedRun(
        experiment,
        dataset,
        session,
        start=_start_of(document, experiment),
        latest=take_snapshot(session.network, step=session.step, epoch=session.epoch),
        parent=document.recipe.parent,
        recorder=Recorder(session, document),
        history=history,
        newest=newest,
        marks=[mark for mark in marks if mark.step <= session.step],
        remark=_remark(document, session.step),
        drawing=_drawing(document),
    )


def _viewed(document: RunDocument, sentence: str, dataset: Dataset | None = None) -> ViewedRun:
    """Return what can be looked at of a run that cannot be trained; all of it is read."""
    from core.documents.engine_identity import foreign_spans
    from core.documents.fetched_states import fetched_states
    from core.documents.run_document import BUDGET
    from core.documents.snapshot_memory import SnapshotMemory
    from core.documents.time_machine import TimeMachine
    from core.documents.unknown_gradients import with_unknown_gradients

    experiment = document.recipe.experiment
    latest = document.latest()
    memory = SnapshotMemory(2 * BUDGET)
    for state in fetched_states(document, latest.step, BUDGET, 2**31):
        memory.add(state)
    memory.add(latest, pinned=True)
    history, newest = _said(document, latest.step)
    marks = [event for event in document.history.events() if isinstance(event, RunMark)]
    return ViewedRun(
        document.path,
        sentence,
        experiment,
        _start_of(document, experiment),
        with_unknown_gradients(latest, experiment.network).snapshot,
        memory,
        TimeMachine(
            experiment,
            dataset,
            (memory,),
            foreign=foreign_spans(document.recipe.versions, document.history.events()),
        ),
        history,
        newest,
        [mark for mark in marks if mark.step <= latest.step],
        lacks_images=dataset is None,
        drawing=_drawing(document),
    )


def _drawing(document: RunDocument) -> str:
    """Return what was drawn; a drawing that is damaged is no reason not to open a run."""
    try:
        return document.drawings.read()
    except LoadError:
        return ""


def _said(document: RunDocument, step: int) -> tuple[RunHistory, list[TrainingEvent]]:
    """Return everything said up to `step`, and the last of each kind."""
    events = [event for event in document.history.said() if event.step <= step]
    history = RunHistory()
    for first in range(0, len(events), EVENTS):
        document.watch.check()
        history.add(events[first : first + EVENTS])
    newest = {type(event): event for event in events}
    return history, sorted(newest.values(), key=lambda event: event.step)


def _start_of(document: RunDocument, experiment: Experiment) -> Snapshot:
    """Return the untrained network: stored, or drawn anew from the same seed."""
    state = document.state_before(0)
    return drawn_anew(experiment) if state is None else state.snapshot


def _remark(document: RunDocument, step: int) -> str:
    """Return what has to be said about a document that could be opened, or nothing."""
    path, name = document.path, short_name(document.path)
    if document.damaged:
        if document.last_step() > step:
            return (
                f"{name}: a part of this file is damaged. If you resume the run, it is kept "
                f"from step {step:,} on in a file of its own; this one stays as it is."
            )
        return f"{name}: a part of this file is damaged; the run stands at step {step:,}."
    if not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        return f"{name} may only be read: if you resume the run, it is kept in a copy."
    return ""


def _named(path: Path, error: LoadError) -> str:
    name, text = short_name(path), str(error)
    return text if text.startswith(name) else f"{name}: {text}"[:300]
