"""The images a run was trained on, or others that someone names instead."""

from __future__ import annotations

from dataclasses import replace

from core.commands.progress_bar import ProgressBar
from core.data_description import DataDescription, source_of, with_source
from core.datasets.corrected_data import is_list_of
from core.datasets.dataset import Dataset
from core.datasets.label_file import labels_apart
from core.datasets.loading import load_dataset
from core.errors import LoadError
from core.experiment import Experiment
from core.formats.file_access import short_name


def data_of_run(
    run: str, experiment: Experiment, named: str | None, bar: ProgressBar
) -> Dataset:
    """Return the data that ``--data`` names, else that of the run; chosen as the run's are.

    Raises
    ------
    LoadError
        If it cannot be loaded; for the run's own data the text says where it was looked for.
    """
    if named is not None:
        dataset = _named(DataDescription.of(with_source(experiment.data, named)), bar)
    else:
        try:
            dataset = load_dataset(experiment.data, progress=bar.show)
        except LoadError as error:
            source = source_of(experiment.data)
            reason = str(error).removeprefix(f"{short_name(source)}: ")
            raise LoadError(
                f"{short_name(run)} was trained on {source}, which cannot be loaded "
                f"({reason[:100]}); say with --data where its images are"
            ) from None
    bar.begin()
    return dataset


def _named(data: DataDescription, bar: ProgressBar) -> Dataset:
    """Return the data that was named; the run's corrected labels count if they are of it."""
    listed = labels_apart(data)
    try:
        return load_dataset(listed, progress=bar.show)
    except LoadError:
        if listed.labels is None:
            raise
        dataset = load_dataset(replace(listed, labels=None), progress=bar.show)
        if is_list_of(listed, dataset):
            raise
        return dataset
