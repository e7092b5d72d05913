"""The images a run was trained on, or others that someone names instead."""

from __future__ import annotations

from core.commands.progress_bar import ProgressBar
from core.data_description import source_of, with_source
from core.datasets.dataset import Dataset
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
        dataset = load_dataset(with_source(experiment.data, named), progress=bar.show)
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
