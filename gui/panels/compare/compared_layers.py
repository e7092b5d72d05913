"""The numbers of one layer, of either of two runs."""

from __future__ import annotations

from core.anatomy.map_chain import channel_source
from core.arrays import FloatArray
from core.index_words import index_words
from core.inspection.filter_bank import FilterBank, filter_banks
from core.inspection.moment import Moment
from core.network_spec import LayerOutline
from core.number_words import counted
from gui.panels.compare.comparison import ComparedPart
from gui.panels.shown_unit import ShownUnit, layer_within


def comparable_layers(moment: Moment, part: ComparedPart) -> list[LayerOutline]:
    """Return the layers of a run that have filters, or maps, to look at."""
    if part is ComparedPart.FILTERS:
        return [bank.layer for bank in filter_banks(moment.outlines)]
    return [layer for layer in moment.outlines if len(layer.output_shape) == 3]


def compared_layer(moment: Moment, part: ComparedPart, selected: int) -> int:
    """Return the layer a selected one speaks of: filters belong to what drew the channels."""
    if part is ComparedPart.MAPS:
        return selected
    return channel_source(moment.outlines, layer_within(moment.outlines, selected))


def input_channels(moment: Moment, layer: int) -> int:
    """Return how many kernels each filter of a layer has."""
    bank = _bank(moment, layer)
    return 1 if bank is None else bank.shape[2]


def layer_arrays(
    moment: Moment, shown: Moment, part: ComparedPart, layer: int, input_channel: int
) -> FloatArray | None:
    """Return a layer's filters or maps as tiles (H, W, C).

    None if the run of `moment` has another kind of layer there than the `shown` one, or no such
    input channel.
    """
    if layer >= len(moment.outlines):
        return None
    if moment.outlines[layer].spec.KIND != shown.outlines[layer].spec.KIND:
        return None
    if part is ComparedPart.MAPS:
        values = moment.trace.values[layer + 1]
        return values if values.ndim == 3 else None
    bank = _bank(moment, layer)
    if bank is None or input_channel >= bank.shape[2]:
        return None
    weight = bank.fold(moment.snapshot.values[bank.path])  # (rows, columns, in, out)
    return weight[:, :, input_channel]


def _bank(moment: Moment, layer: int) -> FilterBank | None:
    banks = filter_banks(moment.outlines)
    return next((bank for bank in banks if bank.layer.position == layer), None)


def why_not_comparable(other: Moment, shown: ShownUnit) -> str:
    """Return why a layer of another run has no numbers to compare."""
    layer, input_channel = shown.layer, shown.channel
    bank = _bank(other, layer)
    if bank is not None and input_channel >= bank.shape[2]:
        return (
            f"The layer of the other run reads {counted(bank.shape[2], 'channel')}: it has no "
            f"kernels for input channel {index_words(input_channel)}."
        )
    titles = " · ".join(outline.spec.TITLE for outline in other.outlines)
    place = index_words(layer)
    said = (
        f"The other run has another kind of layer at position {place}: it consists of {titles}."
    )
    return said[:400]
