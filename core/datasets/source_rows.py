"""Which images of a source are in a part of a data set that was made of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.arrays import IntArray

#: Of which images of a source a row is: the same whatever is set aside or held back.
TRAIN, TEST = "train", "test"
#: Images of another source, such as a file of test images.
OTHER = "other"
#: The row of an image that the source does not have.
NONE = -1


@dataclass(frozen=True, slots=True, eq=False)
class SourceRows:
    """Where every image of a part stands in the source.

    Attributes
    ----------
    part : str
        ``"train"``, ``"test"`` or ``"other"``.
    rows : ndarray of int, shape (N,)
        Row in there; -1 for images that came from elsewhere.
    """

    part: str
    rows: IntArray

    def of(self, rows: IntArray) -> SourceRows:
        """Return where some of the images stand."""
        return SourceRows(self.part, self.rows[rows])

    def with_more(self, count: int) -> SourceRows:
        """Return the same with so many images from elsewhere behind."""
        more = np.full(count, NONE, self.rows.dtype)
        return SourceRows(self.part, np.concatenate([self.rows, more]))


def all_rows(part: str, count: int) -> SourceRows:
    """Return where images stand that are all those of a part of the source, in order."""
    return SourceRows(part, np.arange(count, dtype=np.int64))
