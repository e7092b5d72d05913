"""Say what a file or a folder of data is, and what is wrong with it."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import asdict, dataclass, replace
from functools import partial
from itertools import islice

import numpy as np

from core.arrays import ByteArray, shape_text
from core.catalogue.known_sets import KNOWN_SETS
from core.commands.json_line import json_line
from core.commands.known_data import bring_set, list_sets
from core.commands.surroundings import Surroundings
from core.data_description import DataDescription
from core.data_labels import DataLabels
from core.datasets.catalog import file_formats, is_name
from core.datasets.corrected_data import corrected_data, found_list, used_changes
from core.datasets.data_problems import data_problems
from core.datasets.dataset import Dataset
from core.datasets.extra_images import parted_source
from core.datasets.kaggle_csv import KAGGLE_CSV, read_kaggle_csv
from core.datasets.known_data import placed_source
from core.datasets.label_file import file_beside, labels_apart, parted_labels, read_changes
from core.datasets.loading import load_dataset
from core.datasets.loading_watch import LoadingWatch
from core.datasets.source_head import source_head
from core.documents.dataset_digest import dataset_digest
from core.errors import LoadError
from core.formats.file_access import short_name
from core.number_words import counted

#: More of them are counted, not listed; JSON has all.
MOST_CLASSES_SHOWN = 20


def data(options: Namespace, surroundings: Surroundings) -> None:
    """Say what `options.path` holds, or which sets are known by name.

    What cannot be read or fetched is raised as `CoreError`.
    """
    source = options.path
    if source is None and (options.download or options.copy is not None):
        raise LoadError(f"expected the NAME of a set: one of {', '.join(KNOWN_SETS)}")
    if options.list or source is None:
        list_sets(options, surroundings)
        return
    if options.download or options.copy is not None:
        bring_set(source, options.copy, surroundings)
    with surroundings.progress_bar() as bar:
        try:
            dataset = load_dataset(source, progress=bar.show)
        except LoadError:
            unlabelled = _unlabelled(source)
            if unlabelled is None:
                raise
            found = unlabelled
        else:
            found = _about(source, dataset)
            problems = {f"{problem}." for problem in dataset.problems}
            for note in dataset.notes:
                if note not in problems:
                    surroundings.console.remark(note)
    surroundings.report(_text(source, found), partial(json_line, asdict(found)))


@dataclass(frozen=True, slots=True)
class _Found:
    """What a file or a folder holds; None where it does not apply."""

    format: str | None
    images: int
    shape: tuple[int, ...]
    classes: tuple[str, ...] | None
    class_counts: list[int] | None
    value_range: list[int] | None
    problems: list[str]
    digest: str | None
    training_images: int | None
    test_images: int | None
    licence: str | None = None
    citation: str | None = None
    label_file: str | None = None
    corrected_labels: int = 0
    corrections_applied: bool = False


def _about(source: str, dataset: Dataset) -> _Found:
    parts = [dataset.train, *([] if dataset.test is None else [dataset.test])]
    labels = np.concatenate([part.labels for part in parts])
    counts = np.bincount(labels, minlength=len(dataset.class_names)).tolist()
    base, named = parted_labels(parted_source(source)[0])
    label_file, corrected, problems = _corrections(source, dataset)
    return _Found(
        format=_format_name(base),
        images=sum(map(len, parts)),
        shape=dataset.image_shape,
        classes=dataset.class_names,
        class_counts=counts,
        value_range=_value_range([part.images for part in parts]),
        problems=[*data_problems(dataset), *problems],
        digest=dataset_digest(dataset),
        training_images=len(dataset.train),
        test_images=None if dataset.test is None else len(dataset.test),
        licence=None if dataset.credit is None else dataset.credit.licence or None,
        citation=None if dataset.credit is None else dataset.credit.citation or None,
        label_file=label_file,
        corrected_labels=corrected,
        corrections_applied=bool(named),
    )


def _corrections(source: str, dataset: Dataset) -> tuple[str | None, int, list[str]]:
    """Return the list of corrected labels, how many it corrects, and what is wrong with it.

    It is the list that the source names, or one that lies beside the data.
    """
    described = labels_apart(DataDescription(source))
    base = parted_source(described.source)[0]
    labels = described.labels
    if labels is None:
        if is_name(base) or not file_beside(base).exists():
            return None, 0, []
        labels = DataLabels(str(file_beside(base)))
    path = found_list(labels, base)
    try:
        used = used_changes(labels, read_changes(path), short_name(path))
        if described.labels is None:
            load_alone = partial(load_dataset, base)
            beside = replace(described, labels=labels)
            corrected_data(dataset, beside, LoadingWatch(), load_alone)
    except LoadError as error:
        return path, 0, [str(error)]
    return path, len(used.corrected()), []


def _unlabelled(source: str) -> _Found | None:
    """Return what a table without labels is, None if `source` is no such table."""
    if _format_name(source) != KAGGLE_CSV.name:
        return None
    try:
        table = read_kaggle_csv(source)
    except LoadError:
        return None
    if table.labels is not None:
        return None
    return _Found(
        format=KAGGLE_CSV.name,
        images=len(table.images),
        shape=table.images.shape[1:],
        classes=None,
        class_counts=None,
        value_range=_value_range([table.images]),
        problems=["there are no labels: it can be predicted, but not trained on"],
        digest=None,
        training_images=None,
        test_images=None,
    )


def _format_name(source: str) -> str | None:
    place = placed_source(source)
    if is_name(place):
        return place
    head = source_head(place)
    return next((known.name for known in file_formats() if known.looks_like(head)), None)


def _value_range(images: list[ByteArray]) -> list[int] | None:
    filled = [array for array in images if array.size]
    if not filled:
        return None
    lowest, highest = min(int(a.min()) for a in filled), max(int(a.max()) for a in filled)
    return [lowest, highest]


def _text(source: str, found: _Found) -> str:
    lines = [
        f"{source}: {found.format}, {counted(found.images, 'image')} of "
        f"{shape_text(found.shape)}"
    ]
    if found.value_range is not None:
        lines[0] += ", values from {} to {}".format(*found.value_range)
    if found.classes is not None and found.class_counts is not None:
        pairs = zip(found.classes, found.class_counts, strict=False)
        listed = [f"{name}: {count:,}" for name, count in islice(pairs, MOST_CLASSES_SHOWN)]
        if (rest := len(found.classes) - len(listed)) > 0:
            listed.append(f"and {rest:,} more")
        shown = ", ".join(listed)
        lines += [f"{counted(len(found.classes), 'class')}: {shown}", f"SHA-256 {found.digest}"]
    if found.licence is not None:
        lines.append(f"Licence: {found.licence}")
    if found.citation is not None:
        lines.append(f"To cite: {found.citation}")
    if found.label_file is not None:
        labels = counted(found.corrected_labels, "label")
        lines.append(
            f"{labels} corrected by {found.label_file}"
            if found.corrections_applied
            else f"{found.label_file} corrects {labels}: “train --labels” uses it"
        )
    lines += [f"Problem: {problem}" for problem in found.problems]
    return "\n".join(lines)
