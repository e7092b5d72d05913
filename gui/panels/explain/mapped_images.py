"""The images of a map, and what the network says of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from core.arrays import ByteArray
from core.data_map.data_map import DataMap
from core.datasets.sample import Part
from core.evaluation.verdicts import Verdicts, spread_verdicts
from core.index_words import index_words
from core.number_text import probability_text, short_text
from gui.panels.explain.map_request import MapRequest
from gui.widgets.class_words import short_name

PART_WORDS = {Part.TEST: "test", Part.VALIDATION: "validation", Part.TRAIN: "training"}


@dataclass(frozen=True, eq=False)
class MappedImages:
    """The images of a map, as a gallery wants them.

    Attributes
    ----------
    request : MapRequest
    data_map : DataMap
    """

    request: MapRequest
    data_map: DataMap

    @property
    def names(self) -> tuple[str, ...]:
        """Of the classes."""
        return self.request.names

    @property
    def size(self) -> tuple[int, int]:
        """Height and width of an image."""
        height, width = self.request.images.images.shape[1:3]
        return height, width

    @cached_property
    def verdicts(self) -> Verdicts:
        """In the order of the part; of images that are not on the map, nothing is said."""
        return spread_verdicts(
            self.data_map.verdicts, self.data_map.places, len(self.request.rows)
        )

    def image(self, index: int) -> ByteArray:
        """Return image `index` of the part, shape (H, W, C)."""
        image: ByteArray = self.request.images.images[self.request.rows[index]]
        return image

    def sentence(self, point: int) -> str:
        """Return what is said of an image of the map."""
        return f"{self.headline(point)} · {self.where(point)}"

    def headline(self, point: int) -> str:
        """Return ``9 — says 4, 54 %``."""
        verdicts = self.data_map.verdicts
        sure = float(verdicts.confidence[point])
        number = probability_text(sure) if verdicts.gives_probabilities else short_text(sure)
        true, said = (
            short_name(self.names[int(label[point])])
            for label in (verdicts.true, verdicts.predicted)
        )
        return f"{true} — says {said}, {number}"

    def where(self, point: int) -> str:
        """Return which image of its part a point is."""
        part = PART_WORDS[self.request.part]
        return f"{part} image {index_words(int(self.data_map.places[point]))}"
