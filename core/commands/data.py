"""Say what a file or a folder of data is, and what is wrong with it."""

from __future__ import annotations

from argparse import Namespace
from functools import partial

import numpy as np

from core.commands.json_line import json_line
from core.commands.surroundings import Surroundings
from core.datasets.catalog import built_in_formats, file_formats
from core.datasets.dataset import Dataset, LabelledImages
from core.datasets.kaggle_csv import KAGGLE_CSV, read_kaggle_csv
from core.datasets.loading import load_dataset
from core.documents.dataset_digest import dataset_digest
from core.errors import LoadError


def data(options: Namespace, surroundings: Surroundings) -> None:
    """Say what `options.path` holds; what cannot be read is raised as `CoreError`."""
    source = options.path
    with surroundings.progress_bar() as bar:
        try:
            dataset = load_dataset(source, progress=bar.show)
        except LoadError:
            values = _unlabelled(source)
            if values is None:
                raise
        else:
            values = _about(source, dataset)
    surroundings.report(_text(source, values), partial(json_line, values))


def _about(source: str, dataset: Dataset) -> dict[str, object]:
    parts = [dataset.train, *([] if dataset.test is None else [dataset.test])]
    counts = sum(np.bincount(part.labels, minlength=len(dataset.class_names)) for part in parts)
    return {
        "format": _format_name(source),
        "images": sum(map(len, parts)),
        "shape": list(dataset.image_shape),
        "classes": list(dataset.class_names),
        "class_counts": np.asarray(counts).tolist(),
        "value_range": _value_range([part.images for part in parts]),
        "problems": _problems(dataset, np.asarray(counts).tolist()),
        "digest": dataset_digest(dataset),
        "training_images": len(dataset.train),
        "test_images": None if dataset.test is None else len(dataset.test),
    }


def _unlabelled(source: str) -> dict[str, object] | None:
    """Return what a table without labels is, None if `source` is no such table."""
    if _format_name(source) != KAGGLE_CSV.name:
        return None
    try:
        table = read_kaggle_csv(source)
    except LoadError:
        return None
    if table.labels is not None:
        return None
    return {
        "format": KAGGLE_CSV.name,
        "images": len(table.images),
        "shape": list(table.images.shape[1:]),
        "classes": None,
        "class_counts": None,
        "value_range": _value_range([table.images]),
        "problems": ["there are no labels: it can be predicted, but not trained on"],
        "digest": None,
        "training_images": None,
        "test_images": None,
    }


def _format_name(source: str) -> str | None:
    for known in (*built_in_formats(), *file_formats()):
        if known.looks_like(source):
            return known.name
    return None


def _value_range(images: list[np.ndarray]) -> list[int] | None:
    filled = [array for array in images if array.size]
    if not filled:
        return None
    lowest, highest = min(int(a.min()) for a in filled), max(int(a.max()) for a in filled)
    return [lowest, highest]


def _problems(dataset: Dataset, counts: list[int]) -> list[str]:
    problems = []
    names = dataset.class_names
    if len(counts) > len(names):
        problems.append(
            f"labels go up to {len(counts) - 1}, but there are {len(names)} classes"
        )
    missing = [names[i] for i, count in enumerate(counts[: len(names)]) if not count]
    if missing:
        shown = ", ".join(missing[:10]) + (", …" if len(missing) > 10 else "")
        problems.append(f"there is no image of {len(missing)} classes: {shown}")
    parts = {"training": dataset.train, "test": dataset.test}
    for name, part in parts.items():
        if part is not None and (blank := _blank_count(part)):
            problems.append(f"{blank:,} {name} images are of one colour")
    return problems


def _blank_count(part: LabelledImages) -> int:
    flat = part.images.reshape(len(part), -1)
    if not flat.shape[1]:
        return 0
    return int(np.count_nonzero(flat.min(axis=1) == flat.max(axis=1)))


def _text(source: str, values: dict[str, object]) -> str:
    shape = "×".join(map(str, values["shape"]))  # type: ignore[call-overload]
    classes = values["classes"]
    lines = [
        f"{source}: {values['format']}, {values['images']:,} images of {shape}, values from "
        "{} to {}".format(*(values["value_range"] or ("?", "?")))  # type: ignore[misc]
    ]
    if isinstance(classes, list):
        counts = values["class_counts"]
        pairs = zip(classes, counts, strict=False)  # type: ignore[call-overload]
        shown = ", ".join(f"{name}: {count:,}" for name, count in pairs)
        lines.append(f"{len(classes)} classes: {shown}")
        lines.append(f"SHA-256 {values['digest']}")
    lines += [f"Problem: {problem}" for problem in values["problems"]]  # type: ignore[attr-defined]
    return "\n".join(lines)
