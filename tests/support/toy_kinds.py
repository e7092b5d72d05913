"""Kinds that only tests know, and a way to have the program know them for a while."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, ClassVar

import numpy as np

from core.anatomy.windows import product_places, with_channel
from core.fields import RealNumber, spec_field
from core.layers.base import Layer
from core.layers.catalog import LAYER_KINDS
from core.layers.spec import LayerSpec
from core.ledger.account import Formula, Line, sum_account
from core.ledger.catalog import LAYER_ENTRIES
from core.ledger.layers.layer_entries import NO_STATE, LayerEntries
from core.ledger.terms import Terms
from core.parameter import Parameter


@contextmanager
def added(catalogue: Mapping[str, Any], things: Mapping[str, Any]) -> Iterator[None]:
    """Let a closed catalogue hold some more things for as long as the context lasts.

    A catalogue is a read-only view; what it is a view of is reachable for a debugger alone,
    and for this.  Code that asks the catalogue in the meantime finds the new things in it.

    Parameters
    ----------
    catalogue : mapping
        One of the program's catalogues, such as `LAYER_KINDS`.
    things : mapping of str to object
        By kind; none of them may be there already.
    """
    if not isinstance(catalogue, MappingProxyType):
        raise TypeError(f"added: expected a closed catalogue, received {type(catalogue)}")
    (behind,) = gc.get_referents(catalogue)
    before = dict(behind)
    if before.keys() & things.keys():
        raise ValueError(f"added: {sorted(before.keys() & things.keys())} are there already")
    behind.update(things)
    try:
        yield
    finally:
        behind.clear()
        behind.update(before)


@dataclass(frozen=True, slots=True)
class GainSpec(LayerSpec):
    """Every channel is multiplied by a number of its own, which is learned."""

    KIND: ClassVar[str] = "gain"
    TITLE: ClassVar[str] = "Gain"
    EXPLAINS: ClassVar[str] = "Multiplies every channel by a number of its own."
    KEEPS_PLACES: ClassVar[bool] = True
    KEEPS_CHANNELS: ClassVar[bool] = True
    KEEPS_UNITS: ClassVar[bool] = True
    MIXES_PLACES: ClassVar[bool] = False
    PASSES_GRADIENT_WHOLE: ClassVar[bool] = False
    FIRST_VALUES: ClassVar[Mapping[str, Any]] = MappingProxyType({"start": 0.75})

    start: float = spec_field(
        RealNumber(
            "Start", "What every channel is multiplied by at first.", 0, 9, short_label="×"
        )
    )

    def output_shape(self, input_shape):
        return input_shape

    def parameter_shapes(self, input_shape):
        return {"gain": input_shape[-1:]}

    def window(self, input_shape):
        return None

    def build(self, input_shape, *, rng, dtype=np.float32):
        return Gain(np.full(input_shape[-1], self.start, dtype))


class Gain(Layer):
    """y = x g, one g for each channel."""

    KIND: ClassVar[str] = "gain"

    def __init__(self, start):
        self.gain = Parameter(start)
        self._parameters = MappingProxyType({"gain": self.gain})
        self._x = None

    @property
    def parameters(self):
        return self._parameters

    def forward(self, x, *, training):
        if training:
            self._x = x
        return x * self.gain.value

    def parameter_gradients(self, grad_output):
        channels = self.gain.gradient.size
        products = (self._x * grad_output).reshape(-1, channels)
        self.gain.gradient[...] = products.sum(axis=0)

    def input_gradient(self, grad_output):
        return grad_output * self.gain.value


class GainEntries(LayerEntries):
    """The accounts of a gain."""

    KIND: ClassVar[str] = "gain"
    DONE_BY: ClassVar[tuple[type, ...]] = (Gain,)

    def made(self, books, outline, index):
        x = books.value_column("input", "x", outline.position - 1, np.array([index]))
        return self._times(books, outline, index, x, Formula("y = x · g", "y = x g"))

    def blamed(self, books, outline, index):
        delta = books.gradient_column(outline.position, np.array([index]))
        return self._times(books, outline, index, delta, Formula("dL/dx = δ · g", r"\delta g"))

    def parameter_blamed(self, books, outline, name, index):
        shape, places = outline.output_shape, np.array([index])
        if len(shape) == 3:
            pixels = product_places(np.arange(shape[0]), np.arange(shape[1]))
            places = with_channel(pixels, index[0])
        delta = books.gradient_column(outline.position, places)
        x = books.value_column("input", "x", outline.position - 1, places)
        noun = books.noun(outline.position)
        terms = Terms((delta, x), delta.values * x.values, noun)
        return sum_account(Formula("dL/dg = Σ δ · x", r"\sum \delta x"), terms)

    def parameter_products(self, outline, name, index, x, delta, state=NO_STATE):
        products = x[..., index[0]].astype(np.float64) * delta[..., index[0]]
        return np.ascontiguousarray(products).reshape(len(x), -1)

    def _times(self, books, outline, index, given, formula):
        gain, address = books.parameter_number(outline, "gain", index[-1:])
        own = books.parameter_column("gain", "g", outline, "gain", np.array([index[-1:]]))
        terms = Terms((given, own), given.values * gain, books.noun(outline.position))
        return sum_account(formula, terms, [Line("gain g", gain, "gain", address)])


@contextmanager
def toy_layer() -> Iterator[type[LayerSpec]]:
    """Have the program know the layer `GainSpec` and its ledger entry for a while."""
    with (
        added(LAYER_KINDS, {GainSpec.KIND: GainSpec}),
        added(LAYER_ENTRIES, {GainEntries.KIND: GainEntries()}),
    ):
        yield GainSpec
