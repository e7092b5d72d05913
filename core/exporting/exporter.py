"""What every export format promises."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar

from core.arrays import ByteArray, FloatArray
from core.exporting.trained_model import TrainedModel


class Exporter(ABC):
    """Writes a run as one kind of file.

    Class attributes
    ----------------
    NAME : str
        Of the format, for ``--as``.
    SUFFIX : str
        What the name of its file ends in.
    TITLE : str
        Name on screen.
    EXPLAINS : str
        One sentence: what it is good for.
    HAS_WEIGHTS : bool
        Whether weights go into it: then they have to be finite.
    WEIGHTS_SUFFIX : str
        What the name of a second file with the weights ends in; empty without one.
    """

    NAME: ClassVar[str]
    SUFFIX: ClassVar[str]
    TITLE: ClassVar[str]
    EXPLAINS: ClassVar[str]
    HAS_WEIGHTS: ClassVar[bool] = True
    WEIGHTS_SUFFIX: ClassVar[str] = ""

    def paths(self, out: Path) -> tuple[Path, ...]:
        """Return all files that are written, the one that was asked for first."""
        return (out, out.with_suffix(self.WEIGHTS_SUFFIX)) if self.WEIGHTS_SUFFIX else (out,)

    @abstractmethod
    def files(self, model: TrainedModel, out: Path) -> Mapping[Path, bytes]:
        """Return the content of every file of `paths`; nothing is written.

        Raises
        ------
        ExportError
            If a layer has no form in this format, or a package is not installed.
        """

    def says(
        self, model: TrainedModel, files: Mapping[Path, bytes], images: ByteArray
    ) -> FloatArray | None:
        """Return what the exported files make of images, None where they cannot be run.

        Raises
        ------
        ExportError
            If they should run, but do not.
        """
        return None

    @property
    def can_run(self) -> bool:
        """Whether the files can be run on this computer."""
        return False
