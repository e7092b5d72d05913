"""What the rest of the program knows about a kind of data."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from core.arrays import ByteArray
from core.data_description import DataDescription
from core.datasets.dataset import Dataset
from core.datasets.loading_watch import LoadingWatch
from core.datasets.source_head import SourceHead


def _is_no_file(head: SourceHead) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class DataFormat:
    """One kind of data to learn from: how it is recognised, read and described.

    Attributes
    ----------
    name : str
        In the catalogue.  Data that comes with the program is called so in experiments too.
    title : str
        On a button: ``"Kaggle CSV"``.
    explained : str
        In the middle of a sentence that says what can be opened.
    expected : str
        In the middle of a sentence about a file that is nothing of the kind.
    suffixes : tuple of str
        What names of files end in; empty for folders, and data that comes with the program.
    read : callable
        Returns the data set that a source names; raises `LoadError` or `Cancelled`.
    read_images : callable or None
        Returns the images alone, (N, H, W, C), of a source that need not have labels.
    read_described, read_images_described : callable or None
        The same where choices beyond the source decide how it is read; what is left of them
        afterwards is done to the images.
    looks_like : callable
        Returns whether a file or folder that begins so is probably of this kind; its name says
        nothing.  Data that comes with the program is known by its name alone.
    reads_into_size : bool
        Whether images get their size and colour while they are read, as they may be large.
    files : callable or None
        Returns the files that a folder of this kind is read from.
    """

    name: str
    title: str
    explained: str
    expected: str
    suffixes: tuple[str, ...]
    read: Callable[[str, LoadingWatch], Dataset]
    read_images: Callable[[str, LoadingWatch], ByteArray] | None = None
    read_described: Callable[[DataDescription, LoadingWatch], Dataset] | None = None
    read_images_described: Callable[[DataDescription, LoadingWatch], ByteArray] | None = None
    looks_like: Callable[[SourceHead], bool] = _is_no_file
    reads_into_size: bool = False
    files: Callable[[Path], Iterable[Path]] | None = None

    @property
    def is_built_in(self) -> bool:
        """Whether it comes with the program."""
        return self.looks_like is _is_no_file
