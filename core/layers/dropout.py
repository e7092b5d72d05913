"""Dropout."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, ClassVar

import numpy as np
from numpy.typing import DTypeLike, NDArray

from core.arrays import BoolArray, FloatArray, Shape
from core.buffers import Buffers
from core.errors import OrderError
from core.fields import RealNumber, spec_field
from core.layers.base import Layer
from core.layers.dropping import DroppingLayer
from core.layers.passage import Passage
from core.layers.spec import LayerSpec
from core.layers.window import Window
from core.number_text import share_text, size_words
from core.random_streams import random_stream


@dataclass(frozen=True, slots=True)
class DropoutSpec(LayerSpec):
    """Numbers drop out at random while training."""

    KIND: ClassVar[str] = "dropout"
    TITLE: ClassVar[str] = "Dropout"
    EXPLAINS: ClassVar[str] = (
        "In training, drops numbers at random so that no unit is relied on."
    )
    KEEPS_PLACES: ClassVar[bool] = True
    KEEPS_CHANNELS: ClassVar[bool] = True
    KEEPS_UNITS: ClassVar[bool] = True
    MIXES_PLACES: ClassVar[bool] = False
    PASSES_GRADIENT_WHOLE: ClassVar[bool] = True
    DROPS_NUMBERS: ClassVar[bool] = True
    NUMBERS_KEPT: ClassVar[tuple[float, float]] = (2.25, 1.0)

    rate: float = spec_field(
        RealNumber(
            "Rate",
            "Share of the numbers that drop out at each step.",
            0.0,
            0.99,
            short_label="rate",
        ),
        default=0.5,
    )

    def output_shape(self, input_shape: Shape) -> Shape:
        return input_shape

    def window(self, input_shape: Shape) -> Window | None:
        return None

    def state_shapes(self, input_shape: Shape) -> Mapping[str, Shape]:
        return {"draws": (1,)}

    def build(
        self, input_shape: Shape, *, rng: np.random.Generator, dtype: DTypeLike = np.float32
    ) -> Layer:
        # Spawning draws nothing: with or without a dropout, the weights start the same.
        return Dropout(self.rate, seed=int(rng.spawn(1)[0].integers(2**63)))

    def forward_words(self, seen: Passage) -> str:
        if seen.kept is None:
            return (
                f"All {seen.y.size:,} numbers passed: the shown digit is judged, and numbers "
                "drop out in training only."
            )
        dropped = seen.kept.size - int(seen.kept.sum())
        return (
            f"As in training: {share_text(dropped, seen.kept.size)} of {seen.kept.size:,} "
            f"numbers dropped out, the others were multiplied by "
            f"{size_words(1 / (1 - self.rate))}."
        )

    def backward_words(self, seen: Passage, grad_x: FloatArray, grad_y: FloatArray) -> str:
        if seen.kept is None:
            return f"All {grad_x.size:,} gradients passed, as the numbers did."
        dropped = seen.kept.size - int(seen.kept.sum())
        return (
            f"What dropped out gets no blame: {share_text(dropped, seen.kept.size)} of "
            f"{seen.kept.size:,} gradients became 0, the others were multiplied as their "
            "numbers were."
        )


class Dropout(DroppingLayer):
    r"""Drop each number with probability p in training; pass all of them in use.

    .. math:: y = \frac{m}{1 - p} \odot x, \qquad dx = \frac{m}{1 - p} \odot g

    with a mask m of zeros (probability p) and ones.

    Parameters
    ----------
    rate : float from 0 to below 1
        The p of the formula.
    seed : int
        Of the layer's own random stream.

    Attributes
    ----------
    state : mapping
        ``"draws"``, an array of one whole number: how many masks were drawn so far.  Mask
        number k is drawn from the stream at place k, so restoring the number restores the run.

    Notes
    -----
    The inverted form: dividing by 1 − p in training keeps every mean as it is, so nothing is
    left to do in use.

    References
    ----------
    .. [1] Srivastava et al. (2014), "Dropout: A Simple Way to Prevent Neural Networks from
       Overfitting", section 4 and (for the division) section 10.
    """

    KIND: ClassVar[str] = "dropout"

    def __init__(self, rate: float, *, seed: int) -> None:
        self.rate = rate
        self.seed = seed
        self._draws = np.zeros(1, np.int64)
        self._buffers = Buffers()
        self._kept: BoolArray | None = None
        self._passes_all = False

    @property
    def state(self) -> Mapping[str, NDArray[Any]]:
        return MappingProxyType({"draws": self._draws})

    @property
    def draws(self) -> int:
        """How many masks were drawn so far: the number of the next one."""
        return int(self._draws[0])

    @draws.setter
    def draws(self, number: int) -> None:
        self._draws[0] = number

    @property
    def mask(self) -> BoolArray:
        if self._kept is None:
            raise OrderError("Dropout.mask needs a forward pass with training=True first")
        return self._kept

    def forward(self, x: FloatArray, *, training: bool) -> FloatArray:
        if not training:
            return x
        self._kept = self._draw(x.shape)
        self._passes_all = False
        return self._apply(x, "y")

    def trace(self, x: FloatArray) -> FloatArray:
        # In the ledger: forward
        self._passes_all = True
        return x

    def trace_dropping(self, x: FloatArray, place: tuple[int, ...]) -> FloatArray:
        # From a stream beside the one of training, at the place of the next mask.
        drawn = abs(int(self._draws[0]))
        rng = random_stream(self.seed, f"{self.KIND} of a view", drawn, *place)
        # In the ledger: forward
        self._kept = rng.random(x.shape, dtype=np.float32) >= self.rate

        self._passes_all = False
        return self._apply(x, "y")

    def input_gradient(self, grad_output: FloatArray) -> FloatArray:
        # In the ledger: input_gradient
        if self._passes_all:
            return grad_output

        if self._kept is None:
            raise OrderError("Dropout.backward needs a forward pass with training=True first")
        return self._apply(grad_output, "grad x")

    def _draw(self, shape: tuple[int, ...]) -> BoolArray:
        rng = random_stream(self.seed, self.KIND, abs(self.draws))
        self.draws += 1
        # Maps usually come with the batch innermost in memory: so do their masks.
        order = (2, 3, 1, 0) if len(shape) == 4 else range(len(shape))
        drawn = tuple(shape[axis] for axis in order)
        chances = self._buffers.take("chances", drawn, np.float32)
        rng.random(dtype=np.float32, out=chances)  # from 0 to below 1
        kept: BoolArray = self._buffers.take("kept", drawn, np.bool_)
        np.greater_equal(chances, self.rate, out=kept)
        return kept.transpose(3, 2, 0, 1) if len(shape) == 4 else kept

    def _apply(self, numbers: FloatArray, name: str) -> FloatArray:
        result: FloatArray = self._buffers.take_like(name, numbers)
        # In the ledger: forward, input_gradient
        np.multiply(numbers, self.mask, out=result)
        result *= 1 / (1 - self.rate)
        return result
