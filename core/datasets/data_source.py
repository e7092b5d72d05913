"""What an experiment calls its data: a name, or a place."""

from __future__ import annotations

import os
from dataclasses import replace

from core.data_description import DataDescription
from core.datasets.catalog import is_name
from core.datasets.extra_images import joined_source, parted_source
from core.datasets.label_file import parted_labels


def absolute_source(source: str) -> str:
    """Return `source` so that it means the same wherever a program is started.

    The names of data that is known stay as they are, and so do the paths of other systems,
    which mean nothing here.
    """
    base, extra = parted_source(source)
    base, corrections = parted_labels(base)
    return joined_source(
        joined_source(_absolute(base), _absolute(corrections)), _absolute(extra)
    )


def absolute_data(data: str | DataDescription) -> str | DataDescription:
    """Return what an experiment says of its data, every place in it as `absolute_source`."""
    described = DataDescription.of(data)
    split, labels = described.split, described.labels
    if labels is not None:
        labels = replace(labels, file=_absolute(labels.file))
    return replace(
        described,
        labels=labels,
        source=absolute_source(described.source),
        split=absolute_source(split) if isinstance(split, str) else split,
    ).simplest


def _absolute(source: str) -> str:
    if (
        not source
        or is_name(source)
        or is_on_another_computer(source)
        or _is_windows_path(source)
    ):
        return source
    try:
        return os.path.abspath(source)
    except (OSError, ValueError):  # the working folder is gone, or a zero byte
        return source


def is_on_another_computer(source: str) -> bool:
    r"""Return whether `source` is a network path such as ``\\server\share\train.csv``."""
    base, extra = parted_source(source)
    parts = (*parted_labels(base), extra)
    return any(part.replace("/", "\\").startswith("\\\\") for part in parts)


def _is_windows_path(source: str) -> bool:
    return source[1:3] in (":\\", ":/") and source[0].isalpha()
