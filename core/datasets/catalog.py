"""The kinds of data that can be learned from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from core.catalogue.known_sets import KNOWN_SETS
from core.datasets.cifar import CIFAR
from core.datasets.data_format import DataFormat
from core.datasets.idx_folder import IDX_FILES
from core.datasets.image_folder import IMAGE_FOLDER
from core.datasets.image_zip import IMAGE_ZIP
from core.datasets.kaggle_csv import KAGGLE_CSV
from core.datasets.mnist import MNIST_DIGITS
from core.datasets.numpy_arrays import NUMPY_ARRAYS

#: Closed on purpose: nothing is imported by name.  The first that looks like it reads it.
DATA_FORMATS: Mapping[str, DataFormat] = MappingProxyType(
    {
        known.name: known
        for known in (
            MNIST_DIGITS, KAGGLE_CSV, IDX_FILES, NUMPY_ARRAYS, IMAGE_FOLDER, IMAGE_ZIP, CIFAR
        )
    }
)  # fmt: skip


def built_in_formats() -> tuple[DataFormat, ...]:
    """Return the data that comes with the program."""
    return tuple(known for known in DATA_FORMATS.values() if known.is_built_in)


def is_name(source: str) -> bool:
    """Return whether `source` is the name of data that is known, and no path."""
    return source in KNOWN_SETS or any(known.name == source for known in built_in_formats())


def file_formats() -> tuple[DataFormat, ...]:
    """Return what can be read from files and folders."""
    return tuple(known for known in DATA_FORMATS.values() if not known.is_built_in)


def file_patterns() -> str:
    """Return what names of data files look like, as file dialogs want it: ``*.csv *.gz``."""
    suffixes = dict.fromkeys(suffix for known in file_formats() for suffix in known.suffixes)
    return " ".join(f"*{suffix}" for suffix in suffixes)


def explained_formats() -> str:
    """Return in the middle of a sentence what can be learned from."""
    return _or([known.explained for known in DATA_FORMATS.values()])


def explained_files() -> str:
    """Return in the middle of a sentence which files can be opened."""
    return _or([known.explained for known in file_formats()])


def expected_formats() -> str:
    """Return in the middle of a sentence what a file that cannot be read should have been."""
    return _or([known.expected for known in DATA_FORMATS.values()])


def _or(words: Sequence[str]) -> str:
    return ", or ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
