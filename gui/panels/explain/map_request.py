"""The wish for a map of the data."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field

from core.arrays import FloatArray, IntArray
from core.data_map.data_map import LayoutKind
from core.datasets.dataset import LabelledImages
from core.datasets.sample import Part
from core.inspection.moment import Moment


@dataclass(frozen=True, slots=True, eq=False)
class MapRequest:
    """The wish for a map of a part of the data.

    Attributes
    ----------
    moment : Moment
        Whose weights.
    part : Part
    images : LabelledImages
        What the part is cut from.
    rows : ndarray of int, shape (N,)
        Where its images are in there.
    names : tuple of str
        Of the classes.
    layer : int
        By whose numbers images get their places; -1 is the image itself.
    kind : LayoutKind
    before : ndarray of shape (points, 2) or None
        A map of the same subject, from which points start.
    """

    moment: Moment
    part: Part
    images: LabelledImages
    rows: IntArray
    names: tuple[str, ...]
    layer: int
    kind: LayoutKind
    before: FloatArray | None = field(default=None, repr=False)

    @property
    def subject(self) -> Hashable:
        """What is mapped how, at whatever step."""
        images = self.images, self.rows.tobytes()
        return self.moment.run_id, self.part, images, self.layer, self.kind

    @property
    def key(self) -> Hashable:
        """The same for all requests that have the same answer."""
        return self.subject, self.moment.snapshot.step, self.moment.inexact

    def has_same_images(self, other: MapRequest) -> bool:
        """Return whether the same run maps the very same images."""
        return (
            self.moment.run_id == other.moment.run_id
            and self.part is other.part
            and self.images is other.images
            and self.rows is other.rows
        )
