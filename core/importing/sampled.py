"""What a sample of a source is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

#: Sources of so many bytes are read whole: that takes no longer than to sample them.
SMALL = 1 << 22
#: Images of a sample, and bytes of their pixels.
MOST_IMAGES, MOST_BYTES = 600, 1 << 22


@dataclass(frozen=True, slots=True)
class Sampled:
    """A small source of the same kind as a large one, with some of its images.

    Attributes
    ----------
    source : str
        What is read instead.
    start : str
        What holds only images from the beginning, so that lines are counted as in the source;
        `source` itself if that does.
    count : int or None
        Images in the large source; None if that is not known.
    is_exact : bool
        Whether `count` is counted rather than estimated.
    class_counts : mapping of str to int
        Images of each class by name, where that is known without reading them.
    """

    source: str
    start: str
    count: int | None
    is_exact: bool = True
    class_counts: Mapping[str, int] = field(default_factory=dict)
