"""List the sets of data that are known by name, and bring one of them to this computer."""

from __future__ import annotations

from argparse import Namespace
from functools import partial
from pathlib import Path

from core.arrays import shape_text
from core.catalogue.data_folders import folder_of
from core.catalogue.fetching import fetch
from core.catalogue.known_set import KnownSet
from core.catalogue.known_sets import KNOWN_SETS
from core.catalogue.local_copy import take_local_copy
from core.catalogue.set_state import state_of, state_text
from core.commands.json_line import json_line
from core.commands.surroundings import Surroundings
from core.datasets.loading_watch import LoadingWatch
from core.errors import LoadError
from core.number_words import counted


def list_sets(options: Namespace, surroundings: Surroundings) -> None:
    """Say which sets are known, and whether they are here."""
    chosen = [_chosen(options.path)] if options.path is not None else KNOWN_SETS.values()
    width = max(len(known.name) for known in chosen)
    lines = [f"{known.name:{width}}  {_line(known)}" for known in chosen]
    rows = [_about(known) for known in chosen]
    surroundings.report("\n".join(lines), partial(json_line, {"sets": rows}))


def _line(known: KnownSet) -> str:
    return (
        f"{known.title}: {known.about}, {counted(known.image_count, 'image')} of "
        f"{shape_text(known.shape)}, {counted(known.class_count, 'class')}; "
        f"{state_text(known, state_of(known))}"
    )


def _about(known: KnownSet) -> dict[str, object]:
    folder = folder_of(known)
    return {
        "name": known.name,
        "title": known.title,
        "about": known.about,
        "images": known.image_count,
        "shape": known.shape,
        "class_count": known.class_count,
        "classes": known.class_names or None,
        "state": state_of(known).name.lower(),
        "place": None if folder is None else str(folder),
        "download_bytes": known.download_size or None,
        "licence": known.credit.licence,
        "citation": known.credit.citation,
        "home": known.credit.home,
    }


def bring_set(name: str, copy: str | None, surroundings: Surroundings) -> None:
    """Fetch the set called `name`, or take the copy of it at a path.

    A signal ends that between two pieces, and nothing is left of what came so far.

    Raises
    ------
    LoadError
        If there is no such set, or it cannot be had.
    Cancelled
        If a signal came.
    """
    known = _chosen(name)
    interruption = surroundings.interruption
    with interruption.held(), surroundings.progress_bar() as bar:
        watch = LoadingWatch(bar.show, lambda: interruption.is_wanted)
        if copy is not None:
            take_local_copy(known, Path(copy), watch)
        elif not known.is_built_in:
            _fetch(known, watch)


def _fetch(known: KnownSet, watch: LoadingWatch) -> None:
    try:
        fetch(known, watch)
    except LoadError as error:
        raise LoadError(f"{error} (data {known.name} --copy PATH)") from None


def _chosen(name: str) -> KnownSet:
    known = KNOWN_SETS.get(name)
    if known is None:
        raise LoadError(f"{name[:60]}: expected one of {', '.join(KNOWN_SETS)}")
    return known
