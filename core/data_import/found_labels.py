"""Corrected labels that lie beside data."""

from __future__ import annotations

from dataclasses import dataclass

from core.data_labels import DataLabels
from core.datasets.catalog import is_name
from core.datasets.label_file import file_beside, named_labels, read_changes
from core.errors import LoadError
from core.formats.path_facts import is_taken


@dataclass(frozen=True, slots=True)
class FoundLabels:
    """A list that lies beside a source; whether it is of its images is not known yet.

    Attributes
    ----------
    labels : DataLabels
        All of its changes.
    corrected : int
        Images that it calls something else.
    """

    labels: DataLabels
    corrected: int


def found_labels(source: str) -> FoundLabels | None:
    """Return the list of corrected labels beside a source; None if it corrects nothing.

    Raises
    ------
    LoadError
        If a file of that name is no such list.
    """
    path = None if is_name(source) else file_beside(source)
    if path is None or not is_taken(path):
        return None
    changes = read_changes(path)
    corrected = len(changes.corrected())
    return FoundLabels(named_labels(path, changes), corrected) if corrected else None


def labels_beside(source: str) -> FoundLabels | None:
    """Return the same; a file that cannot be read is none that could be used."""
    try:
        return found_labels(source)
    except LoadError:
        return None
