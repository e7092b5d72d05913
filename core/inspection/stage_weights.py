"""Which weight a number of the pipeline is."""

from __future__ import annotations

from collections.abc import Sequence

from core.anatomy.addresses import ParameterAddress
from core.inspection.filter_bank import filter_banks, weight_path
from core.inspection.stage_numbers import StageForm, StageNumbers
from core.network_spec import LayerOutline


def weight_address(
    outlines: Sequence[LayerOutline], stage: StageNumbers, position: tuple[int, ...]
) -> ParameterAddress | None:
    """Return the weight that ``stage.values[position]`` is; None if that is no weight."""
    if stage.form is StageForm.MATRIX:
        first, second = position[:2]
        index = (second, first) if stage.units_are_rows else (first, second)
        return ParameterAddress(weight_path(outlines[stage.layer]), index)
    if stage.form is not StageForm.KERNELS:
        return None
    bank = next(bank for bank in filter_banks(outlines) if bank.layer.position == stage.layer)
    row, column, tile = position
    output, channel = divmod(tile, stage.tiles_per_unit)
    return ParameterAddress(bank.path, bank.index_of(row, column, channel, output))
