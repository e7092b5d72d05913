"""Find pictures among files that may be anything."""

from __future__ import annotations

from pathlib import Path

from core.errors import LoadError
from core.formats.content_kind import HEAD_BYTES, ContentKind, kind_of
from core.formats.file_access import open_for_reading, short_name

#: What a picture begins with; PPM is text to who looks at it from afar.
PICTURES = frozenset(
    (
        ContentKind.PNG,
        ContentKind.JPEG,
        ContentKind.GIF,
        ContentKind.BMP,
        ContentKind.TIFF,
        ContentKind.WEBP,
    )
)
_PPM = (b"P1\n", b"P2\n", b"P3\n", b"P4\n", b"P5\n", b"P6\n")
MOST_FILES = 100_000
#: What holds many images in one file, or begins like it.
_DATA = frozenset(
    (
        ContentKind.GZIP,
        ContentKind.ZIP,
        ContentKind.TAR,
        ContentKind.IDX,
        ContentKind.NPY,
        ContentKind.NPZ,
    )
)
_TEXT = frozenset((ContentKind.TEXT, ContentKind.JSON))
#: Text with such a name is no table, whatever is in it.
_NO_TABLES = frozenset(
    (*(".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".webp"), ".svg", ".ppm")
)
EXPECTED = "expected a picture, a folder of pictures or Kaggle's test.csv"


def is_picture(path: Path) -> bool:
    """Return whether a file is a picture, by what it begins with.

    Raises
    ------
    LoadError
        If it cannot be read.
    """
    with open_for_reading(path) as (file, _):
        head = file.read(HEAD_BYTES)
    return kind_of(head) in PICTURES or head.startswith(_PPM)


def pictures_at(path: Path) -> tuple[Path, ...]:
    """Return the picture at `path`, or those in that folder, by name; empty if there is none.

    Raises
    ------
    LoadError
        If it is not there or cannot be read, or holds too many files.
    """
    if not path.is_dir():
        return (path,) if is_picture(path) else ()
    try:
        files = sorted(entry for entry in path.iterdir() if entry.is_file())
    except OSError as error:
        raise LoadError(f"{short_name(path)}: cannot be read ({error.strerror})") from None
    if len(files) > MOST_FILES:
        raise LoadError(
            f"{short_name(path)}: expected at most {MOST_FILES:,} files, found {len(files):,}"
        )
    return tuple(file for file in files if is_picture(file))


def check_images(path: Path) -> None:
    """Check that what holds no picture of its own may be a file or a folder of images.

    Raises
    ------
    LoadError
        If it cannot be one, and what it is.
    """
    name = short_name(path)
    if path.is_dir():
        if not any(True for _ in path.iterdir()):
            raise LoadError(f"{name}: this is an empty folder, {EXPECTED}")
        return
    with open_for_reading(path) as (file, _):
        kind = kind_of(file.read(HEAD_BYTES))
    is_table = kind in _TEXT and path.suffix.lower() not in _NO_TABLES
    if kind not in _DATA and not is_table:
        raise LoadError(f"{name}: this is {kind}, {EXPECTED}")
