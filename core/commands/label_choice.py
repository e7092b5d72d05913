"""Corrected labels by the options of a command line."""

from __future__ import annotations

from dataclasses import replace

from core.commands.console import Console
from core.data_description import DataDescription
from core.data_import.found_labels import found_labels, labels_beside
from core.data_labels import DataLabels
from core.datasets.data_source import absolute_data
from core.datasets.extra_images import parted_source
from core.datasets.label_file import file_beside, labels_apart, named_labels, read_changes
from core.errors import LoadError
from core.experiment import Experiment
from core.formats.file_access import short_name
from core.number_words import counted

#: What `--labels` says if it names no file.
BESIDE, WITHOUT = "beside", "none"


def with_chosen_labels(
    experiment: Experiment, chosen: str | None, console: Console
) -> Experiment:
    """Return an experiment with the corrected labels that were chosen.

    Their number and digest go into the experiment, so that a run is resumed with the same.

    Parameters
    ----------
    experiment : Experiment
    chosen : str or None
        ``beside`` takes the list beside the data, ``none`` leaves labels as they are, anything
        else is the path of a list; None leaves it to the experiment, and says what lies
        beside its data.
    console : Console

    Raises
    ------
    LoadError
        If there is no such list.
    """
    data = labels_apart(DataDescription.of(experiment.data))
    base = parted_source(data.source)[0]
    if chosen is None:
        if data.labels is None:
            _offer(base, console)
            return experiment
        if data.labels.digest is not None:
            return experiment
        labels: DataLabels | None = _taken_down(data.labels)
    elif chosen == WITHOUT:
        labels = None
    elif chosen == BESIDE:
        found = found_labels(base)
        if found is None:
            raise LoadError(
                f"{short_name(base)}: expected a list of corrected labels beside this data, "
                f"{short_name(file_beside(base))}, and none is there"
            )
        labels = _taken_down(replace(found.labels, count=None))
    else:
        labels = _taken_down(DataLabels(chosen))
    return experiment.replace(data=absolute_data(replace(data, labels=labels).simplest))


def _offer(base: str, console: Console) -> None:
    found = labels_beside(base)
    if found is not None:
        labels = counted(found.corrected, "corrected label")
        console.remark(f"Beside {short_name(base)}: {labels}, not used; --labels uses them.")


def _taken_down(labels: DataLabels) -> DataLabels:
    """Return the same with the number and the digest of the changes.

    Of a list of an earlier version they are left out: it is written anew when it is changed.
    """
    changes = read_changes(labels.file)
    if labels.count is not None:
        changes = changes.first(labels.count)
    if not changes.is_of_source:
        return DataLabels(labels.file, labels.count)
    return named_labels(labels.file, changes)
