"""Corrected labels as a file beside the data; the data itself is never written to."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np

from core.data_description import DataDescription
from core.data_labels import DataLabels
from core.datasets.dataset import Dataset
from core.datasets.extra_images import CORRECTIONS, PLUS, joined_source, parted_source
from core.datasets.label_changes import LabelChange, LabelChanges
from core.datasets.source_rows import TEST, TRAIN
from core.errors import LoadError, SpecError
from core.formats.atomic_write import write_atomically
from core.formats.file_access import open_for_reading, short_name
from core.json_text import MAX_CHARACTERS, parse_json_object, refuse_unknown_keys

FOLDER = "corrected labels"
#: Images that are looked at at once.
PIECE = 1024
#: What names the file of corrections in a source, and how many of them count.
_NAMED = re.compile(
    rf"(?P<file>.+{re.escape(CORRECTIONS)})(?:#(?P<count>\d{{1,7}}))?", re.DOTALL
)
_KEYS = {"part", "index", "from", "to"}


def parted_labels(source: str) -> tuple[str, str]:
    """Return what data is called, and the corrections it is read with; empty for none.

    ``digits.csv + digits.csv.labels.json#12`` are the digits with the first 12 changes of
    that file; without a number all count.
    """
    named = _NAMED.fullmatch(source)
    if named is None or PLUS not in source:
        return source, ""
    base, _, corrections = source.rpartition(PLUS)
    return base, corrections


def joined_labels(base: str, path: Path | str, count: int) -> str:
    """Return what data is called that is read with the first `count` changes of a file."""
    return f"{base}{PLUS}{path}#{count}"


def parted_count(corrections: str) -> tuple[str, int | None]:
    """Return the path of a file of corrections, and how many count; None for all."""
    named = _NAMED.fullmatch(corrections)
    if named is None or named["count"] is None:
        return corrections, None
    return named["file"], int(named["count"])


def labels_apart(description: DataDescription) -> DataDescription:
    """Return the same description with a list that its source names as a choice of its own.

    A list that is chosen besides wins.
    """
    base, extra = parted_source(description.source)
    base, listed = parted_labels(base)
    if not listed:
        return description
    path, count = parted_count(listed)
    labels = description.labels or DataLabels(path, count)
    return replace(description, source=joined_source(base, extra), labels=labels)


def named_labels(path: Path | str, changes: LabelChanges) -> DataLabels:
    """Return what all changes of a list are called in an experiment."""
    return DataLabels(str(path), len(changes), changes.changes_digest())


def file_beside(source: str) -> Path:
    """Return where the corrections of a file or a folder of data lie."""
    path = Path(os.path.abspath(source))
    return path.with_name(path.name + CORRECTIONS)


def file_in(folder: Path, digest: str) -> Path:
    """Return where corrections lie that cannot lie beside their data."""
    return folder / FOLDER / f"{digest[:32]}{CORRECTIONS}"


def whole_digest(dataset: Dataset, check: Callable[[], object] = bool) -> str:
    """Return the SHA-256 of all images and labels, test images too, and of the class names.

    It is of a data set as it was cut out of a source, not of the source.

    Parameters
    ----------
    dataset : Dataset
    check : callable, optional
        Called between two pieces; raises if the digest is no longer wanted.
    """
    digest = hashlib.sha256("\0".join(dataset.class_names).encode())
    for part in (dataset.train, dataset.test):
        if part is None:
            continue
        digest.update(f"\n{part.images.shape}\n".encode())
        digest.update(part.labels.astype("<u4").data)
        for first in range(0, len(part), PIECE):
            check()
            digest.update(np.ascontiguousarray(part.images[first : first + PIECE]).data)
    return digest.hexdigest()


def write_changes(path: Path, changes: LabelChanges) -> None:
    """Write a list, in one step.

    Raises
    ------
    OSError
        If the file cannot be written.
    LoadError
        If there are more changes than can be read again.
    """
    plain = {
        "source" if changes.is_of_source else "digest": changes.digest,
        "changes": [change.to_plain() for change in changes.changes],
    }
    text = json.dumps(plain, separators=(",", ":")).replace("},", "},\n") + "\n"
    if len(text) > MAX_CHARACTERS:
        raise LoadError(f"{short_name(path)}: there is no room for so many changes of labels")
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, text.encode())


def read_changes(path: Path | str) -> LabelChanges:
    """Return a list that was written.

    Raises
    ------
    LoadError
        If the file cannot be read or holds something else.
    """
    name = short_name(path)
    with open_for_reading(path) as (file, size):
        if size > MAX_CHARACTERS:
            raise LoadError(f"{name}: this is too long for a list of corrected labels")
        content = file.read(MAX_CHARACTERS + 1)
    try:
        data = parse_json_object(content.decode("utf-8"), name)
        refuse_unknown_keys(data, {"source", "digest", "changes"}, name)
        digest, changes = data.get("source", data.get("digest")), data.get("changes")
        if ("source" in data and "digest" in data) or not (
            isinstance(digest, str) and re.fullmatch("[0-9a-f]{64}", digest)
        ):
            raise SpecError(f"{name}: source must be 64 figures of a SHA-256")
        if not isinstance(changes, list):
            raise SpecError(f"{name}: changes must be a list")
        all_changes = tuple(_change(one, name) for one in changes)
        return LabelChanges(digest, all_changes, is_of_source="source" in data)
    except UnicodeDecodeError:
        raise LoadError(f"{name}: this is no list of corrected labels") from None
    except SpecError as error:
        raise LoadError(str(error)) from None


def _change(plain: object, name: str) -> LabelChange:
    if not isinstance(plain, dict) or set(plain) != _KEYS:
        raise SpecError(f"{name}: every change needs part, index, from and to")
    numbers = [plain[key] for key in ("index", "from", "to")]
    if plain["part"] not in (TRAIN, TEST) or not all(
        type(number) is int and 0 <= number < 2**31 for number in numbers
    ):
        raise SpecError(f"{name}: a change must be of train or test, with whole numbers")
    return LabelChange(plain["part"], *numbers)
