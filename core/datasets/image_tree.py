"""Tell classes, and training from test images, by the folders that pictures lie in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.data_description import MOST_CLASSES
from core.datasets.image_files import Way
from core.errors import LoadError
from core.formats.file_access import short_value
from core.number_words import counted

_TRAINING = ("train", "training")
#: The first that is there holds the test images.
_TEST = ("test", "testing", "val", "valid", "validation")


@dataclass(frozen=True, slots=True)
class LabelledWays:
    """Where pictures lie, and the class of each."""

    ways: tuple[Way, ...]
    labels: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ImageTree:
    """What the folders of a data set say.

    Attributes
    ----------
    train : LabelledWays
    test : LabelledWays or None
    class_names : tuple of str
        Names of the folders: by size if all are numbers, else by letters.
    notes : tuple of str
        What was left out, as sentences.
    """

    train: LabelledWays
    test: LabelledWays | None
    class_names: tuple[str, ...]
    notes: tuple[str, ...]


def image_tree(ways: Sequence[Way], name: str) -> ImageTree:
    """Return what folders say of the pictures in them.

    ``cat/1.png`` is of the class ``cat``; ``train/cat/1.png`` and ``test/cat/2.png``
    besides say what they are for.  A folder around everything means nothing, and neither do
    folders in that of a class.

    Parameters
    ----------
    ways : sequence of tuple of str
        Of all pictures, in order.
    name : str
        Of the folder or archive, for sentences.

    Raises
    ------
    LoadError
        If no picture lies in the folder of a class, or there are more than 65,536 classes.
    """
    inner = _without_wrapper(ways)
    purposes = {way[0].casefold() for _, way in inner if len(way) > 2}
    train_word = next((word for word in _TRAINING if word in purposes), None)
    if train_word is None:
        parts = {"": inner}
    else:
        test_word = next((word for word in _TEST if word in purposes), None)
        wanted = [word for word in (train_word, test_word) if word is not None]
        parts = {
            word: [(at, way[1:]) for at, way in inner if way[0].casefold() == word]
            for word in wanted
        }
    kept = {
        word: [(at, way[0]) for at, way in part if len(way) > 1] for word, part in parts.items()
    }
    names = class_names_of_folders({folder for part in kept.values() for _, folder in part})
    if not names or not next(iter(kept.values())):
        raise LoadError(
            f"{name}: expected a folder for each class with its images in it, such as "
            "cat/1.png and dog/1.png (in train/ and test/, if there are both)"
        )
    if len(names) > MOST_CLASSES:
        raise LoadError(
            f"{name}: expected at most {MOST_CLASSES:,} classes, received {len(names):,} "
            "folders"
        )
    places = {folder: at for at, folder in enumerate(names)}
    found = [
        LabelledWays(
            tuple(ways[at] for at, _ in part), tuple(places[folder] for _, folder in part)
        )
        for part in kept.values()
    ]
    left_out = len(ways) - sum(len(part.ways) for part in found)
    test = found[1] if len(found) > 1 and found[1].ways else None
    return ImageTree(found[0], test, names, _notes(left_out, inner, set(parts)))


def _without_wrapper(ways: Sequence[Way]) -> list[tuple[int, Way]]:
    """Return every way with its place, without folders that all of them go through."""
    inner = list(enumerate(ways))
    while inner:
        first = inner[0][1][0]
        if any(len(way) < 3 or way[0] != first for _, way in inner):
            break
        if first.casefold() in _TRAINING:
            break
        inner = [(at, way[1:]) for at, way in inner]
    return inner


def class_names_of_folders(folders: set[str]) -> tuple[str, ...]:
    """Return names of classes in order: by size if all are numbers, else by letters."""
    if all(folder.isascii() and folder.isdigit() for folder in folders):
        return tuple(sorted(folders, key=lambda folder: (int(folder), folder)))
    return tuple(sorted(folders))


def _notes(left_out: int, inner: Sequence[tuple[int, Way]], used: set[str]) -> tuple[str, ...]:
    if not left_out:
        return ()
    others = sorted(
        {way[0] for _, way in inner if len(way) > 2 and way[0].casefold() not in used}
    )
    if used == {""} or not others:
        return (f"{counted(left_out, 'image')} in no folder of a class: left out.",)
    shown = ", ".join(short_value(folder) for folder in others[:3])
    return (f"{counted(left_out, 'image')} left out, such as those in {shown}.",)
