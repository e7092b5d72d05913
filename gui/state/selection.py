"""The one selected unit that every panel shows."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from core.network_spec import LayerOutline

#: `Unit.layer` of the network's input.
INPUT_LAYER = -1


@dataclass(frozen=True, slots=True)
class Unit:
    """A place in the network.

    Attributes
    ----------
    layer : int
        Index of the layer whose *output* holds the unit; `INPUT_LAYER` is the input.
    channel : int
        Channel of a map, or index of a neuron in a flat output.
    row, column : int or None
        Pixel of the map; None selects the whole channel (always None for flat outputs).
    """

    layer: int
    channel: int
    row: int | None = None
    column: int | None = None


class Selection(QObject):
    """Holds the selected `Unit`; panels observe `changed` and call `select`.

    Signals
    -------
    changed(Unit)
    asked(Unit)
        A person clicked a number, which may be the one that is selected already.
    """

    changed = Signal(object)
    asked = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._unit = Unit(INPUT_LAYER, 0)
        self._is_fitting = False
        self._is_first = False  # and no other one was chosen since

    @property
    def unit(self) -> Unit:
        """What is selected."""
        return self._unit

    @property
    def is_fitting(self) -> bool:
        """Whether `changed` comes from `fit`: the user did not choose the unit."""
        return self._is_fitting

    def select(self, unit: Unit) -> None:
        """Make `unit` the selected one."""
        self._is_first = self._is_first and self._is_fitting
        if unit != self._unit:
            self._unit = unit
            self.changed.emit(unit)

    def begin(self, outlines: Sequence[LayerOutline]) -> None:
        """Select the first unit that has weights of its own, until another one is chosen."""
        layers = (
            one.position
            for one in outlines
            if one.spec.SLIDES_FILTERS or one.spec.SUMS_ALL_INPUTS
        )
        self.select(Unit(next(layers, 0), 0))
        self._is_first = True

    def ask(self, unit: Unit) -> None:
        """Make `unit` the selected one, because a person clicked its number."""
        self.select(unit)
        self.asked.emit(unit)

    def fit(self, input_shape: tuple[int, ...], outlines: tuple[LayerOutline, ...]) -> None:
        """Keep the selection inside a (new) network: clamp what no longer exists."""
        self._is_fitting = True
        try:
            if self._is_first:
                self.begin(outlines)
            self.select(self._inside(input_shape, outlines))
        finally:
            self._is_fitting = False

    def _inside(self, input_shape: tuple[int, ...], outlines: tuple[LayerOutline, ...]) -> Unit:
        """Return the selected unit, or what is nearest to it in the network."""
        unit = self._unit
        if unit.layer >= len(outlines):
            unit = Unit(INPUT_LAYER, 0)
        layer = unit.layer
        shape = input_shape if layer == INPUT_LAYER else outlines[layer].output_shape
        channels = shape[-1] if len(shape) == 3 else math.prod(shape)
        unit = replace(unit, channel=min(unit.channel, channels - 1))
        if unit.row is not None and unit.column is not None:
            inside = len(shape) == 3 and unit.row < shape[0] and unit.column < shape[1]
            if not inside:
                unit = replace(unit, row=None, column=None)
        return unit
