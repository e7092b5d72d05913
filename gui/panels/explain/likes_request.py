"""The question what a filter likes."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

from core.arrays import IntArray
from core.datasets.dataset import LabelledImages
from core.datasets.sample import Part
from core.inspection.moment import Moment


@dataclass(frozen=True, slots=True, eq=False)
class LikesRequest:
    """What one filter or unit answers to most strongly.

    Attributes
    ----------
    moment : Moment
        Whose weights.
    layer, channel : int
    part : Part
    images : LabelledImages
        What the part is cut from.
    rows : ndarray of int, shape (N,)
        Where its images are in there.
    """

    moment: Moment
    layer: int
    channel: int
    part: Part
    images: LabelledImages
    rows: IntArray

    @property
    def subject(self) -> Hashable:
        """Which filter, at whatever step."""
        images = self.images, self.rows.tobytes()
        return self.moment.run_id, self.part, images, self.layer, self.channel

    @property
    def key(self) -> Hashable:
        """The same for all requests that have the same answer."""
        return self.subject, self.moment.snapshot.step, self.moment.inexact
