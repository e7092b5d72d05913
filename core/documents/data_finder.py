"""Find the very images that a run was trained on, wherever they lie by now."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from core.data_description import DataDescription
from core.datasets.catalog import is_name
from core.datasets.data_source import absolute_source, is_on_another_computer
from core.datasets.dataset import Dataset
from core.datasets.loading import load_dataset
from core.datasets.loading_watch import IsCancelled, Progress
from core.documents.dataset_digest import has_digest
from core.documents.opening_watch import OpeningWatch
from core.errors import LoadError

if TYPE_CHECKING:  # a recipe brings sqlite3, which the start does not need
    from core.documents.recipe import Recipe


class DataState(StrEnum):
    """What came of looking for the images of a run."""

    FOUND = "found"
    OTHER = "other"
    MISSING = "missing"


@dataclass(frozen=True, slots=True, eq=False)
class FoundData:
    """The images of a run, or why there are none.

    Attributes
    ----------
    state : DataState
        ``OTHER`` if there are images at the place, but not those of the run.
    dataset : Dataset or None
        The images of the run; None unless they were found.
    source : str
        Where they were found, as `load_dataset` takes it; the stored place if they were not,
        or if they were in memory.
    sentence : str
        Why there are none, for people: names the stored place.  Empty if they were found.
    """

    state: DataState
    dataset: Dataset | None
    source: str
    sentence: str = ""


def find_data(
    recipe: Recipe,
    *,
    loaded: Dataset | None = None,
    beside: Path | None = None,
    chosen: str | None = None,
    progress: Progress | None = None,
    cancelled: IsCancelled | None = None,
) -> FoundData:
    """Return the images that the run of `recipe` was trained on; their digest decides.

    Looked for in memory, beside the run's file, and at the place the recipe names.  A place
    on another computer is never looked at unless someone chose it: asking there would tell
    that computer that the file was opened.

    Parameters
    ----------
    recipe : Recipe
    loaded : Dataset, optional
        What is in memory already.
    beside : Path, optional
        The file of the run.
    chosen : str, optional
        Where someone says that the images are: then no other place is looked at.
    progress, cancelled : callable, optional
        As `load_dataset` takes them.

    Raises
    ------
    Cancelled
        If `cancelled` says so.
    """
    described, check = DataDescription.of(recipe.experiment.data), OpeningWatch(cancelled).check
    stored = described.source
    if chosen is None and loaded is not None and _belongs(recipe, loaded, check):
        return FoundData(DataState.FOUND, loaded, stored)
    places = [absolute_source(chosen)] if chosen is not None else _places(stored, beside)
    other = trouble = ""
    for place in places:
        try:
            dataset = load_dataset(
                _moved(described, place, beside), progress=progress, cancelled=cancelled
            )
        except LoadError as error:
            trouble = trouble or str(error)
            continue
        if _belongs(recipe, dataset, check):
            return FoundData(DataState.FOUND, dataset, place)
        other = other or place
    who = f"This run was trained on {stored!r:.200}"
    if other:
        sentence = f"{who}, but the images or labels in {other!r:.200} are others."
        return FoundData(DataState.OTHER, None, stored, sentence)
    if chosen is None and is_on_another_computer(stored):
        trouble = "it is on another computer, which is not asked"
    reason = f" ({trouble.removesuffix('.')[:200]})" if trouble else ""
    return FoundData(DataState.MISSING, None, stored, f"{who}, which cannot be read{reason}.")


def _places(stored: str, beside: Path | None) -> list[str]:
    """Return where to look, the likeliest place first."""
    if is_name(stored):
        return [stored]
    places = [str(path) for path in _beside(stored, beside)]
    if not is_on_another_computer(stored):
        places.append(absolute_source(stored))
    return list(dict.fromkeys(places))


def _moved(described: DataDescription, place: str, beside: Path | None) -> DataDescription:
    """Return the images at `place`, chosen as stored; a file of test images may be beside."""
    moved = described.moved_to(place)
    if not isinstance(moved.split, str) or is_name(moved.split):
        return moved
    found = next(_beside(moved.split, beside), None)
    return moved if found is None else replace(moved, split=str(found))


def _beside(stored: str, beside: Path | None) -> Iterator[Path]:
    """Yield what lies beside a run and is called as its images were, by any system's rules."""
    parts = [part for part in re.split(r"[\\/]", stored) if part not in ("", ".", "..")]
    if beside is None or not parts:
        return
    for run in (os.path.abspath(beside), os.path.realpath(beside)):
        path = Path(run).parent / parts[-1]
        with suppress(OSError, ValueError):  # a folder that may not be read, or no name at all
            if path.exists():
                yield path


def _belongs(recipe: Recipe, dataset: Dataset, check: Callable[[], object]) -> bool:
    return has_digest(dataset, recipe.data_digest, check)
