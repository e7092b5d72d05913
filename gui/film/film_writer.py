"""Writes the pictures of a film; called from one thread at a time, but from any."""

from __future__ import annotations

from abc import ABC, abstractmethod
from contextlib import suppress
from pathlib import Path

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from core.arrays import ByteArray
from core.errors import LoadError
from core.formats.atomic_file import AtomicFile
from gui.film.film_plan import WIDEST, FilmFormat, FilmPlan


class FilmWriter(ABC):
    """Takes pictures one after the other; leaves all of them behind, or nothing.

    Parameters
    ----------
    path : Path
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    @abstractmethod
    def add(self, picture: QImage, step: int) -> None:
        """Write a picture.

        Raises
        ------
        LoadError
            If it cannot be written; one sentence.
        """

    @abstractmethod
    def finish(self) -> None:
        """Put everything to its place.

        Raises
        ------
        LoadError
            If that fails.
        """

    @abstractmethod
    def abandon(self) -> None:
        """Remove what was written."""


class GifFilm(FilmWriter):
    """One GIF; it appears under its name when it is whole.

    Parameters
    ----------
    path : Path
    rate : float
        Pictures a second.
    """

    def __init__(self, path: Path, rate: float) -> None:
        super().__init__(path)
        self._rate = rate
        self._file: AtomicFile | None = None
        self._size = 0, 0

    def add(self, picture: QImage, step: int) -> None:
        # not needed before an export
        from core.formats.animated_gif import AnimatedGif

        try:
            if self._file is None:
                self._file = AtomicFile(self.path)
                self._size = picture.width(), picture.height()
                self._writer = AnimatedGif(self._file.file, *self._size, 1 / self._rate)
            width, height = self._size
            if (picture.width(), picture.height()) != self._size:  # the panel was resized
                picture = picture.scaled(width, height)
            self._writer.add(_pixels(picture))
        except OSError as error:
            raise _failure(self.path, error) from None

    def finish(self) -> None:
        try:
            if self._file is not None:
                self._writer.close()
                self._file.commit()
        except OSError as error:
            self.abandon()
            raise _failure(self.path, error) from None

    def abandon(self) -> None:
        if self._file is not None:
            self._file.abandon()


class PngFilm(FilmWriter):
    """A new folder of PNG pictures, each named after its step.

    Parameters
    ----------
    path : Path
        Must not exist yet, or be empty.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self._written: list[Path] = []
        self._has_made_folder = False

    def add(self, picture: QImage, step: int) -> None:
        # not needed before an export
        from PIL import Image

        try:
            if not self._written:
                self._make_folder()
            target = self.path / f"step_{step:08}.png"
            self._written.append(target)
            Image.fromarray(_pixels(picture)).save(target, "PNG")
        except OSError as error:
            raise _failure(self.path, error) from None

    def finish(self) -> None:
        """Nothing is left to do: every picture is at its place."""

    def abandon(self) -> None:
        for path in self._written:
            with suppress(OSError):
                path.unlink()
        if self._has_made_folder:
            with suppress(OSError):
                self.path.rmdir()

    def _make_folder(self) -> None:
        self._has_made_folder = not self.path.exists()
        self.path.mkdir(exist_ok=True)
        if any(self.path.iterdir()):
            raise OSError("there is such a folder already, and it is not empty")


def film_writer(plan: FilmPlan) -> FilmWriter:
    """Return what writes the film of a plan."""
    if plan.format is FilmFormat.GIF:
        return GifFilm(plan.path, plan.rate)
    return PngFilm(plan.path)


def fitting_picture(picture: QImage) -> QImage:
    """Return a picture no wider than `WIDEST`, in plain colours."""
    if picture.width() > WIDEST:
        picture = picture.scaledToWidth(WIDEST, Qt.TransformationMode.SmoothTransformation)
    return picture.convertToFormat(QImage.Format.Format_RGB32)


def _pixels(picture: QImage) -> ByteArray:
    picture = picture.convertToFormat(QImage.Format.Format_RGB888)
    width, height = picture.width(), picture.height()
    rows = np.frombuffer(picture.constBits(), np.uint8).reshape(height, -1)
    # a copy: the memory goes with the picture
    return rows[:, : 3 * width].reshape(height, width, 3).copy()


def _failure(path: Path, error: OSError) -> LoadError:
    reason = error.strerror or str(error)
    return LoadError(f"{path.name} was not written: {reason}"[:300])
