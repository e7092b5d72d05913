"""What the rest of the program knows about a kind of data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from core.datasets.dataset import Dataset
from core.datasets.loading_watch import LoadingWatch


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
        What names of files end in; empty for data that comes with the program.
    looks_like : callable
        Returns whether a source is probably of this kind: the path of a file or a folder that
        exists, or a name out of an experiment for data that comes with the program.
    read : callable
        Returns the data set that a source names; raises `LoadError` or `Cancelled`.
    """

    name: str
    title: str
    explained: str
    expected: str
    suffixes: tuple[str, ...]
    looks_like: Callable[[str], bool]
    read: Callable[[str, LoadingWatch], Dataset]

    @property
    def is_built_in(self) -> bool:
        """Whether it comes with the program."""
        return not self.suffixes
