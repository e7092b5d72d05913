"""How much of the memory and the disk images may take, and where on the disk."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from core.fields import RealNumber, WholeNumber
from core.formats.cache_folder import cache_folder
from core.free_memory import free_memory

#: Bytes that are taken for free where no one knows.
_USUAL_FREE = 1 << 32
SHARE_PERCENT = RealNumber(
    "In memory",
    "Percent of the free memory that the images of a data set may take. Larger sets are "
    "trained from the disk: the same numbers, and nearly as fast.",
    1.0,
    50.0,
)
ROOM_GB = WholeNumber(
    "On the disk",
    "GB that such sets may take together; those not used for longest make room.",
    1,
    10_000,
)


@dataclass(frozen=True, slots=True)
class StreamingPolicy:
    """What holds for all data sets that are read from now on.

    Attributes
    ----------
    share : float
        Of the free memory, that images may take before they are kept in a file.
    room : int
        Bytes that such files may take together.
    folder : Path or None
        Where they are; None for the usual place.
    """

    share: float = 0.25
    room: int = 20 * 2**30
    folder: Path | None = None


USUAL = StreamingPolicy()
_chosen = [USUAL]


def use_policy(policy: StreamingPolicy) -> None:
    """Let `policy` hold for what is read from now on, on every thread."""
    _chosen[0] = policy


def current_policy() -> StreamingPolicy:
    """Return what holds now."""
    return _chosen[0]


def most_in_memory() -> int:
    """Return how many bytes the images of one data set may take in memory."""
    free = free_memory()
    return round(current_policy().share * (_USUAL_FREE if free is None else free))


def images_folder() -> Path:
    """Return where files of images are kept; it need not be there."""
    chosen = current_policy().folder
    return chosen if chosen is not None else cache_folder() / "images"
