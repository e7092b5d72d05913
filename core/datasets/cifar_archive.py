"""The batches of CIFAR in the archive they are published in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath

from core.datasets.cifar_batch import MAX_BYTES, names_of
from core.datasets.cifar_files import NAMES, TEST, TRAINING
from core.datasets.image_files import ENDINGS
from core.errors import LoadError
from core.formats.content_kind import ContentKind
from core.formats.file_access import short_name
from core.formats.tar_members import tar_members
from core.formats.unpacked_file import open_unpacked


@dataclass(frozen=True, slots=True)
class CifarArchive:
    """What an archive holds.

    Attributes
    ----------
    train : tuple of (str, bytes)
        Name and content of each batch, by number.
    test : tuple (str, bytes), or None
    names : tuple of str
        Of the classes; empty if the archive does not tell.
    """

    train: tuple[tuple[str, bytes], ...]
    test: tuple[str, bytes] | None
    names: tuple[str, ...]


def read_archive(path: Path) -> CifarArchive:
    """Return the batches in a tar archive, packed or not.

    Raises
    ------
    LoadError
        If there are none, or the archive is damaged.
    """
    name = short_name(path)
    with open_unpacked(path) as source:
        if source.kind is not ContentKind.TAR:
            raise LoadError(f"{name}: this is {source.kind}, expected a tar archive")
        seen: list[str] = []
        members = tar_members(source.file, name, partial(_is_wanted, seen), MAX_BYTES)
    contents = {PurePosixPath(one).name: content for one, content in members.items()}
    train = sorted(
        (int(match[1] or 0), one)
        for one in contents
        if (match := TRAINING.fullmatch(one)) is not None
    )
    if not train:
        if any(one.casefold().endswith(ENDINGS) for one in seen):
            raise LoadError(
                f"{name}: the pictures in a tar archive are not read: unpack it and open the "
                "folder, or pack them as a zip"
            )
        raise LoadError(
            f"{name}: there are no batches of CIFAR in this archive; unpack it, and open what "
            "is in it"
        )
    ending = max(PurePosixPath(one).suffix for _, one in train)
    kept = [one for _, one in train if PurePosixPath(one).suffix == ending]
    test = next((one for one in sorted(contents) if TEST.fullmatch(one)), None)
    return CifarArchive(
        tuple((one, contents[one]) for one in kept),
        None if test is None else (test, contents[test]),
        _names(contents, name),
    )


def _is_wanted(seen: list[str], path: str) -> bool:
    one = PurePosixPath(path).name
    seen.append(one)
    return (
        one in NAMES or TRAINING.fullmatch(one) is not None or TEST.fullmatch(one) is not None
    )


def _names(contents: dict[str, bytes], name: str) -> tuple[str, ...]:
    for one in NAMES:
        if one in contents:
            try:
                return names_of(contents[one], f"{name}, {one}")
            except LoadError:
                continue
    return ()
