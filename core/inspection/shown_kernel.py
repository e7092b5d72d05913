"""The weights that drew the selected channel."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.anatomy.addresses import Address, ParameterAddress
from core.anatomy.map_chain import channel_source
from core.arrays import FloatArray
from core.index_words import index_words, one_of_words
from core.inspection.filter_bank import FilterBank, filter_banks
from core.inspection.stage_numbers import MAX_TILES
from core.network_spec import LayerOutline


@dataclass(frozen=True, slots=True, eq=False)
class ShownKernel:
    """One filter, or one unit of a dense layer folded back to the map it reads.

    Attributes
    ----------
    title : str
    weights : ndarray of shape (rows, columns, input channels)
    bank : FilterBank
        What it is one of.
    output : int
        Which one.
    """

    title: str
    weights: FloatArray
    bank: FilterBank
    output: int

    def address(self, row: int, column: int, channel: int) -> ParameterAddress:
        """Return which weight of the network ``weights[row, column, channel]`` is."""
        index = self.bank.index_of(row, column, channel, self.output)
        return ParameterAddress(self.bank.path, index)

    def place_of(self, address: Address | None) -> tuple[int, int, int] | None:
        """Return input channel, row and column of a weight, if it is one of these."""
        if not isinstance(address, ParameterAddress) or address.path != self.bank.path:
            return None
        row, column, channel, output = self.bank.place_of(address.index)
        is_shown = output == self.output and channel < self.weights.shape[2]
        return (channel, row, column) if is_shown else None

    @classmethod
    def of(
        cls,
        outlines: Sequence[LayerOutline],
        arrays: Mapping[str, FloatArray],
        layer: int,
        channel: int,
        *,
        is_gradient: bool,
    ) -> ShownKernel | None:
        """Return what drew `channel` of the output of `layer`; or the network's first filter.

        Parameters
        ----------
        outlines : sequence of LayerOutline
        arrays : mapping of str to ndarray
            Parameters, or their gradients, by path.
        layer, channel : int
        is_gradient : bool
            Which of the two `arrays` holds, for the title.

        Returns
        -------
        ShownKernel or None
            None if nothing in the network can be looked at as an image.
        """
        banks = filter_banks(outlines)
        if not banks or len(outlines[0].input_shape) != 3:
            return None
        source = channel_source(outlines, min(layer, len(outlines) - 1))
        bank = next((bank for bank in banks if bank.layer.position == source), banks[0])
        chosen = channel if bank.layer.position == source else 0
        chosen = min(chosen, bank.shape[3] - 1)
        weights = bank.fold(arrays[bank.path])[..., :MAX_TILES, chosen]
        return cls(_title(bank, chosen, is_gradient=is_gradient), weights, bank, chosen)


def _title(bank: FilterBank, chosen: int, *, is_gradient: bool) -> str:
    noun = "unit" if bank.is_folded else "filter"
    if is_gradient:
        return f"dL/dw, {noun} {index_words(chosen)}"
    return one_of_words(noun.capitalize(), chosen, bank.shape[3])
