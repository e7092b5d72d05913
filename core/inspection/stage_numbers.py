"""What one stage of a network's pipeline has to show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from core.arrays import FloatArray, Shape
from core.datasets.class_names import class_name
from core.index_words import index_words, laid_words, place_words, unit_words
from core.inspection.filter_bank import FilterBank, filter_banks, weight_path
from core.inspection.magnitude import largest_magnitude_by_channel
from core.network_spec import LayerOutline
from core.trace import Trace

INPUT = -1
#: More tiles than this are not drawn; the first ones are.
MAX_TILES = 512
#: A folded dense layer with more tiles than this is easier to read as a matrix.
MAX_FOLDED_TILES = 256
#: Inputs of a weight matrix up to which they are its rows; more are its columns.
MAX_MATRIX_ROWS = 256
MAX_MATRIX_SIDE = 1024


class NetworkView(StrEnum):
    """Which numbers of every stage are shown."""

    ACTIVATIONS = "activations"
    GRADIENTS = "gradients"
    WEIGHTS = "weights"


class StageForm(StrEnum):
    """What the numbers of a stage are."""

    INK = "ink"  # (H, W, C), the image itself
    MAPS = "maps"  # (H, W, C), one tile per channel
    KERNELS = "kernels"  # (K_h, K_w, units * input channels), a run of tiles per unit
    MATRIX = "matrix"  # (rows, columns, 1), weights of a dense layer
    UNITS = "units"  # (n,)
    PROBABILITIES = "probabilities"  # (n,)
    NOTHING = "nothing"


#: Forms of three axes, drawn as tiles.
TILED = frozenset({StageForm.INK, StageForm.MAPS, StageForm.KERNELS, StageForm.MATRIX})


@dataclass(frozen=True, slots=True, eq=False)
class StageNumbers:
    """The numbers of one stage in one view.

    Attributes
    ----------
    layer : int
        Index of the layer; -1 is the input.
    title : str
    form : StageForm
    shape : tuple of int
        As the user knows it; `values` may be folded, or cut to what can be drawn.
    values : ndarray
        A view of the stored tensor wherever its memory order allows.
    tiles_per_unit : int
        Neighbouring tiles that belong to one unit (input channels of a kernel).
    unit_noun : str
        What `Unit.channel` counts here: ``"channel"``, ``"filter"``, ``"unit"`` or ``"class"``.
    units_are_rows : bool
        For a matrix: whether a unit's weights are a row of it, or a column.
    laid_from : tuple (rows, columns, channels) or None
        Shape of the maps that the layer only lays out in a row: the numbers are theirs.
    reads_laid : tuple (rows, columns, channels) or None
        Shape of the maps that were laid out in the row a matrix reads.
    unit_names : tuple of str
        What the units are called where they are classes; else nothing.
    """

    layer: int
    title: str
    form: StageForm
    shape: Shape
    values: FloatArray
    tiles_per_unit: int = 1
    unit_noun: str = "channel"
    units_are_rows: bool = False
    laid_from: Shape | None = None
    reads_laid: Shape | None = None
    unit_names: tuple[str, ...] = ()

    @property
    def is_cut(self) -> bool:
        """Whether there are more numbers than can be drawn."""
        return self.form is not StageForm.NOTHING and self.values.size < int(
            np.prod(self.shape)
        )

    def unit_at(self, position: tuple[int, ...]) -> tuple[int, int | None, int | None]:
        """Return channel, row and column of the unit that ``values[position]`` belongs to."""
        if self.form in (StageForm.INK, StageForm.MAPS):
            row, column, channel = position
            return channel, row, column
        if self.form is StageForm.KERNELS:
            return position[2] // self.tiles_per_unit, None, None
        if self.form is StageForm.MATRIX:
            return position[0 if self.units_are_rows else 1], None, None
        return position[0], None, None

    def limits_by_unit(self) -> FloatArray:
        """Return the largest magnitude for every tile; all tiles of a unit have the same."""
        by_tile = largest_magnitude_by_channel(self.values)
        if self.tiles_per_unit == 1:
            return by_tile
        by_unit = by_tile.reshape(-1, self.tiles_per_unit).max(axis=1)
        return np.repeat(by_unit, self.tiles_per_unit)

    def place_text(self, position: tuple[int, ...]) -> str:
        """Return in words where ``values[position]`` is: ``ReLU · channel 3 · (17, 12)``."""
        parts = [self.title]
        unit = self.unit_at(position)[0]
        if self.laid_from is not None:
            return f"{self.title} · {laid_words(unit, self.laid_from)}"
        if self.unit_names:
            parts.append(f"{self.unit_noun} {class_name(unit, self.unit_names)}")
        else:
            parts.append(unit_words(self.unit_noun, unit))
        if self.form is StageForm.KERNELS and self.tiles_per_unit > 1:
            parts.append(f"input channel {index_words(position[2] % self.tiles_per_unit)}")
        if self.form is StageForm.MATRIX:
            given = position[1 if self.units_are_rows else 0]
            parts.append(
                unit_words("input", given)
                if self.reads_laid is None
                else f"input {laid_words(given, self.reads_laid)}"
            )
        elif self.form in TILED:
            parts.append(place_words(position[:2]))
        return " · ".join(parts)


def network_stages(
    view: NetworkView,
    outlines: Sequence[LayerOutline],
    trace: Trace,
    values: Mapping[str, FloatArray],
    class_names: tuple[str, ...] = (),
) -> tuple[StageNumbers, ...]:
    """Return what the input and every layer show, input first.

    Parameters
    ----------
    view : NetworkView
        Gradients need a trace that has them.
    outlines : sequence of LayerOutline
    trace : Trace
    values : mapping of str to ndarray
        Parameters by path.
    class_names : tuple of str
    """
    if view is NetworkView.WEIGHTS:
        banks = {bank.layer.position: bank for bank in filter_banks(outlines)}
        layers = [
            replace(
                _weights(outline, banks.get(outline.position), values),
                laid_from=_laid_from(outline),
            )
            for outline in outlines
        ]
        return _input(trace.values[0]), *layers
    is_gradient = view is NetworkView.GRADIENTS
    tensors = trace.gradients if is_gradient and trace.gradients is not None else trace.values
    first = _outputs(INPUT, "Input", tensors[0]) if is_gradient else _input(tensors[0])
    stages = [first]
    for outline in outlines:
        are_classes = _names_classes(outlines, outline.position)
        stages.append(
            _outputs(
                outline.position,
                outline.spec.TITLE,
                tensors[outline.position + 1],
                is_probability=not is_gradient and outline.spec.GIVES_PROBABILITIES,
                noun="class" if are_classes else "unit",
                names=class_names if are_classes else (),
                laid_from=_laid_from(outline),
            )
        )
    return tuple(stages)


def _input(tensor: FloatArray) -> StageNumbers:
    if tensor.ndim == 1:
        return _outputs(INPUT, "Input", tensor)
    return StageNumbers(INPUT, "Input", StageForm.INK, tensor.shape, tensor[..., :MAX_TILES])


def _outputs(
    layer: int,
    title: str,
    tensor: FloatArray,
    *,
    is_probability: bool = False,
    noun: str = "unit",
    names: tuple[str, ...] = (),
    laid_from: Shape | None = None,
) -> StageNumbers:
    if tensor.ndim == 3:
        shown = tensor if tensor.shape[2] <= MAX_TILES else tensor[..., :MAX_TILES]
        return StageNumbers(layer, title, StageForm.MAPS, tensor.shape, shown)
    form = StageForm.PROBABILITIES if is_probability else StageForm.UNITS
    return StageNumbers(
        layer, title, form, tensor.shape, tensor,
        unit_noun=noun, laid_from=laid_from, unit_names=names,
    )  # fmt: skip


def _weights(
    outline: LayerOutline, bank: FilterBank | None, values: Mapping[str, FloatArray]
) -> StageNumbers:
    title = outline.spec.TITLE
    weight = values.get(weight_path(outline))
    if weight is None:
        nothing = np.zeros(0, np.float32)
        return StageNumbers(outline.position, title, StageForm.NOTHING, (), nothing)
    if bank is not None and (
        not bank.is_folded
        or bank.shape[2] == 1
        or bank.shape[2] * bank.shape[3] <= MAX_FOLDED_TILES
    ):
        k_h, k_w, channels, units = bank.shape
        drawn = max(1, min(units, MAX_TILES // channels))
        # one run of tiles per unit: (K_h, K_w, units, input channels)
        runs = bank.fold(weight)[..., :drawn].transpose(0, 1, 3, 2)
        return StageNumbers(
            outline.position,
            title,
            StageForm.KERNELS,
            bank.shape,
            runs.reshape(k_h, k_w, drawn * channels),
            tiles_per_unit=channels,
            unit_noun="unit" if bank.is_folded else "filter",
        )
    units_are_rows = weight.shape[0] > MAX_MATRIX_ROWS
    matrix = weight.T if units_are_rows else weight
    return StageNumbers(
        outline.position,
        title,
        StageForm.MATRIX,
        weight.shape,
        matrix[:MAX_MATRIX_SIDE, :MAX_MATRIX_SIDE, None],
        unit_noun="unit",
        units_are_rows=units_are_rows,
        reads_laid=bank.shape[:3] if bank is not None and bank.is_folded else None,
    )


def _laid_from(outline: LayerOutline) -> Shape | None:
    """Return the shape of the maps that a layer lays out in a row; None if it does not."""
    is_of_maps = outline.spec.LAYS_OUT_MAPS and len(outline.input_shape) == 3
    return outline.input_shape if is_of_maps else None


def _names_classes(outlines: Sequence[LayerOutline], layer: int) -> bool:
    """Return whether the units of `layer` are the classes: the last dense layer or later."""
    return bool(outlines) and all(later.spec.KEEPS_UNITS for later in outlines[layer + 1 :])
