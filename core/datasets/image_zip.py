"""A zip archive of a folder of images, read without unpacking it."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from core.data_description import DataDescription
from core.datasets.data_format import DataFormat
from core.datasets.dataset import Dataset
from core.datasets.foreign_pictures import foreign_pictures
from core.datasets.image_files import (
    DEEPEST,
    ENOUGH_TO_MEASURE,
    HEAD,
    MAX_BYTES,
    ImageFiles,
    Way,
    is_hidden,
    is_picture,
    measured_by,
    way_text,
)
from core.datasets.image_preparation import DEFAULT_PREPARATION, ImagePreparation
from core.datasets.image_reader import read_image_files
from core.datasets.loading_watch import LoadingWatch
from core.datasets.source_head import SourceHead
from core.errors import LoadError
from core.formats.content_kind import ContentKind
from core.formats.file_access import open_for_reading, short_name, short_value
from core.formats.picture_bytes import Picture, decoded
from core.formats.unpacked_file import MAX_EXPANSION, MOST_INSIDE, SMALL
from core.formats.zip_directory import ZipDirectory
from core.formats.zip_entries import ZipEntry
from core.formats.zip_member import ZIP_ERRORS, archive_in, check_member
from core.number_words import counted

#: Files of an archive that are enough for a first look.
_MOST_FOR_A_LOOK = 2_000


class ZipFiles:
    """The files in an archive.

    Parameters
    ----------
    archive : ZipDirectory
    size : int
        Of the archive, in bytes.
    name : str
        For sentences.
    at_most : int, optional
        For a first look: a sample of the files from all over the archive, of so many or some
        more, is enough.

    Raises
    ------
    LoadError
        If a name leads out of the archive, something is a link or encrypted, or it unpacks
        to more than an archive of its size can honestly hold.
    """

    def __init__(
        self, archive: ZipDirectory, size: int, name: str, at_most: int | None = None
    ) -> None:
        self._archive = archive
        self.name = name
        self._members: dict[Way, ZipEntry] = {}
        total = 0
        wanted = None if at_most is None else max(at_most, _MOST_FOR_A_LOOK)
        for member in archive.entries if wanted is None else archive.sample(wanted):
            check_member(member, name)
            way = _way(member)
            total += member.file_size
            if not member.is_dir() and not any(map(is_hidden, way)):
                self._members[way] = member
        if total > max(SMALL, MAX_EXPANSION * size):
            raise LoadError(
                f"{name}: {size:,} packed bytes claim to hold {total:,}; at most "
                f"{MAX_EXPANSION} times as many are accepted"
            )

    def ways(self, at_most: int | None = None) -> list[Way]:
        """Return where its files lie, in order; hidden ones are left out.

        All that were asked for when it was opened: that took the time already.
        """
        return sorted(way for way in self._members if len(way) <= DEEPEST + 1)

    def head(self, way: Way, size: int = HEAD) -> bytes:
        """Return the first bytes of a file; none if it cannot be read."""
        try:
            return self._read(way, size)
        except LoadError:
            return b""

    def read(self, way: Way) -> bytes:
        """Return the bytes of a file.

        Raises
        ------
        LoadError
            If it is damaged, or larger than 64 MB.
        """
        member = self._members[way]
        if member.file_size > MAX_BYTES:
            raise LoadError(
                f"{way_text(way)}: expected at most {MAX_BYTES:,} bytes, received "
                f"{member.file_size:,}"
            )
        return self._read(way, member.file_size + 1)

    def measured(self, way: Way) -> tuple[int, int, bool]:
        """Return height, width and whether a picture is grey, or raise `LoadError`."""
        return measured_by(
            way, partial(self.head, way, ENOUGH_TO_MEASURE), partial(self.read, way)
        )

    def picture(self, way: Way, most_side: int) -> Picture:
        """Return the picture in a file; raise `LoadError` if there is none."""
        return decoded(self.read(way), way[-1], most_side)

    def _read(self, way: Way, at_most: int) -> bytes:
        try:
            return self._archive.read(self._members[way], at_most)
        except (OSError, EOFError, zlib.error, *ZIP_ERRORS):
            raise LoadError(f"{way_text(way)}: the packed data is damaged") from None


@contextmanager
def opened_zip(path: Path, at_most: int | None = None) -> Iterator[ZipFiles]:
    """Open an archive of files; what it is unsafe to read is refused.

    Raises
    ------
    LoadError
        If it is damaged, or made to mislead.
    """
    name = short_name(path)
    with open_for_reading(path) as (file, size):
        archive = ZipDirectory(file, size, name)
        most = min(MOST_INSIDE, max(SMALL, MAX_EXPANSION * size))
        if inner := archive_in(archive, name, most):
            size = len(inner)
            archive = ZipDirectory(io.BytesIO(inner), size, name)
        yield ZipFiles(archive, size, name, at_most)


def load_image_zip(
    path: Path,
    watch: LoadingWatch,
    preparation: ImagePreparation = DEFAULT_PREPARATION,
) -> Dataset:
    """Return the images in an archive by the names of the folders they lie in.

    Raises
    ------
    LoadError
        If the archive is damaged or made to mislead, or there are no folders of classes with
        images in them.
    Cancelled
        If `watch` says so.
    """
    opened = partial(opened_zip, path, watch.at_most)
    if watch.kept is None:
        with opened() as own:
            return _read_files(own, preparation, watch)
    with watch.kept.files(path, opened) as files:
        return _read_files(files, preparation, watch)


def _read_files(
    files: ImageFiles, preparation: ImagePreparation, watch: LoadingWatch
) -> Dataset:
    _check_images(files)
    return read_image_files(files, preparation, watch)


def _check_images(files: ImageFiles) -> None:
    ways = files.ways()
    if any(is_picture(files, way) for way in ways):
        return
    if foreign := foreign_pictures(way[-1] for way in ways):
        raise LoadError(f"{files.name}: {foreign}")
    shown = ", ".join(short_value("/".join(way)) for way in ways[:3])
    more = ", ..." if len(ways) > 3 else ""
    raise LoadError(
        f"{files.name}: the archive holds {counted(len(ways), 'file')} ({shown}{more}), none "
        "of them an image; unpack it and open one of them"
    )


def _way(member: ZipEntry) -> Way:
    path = member.filename.replace("\\", "/")
    return tuple(part for part in path.split("/") if part not in ("", "."))


def _looks_like_zip(head: SourceHead) -> bool:
    return head.kind is ContentKind.ZIP


def _read(source: str, watch: LoadingWatch) -> Dataset:
    return load_image_zip(Path(source), watch)


def _read_described(description: DataDescription, watch: LoadingWatch) -> Dataset:
    return load_image_zip(
        Path(description.source), watch, ImagePreparation.described(description)
    )


IMAGE_ZIP = DataFormat(
    name="image_zip",
    title="Image zip",
    explained="a zip of such a folder",
    expected="a zip of such a folder",
    suffixes=(".zip",),
    read=_read,
    read_described=_read_described,
    looks_like=_looks_like_zip,
    reads_into_size=True,
)
