"""What a file that is opened or dropped turns out to be."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from core.datasets.array_names import holds_images
from core.datasets.catalog import explained_files, file_formats
from core.datasets.csv_layout import looks_like_table
from core.datasets.kaggle_csv import KAGGLE_CSV
from core.datasets.source_head import SourceHead, source_head
from core.documents.run_file_name import RUN_SUFFIX
from core.errors import LoadError
from core.formats.content_kind import (
    FOREIGN_ARCHIVES,
    HEAD_BYTES,
    UNPACK_FIRST,
    ContentKind,
    encoding_of,
    kind_of,
)
from core.formats.file_access import open_for_reading, short_name
from core.formats.file_name import has_ending
from core.formats.path_facts import is_folder
from core.formats.zip_member import npz_names
from gui.documents.model_files import is_model


class Openable(StrEnum):
    """What can be opened."""

    RUN = "run"
    EXPERIMENT = "experiment"
    DATA = "data"


def openable(path: Path) -> Openable:
    """Return what a file or folder holds; of what holds nothing known, its name decides.

    Raises
    ------
    LoadError
        If it cannot be read, or is nothing that can be opened; one sentence.
    """
    if is_folder(path):
        return Openable.DATA
    if is_model(path):
        return Openable.RUN
    kind = _kind_inside(path)
    if isinstance(kind, Openable):
        return kind
    if kind is ContentKind.JSON:
        return Openable.EXPERIMENT
    for suffix, named in ((RUN_SUFFIX, Openable.RUN), (".json", Openable.EXPERIMENT)):
        if has_ending(path.name, suffix):
            return named
    head = source_head(path)
    if _is_data(head):
        return Openable.DATA
    if head.kind in FOREIGN_ARCHIVES:
        raise LoadError(f"{short_name(path)}: this is {head.kind}, {UNPACK_FIRST}")
    raise LoadError(
        f"{short_name(path)}: this is {head.kind}, expected a run, an experiment, "
        f"{explained_files()}"
    )


def _kind_inside(path: Path) -> Openable | ContentKind:
    with open_for_reading(path, may_change=True) as (file, size):
        kind = kind_of(file.read(HEAD_BYTES))
        if kind is ContentKind.SQLITE:
            return Openable.RUN
        if kind is ContentKind.ZIP and (names := npz_names(file, size, short_name(path))):
            return Openable.DATA if holds_images(names) else Openable.RUN
    return kind


def _is_data(head: SourceHead) -> bool:
    known = next((known for known in file_formats() if known.looks_like(head)), None)
    if known is None or known is not KAGGLE_CSV:
        return known is not None
    text = head.head.decode(encoding_of(head.head), errors="replace")
    return looks_like_table(text) or has_ending(head.path.name, ".csv")
