"""Which filters and units a network has, and where each is silenced."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.anatomy.titles import is_class, layer_title
from core.errors import SpecError
from core.index_words import index_words, span_words
from core.network_spec import LayerOutline, may_be_silenced


@dataclass(frozen=True, slots=True)
class Units:
    """The filters of a convolution, or the units of a dense layer.

    Attributes
    ----------
    layer : int
        Index of the layer that has their weights.
    count : int
    place : int
        Index of the layer whose output is 0 where one is silenced: the last activation behind
        `layer`, or `layer` itself if there is none.
    noun : str
        ``"filter"`` or ``"unit"``.
    title : str
        Of the layer.
    place_title : str
        Of the layer whose output is 0.
    """

    layer: int
    count: int
    place: int
    noun: str
    title: str
    place_title: str

    def words(self, units: Sequence[int]) -> str:
        """Return what some of them are called: ``filter 3 of Conv2D``."""
        if len(units) == self.count:
            return f"all {self.count:,} {self.noun}s of {self.title}"
        if len(units) == 1:
            return f"{self.noun} {index_words(units[0])} of {self.title}"
        is_span = list(units) == list(range(units[0], units[-1] + 1))
        which = (
            span_words(units[0], units[-1])
            if is_span
            else ", ".join(index_words(unit) for unit in units[:6])
        )
        more = "" if is_span or len(units) <= 6 else "\N{NO-BREAK SPACE}…"
        return f"{self.noun}s {which}{more} of {self.title}"


def units_of(outlines: Sequence[LayerOutline], layer: int) -> Units:
    """Return the units of one layer.

    Raises
    ------
    SpecError
        If it has none that can be silenced; the text is fit to show.
    """
    for units in all_units(outlines):
        if units.layer == layer:
            return units
    raise SpecError("This layer has no filters or hidden units: choose another layer.")


def all_units(outlines: Sequence[LayerOutline]) -> tuple[Units, ...]:
    """Return the units of every layer that has any, but for the classes themselves."""
    found = []
    for outline in outlines:
        spec, layer = outline.spec, outline.position
        has_units = spec.SLIDES_FILTERS or spec.SUMS_ALL_INPUTS
        if not has_units or is_class(outlines, layer):
            continue
        if not may_be_silenced(outlines, place := _place(outlines, layer)):
            continue
        found.append(
            Units(
                layer,
                outline.output_shape[-1],
                place,
                "filter" if spec.SLIDES_FILTERS else "unit",
                layer_title(outlines, layer),
                layer_title(outlines, place),
            )
        )
    return tuple(found)


def _place(outlines: Sequence[LayerOutline], layer: int) -> int:
    """Return the last of the layers behind `layer` that bend every number on its own."""
    place = layer
    for later in outlines[layer + 1 :]:
        if not (later.spec.KEEPS_PLACES or later.spec.KEEPS_UNITS):
            break
        if later.spec.KEEPS_PLACES and may_be_silenced(outlines, later.position):
            place = later.position
    return place
