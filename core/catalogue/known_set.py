"""What is known of a set of data before it is read."""

from __future__ import annotations

from dataclasses import dataclass

from core.arrays import Shape
from core.catalogue.data_credit import DataCredit
from core.catalogue.remote_file import RemoteFile


@dataclass(frozen=True, slots=True)
class KnownSet:
    """A set that an experiment may name.

    Attributes
    ----------
    name : str
        As an experiment calls it: ``"fashion-mnist"``.
    about : str
        What it shows, in a few words.
    shape : tuple (H, W, C)
        Of one image.
    class_count, train_count, test_count : int
    credit : DataCredit
    class_names : tuple of str
        Empty if its files name them.
    first_label : int
        What its files call the first class.
    full_ink : int
        What its files call full ink, from 1 to 255.
    folder : str
        What the folder is called in which its files lie, wherever that is.
    files : tuple of str
        All that have to be there.
    reads : str
        The one by which it is read; empty for the folder as a whole.
    python_package : tuple of str
        A Python package that carries it, and the folders in it that lead there; or empty.
    needs : str
        How to come by it where it cannot be downloaded; or what else brings it.
    remote : tuple of RemoteFile
        Where it is published; empty if it cannot be downloaded.
    labels_sha256 : str
        Of its training labels, a byte each: what a copy is known by.  Empty if unknown.
    """

    name: str
    about: str
    shape: Shape
    class_count: int
    train_count: int
    test_count: int
    credit: DataCredit
    class_names: tuple[str, ...] = ()
    first_label: int = 0
    full_ink: int = 255
    folder: str = ""
    files: tuple[str, ...] = ()
    reads: str = ""
    python_package: tuple[str, ...] = ()
    needs: str = ""
    remote: tuple[RemoteFile, ...] = ()
    labels_sha256: str = ""

    @property
    def title(self) -> str:
        """As shown: ``"Fashion-MNIST"``."""
        return self.credit.title

    @property
    def is_built_in(self) -> bool:
        """Whether it comes with the program."""
        return not self.files

    @property
    def image_count(self) -> int:
        """All of its images."""
        return self.train_count + self.test_count

    @property
    def download_size(self) -> int:
        """Bytes that a download takes; 0 if there is none."""
        return sum(file.size for file in self.remote)
