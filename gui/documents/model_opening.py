"""Open a model that another program wrote, as a run that has not begun."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from core.datasets.data_source import absolute_source
from core.datasets.dataset import Dataset
from core.datasets.loading import load_dataset
from core.errors import LoadError, SpecError
from core.experiment import Experiment
from core.formats.file_access import short_name
from core.formats.run_file import TrainedRun
from core.importing.imported_model import ImportedModel
from core.sentence import sentence
from core.training.build import check_trainable
from core.training.snapshot import Snapshot, take_snapshot
from gui.documents.only_weights import drawn_anew, to_look_at, undefined
from gui.documents.prepared_run import PreparedRun
from gui.documents.viewed_run import ViewedRun

Progress = Callable[[float, str], None]
IsCancelled = Callable[[], bool]


def open_model(
    path: Path,
    loaded: Dataset | None,
    chosen: Path | None,
    edited: Experiment | None,
    progress: Progress,
    cancelled: IsCancelled,
) -> PreparedRun | ViewedRun:
    """Return a model as a run without steps; without fitting images it can be looked at.

    Parameters
    ----------
    path : Path
    loaded : Dataset or None
        What is in memory: those are its images if they fit.
    chosen : Path or None
        Where someone says that its images are.
    edited : Experiment or None
        What weights belong to that do not say it themselves.
    progress, cancelled : callable

    Raises
    ------
    LoadError
        If it cannot be read, or holds what our networks do not have.
    """
    from core.documents.weights_session import session_of_weights

    model, remarks = _read(path, edited)
    experiment, name = model.experiment, short_name(path)
    progress(0.3, f"Opening {name}")
    try:
        dataset = loaded
        if chosen is not None:
            experiment = experiment.replace(data=absolute_source(str(chosen)))
            dataset = load_dataset(experiment.data, progress=progress, cancelled=cancelled)
        elif edited is not None and dataset is not None and _fits(experiment, dataset):
            experiment = experiment.replace(data=edited.data)
        else:
            dataset = load_dataset(experiment.data, progress=progress, cancelled=cancelled)
        _check(experiment, dataset)
        run = TrainedRun(experiment, model.values, 0, 0)
        session = session_of_weights(run, dataset)
    except (LoadError, SpecError) as error:
        start = drawn_anew(experiment)
        latest = Snapshot(0, 0, model.values, undefined(start.gradients))
        return ViewedRun(path, to_look_at(f"{name}: {error}"), experiment, start, latest)
    latest = take_snapshot(session.network, step=0, epoch=0)
    remark = sentence(f"{name} is a run that has not begun{remarks}.")
    return PreparedRun(experiment, dataset, session, start=latest, latest=latest, remark=remark)


def _read(path: Path, edited: Experiment | None) -> tuple[ImportedModel, str]:
    """Return a model, and what has to be said about it."""
    from core.importing.model_import import import_model, names_its_network

    if edited is None or names_its_network(path):
        model = import_model(path)
        return model, "".join(f"; {remark}" for remark in model.remarks)
    model = import_model(path, edited)
    return model, "; its weights were read into the network of the experiment as edited"


def _fits(experiment: Experiment, dataset: Dataset) -> bool:
    try:
        _check(experiment, dataset)
    except SpecError:
        return False
    return True


def _check(experiment: Experiment, dataset: Dataset) -> None:
    check_trainable(experiment, dataset.image_shape, len(dataset.class_names))
