"""What every description of a layer promises."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from types import MappingProxyType
from typing import Any, ClassVar, Self

import numpy as np
from numpy.typing import DTypeLike

from core.arrays import FloatArray, Shape, shape_text
from core.errors import ShapeError
from core.fields import YesOrNo, check_fields
from core.index_words import index_words
from core.layers.base import Layer
from core.layers.passage import Passage, rms_on_the_way_back
from core.layers.window import Window
from core.layers.working_memory import WorkingMemory
from core.number_text import range_words

#: Of every layer with weights.
FROZEN = YesOrNo(
    "Frozen", "Keeps its weights as they are: training changes the other layers only."
)


@dataclass(frozen=True, slots=True)
class LayerSpec(ABC):
    """One layer's kind and settings, before its input is known.

    Here stands all that the rest of the program knows about a kind: nothing else asks which
    kind a layer is.  A class that leaves out a fact that every kind has to state cannot be
    defined; one class between this one and the kinds, which lists `ABC` among its bases, may.

    What is said of places and channels holds for maps; a kind that reads flat samples alone
    speaks of their numbers.

    Class attributes
    ----------------
    KIND : str
        Name in JSON and in parameter paths.
    TITLE : str
        Name on screen.
    EXPLAINS : str
        One sentence in plain words.
    KEEPS_PLACES : bool
        Whether every output is made of the one input at its own place.
    KEEPS_CHANNELS : bool
        Whether channel c of the maps it gives is made of channel c of the maps it reads alone.
    KEEPS_UNITS : bool
        Whether output i speaks of the same unit as input i: of class i behind the class scores.
    MIXES_PLACES : bool
        Whether every output depends on inputs at all places of the sample.
    PASSES_GRADIENT_WHOLE : bool
        Whether in use the gradient goes back through it as it came, number by number.
    FIRST_VALUES : mapping of str to object
        What a new layer starts with, for every field that has no default.
    IS_GATE : bool
        Whether numbers above 0 pass unchanged and all others become 0, as do their gradients.
    PICKS_WINNERS : bool
        Whether every output is the winner of its window; it builds a `PickingLayer`.
    DROPS_NUMBERS : bool
        Whether numbers drop out at random in training; it builds a `DroppingLayer`.
    COUPLES_SAMPLES : bool
        Whether, while it trains, what it does to a sample depends on the others of the batch.
    SLIDES_FILTERS : bool
        Whether each channel it gives is drawn by a filter of its own: windows times
        ``weight``, of shape (rows, columns, input channels, filters), plus ``bias``.
    SUMS_ALL_INPUTS : bool
        Whether every unit is all inputs times ``weight``, of shape (inputs, units), plus
        ``bias``.
    LAYS_OUT_MAPS : bool
        Whether it gives the maps it reads as one row, row by row, channels innermost.
    GIVES_PROBABILITIES : bool
        Whether its outputs are at least 0 and sum to 1.
    NUMBERS_KEPT : tuple (there, back)
        How many numbers it keeps in training for each that it gives: see `WorkingMemory`.
    """

    KIND: ClassVar[str]
    TITLE: ClassVar[str]
    EXPLAINS: ClassVar[str]
    KEEPS_PLACES: ClassVar[bool]
    KEEPS_CHANNELS: ClassVar[bool]
    KEEPS_UNITS: ClassVar[bool]
    MIXES_PLACES: ClassVar[bool]
    PASSES_GRADIENT_WHOLE: ClassVar[bool]

    # What few kinds do; a contract test measures these too.
    FIRST_VALUES: ClassVar[Mapping[str, Any]] = MappingProxyType({})
    IS_GATE: ClassVar[bool] = False
    PICKS_WINNERS: ClassVar[bool] = False
    DROPS_NUMBERS: ClassVar[bool] = False
    SLIDES_FILTERS: ClassVar[bool] = False
    COUPLES_SAMPLES: ClassVar[bool] = False
    SUMS_ALL_INPUTS: ClassVar[bool] = False
    LAYS_OUT_MAPS: ClassVar[bool] = False
    GIVES_PROBABILITIES: ClassVar[bool] = False
    NUMBERS_KEPT: ClassVar[tuple[float, float]] = (2.0, 2.0)

    def __init_subclass__(cls) -> None:
        super(LayerSpec, cls).__init_subclass__()
        if ABC not in cls.__bases__:
            _check_facts(cls)

    def __post_init__(self) -> None:
        check_fields(self, self.KIND)

    @abstractmethod
    def output_shape(self, input_shape: Shape) -> Shape:
        """Return the shape of one output sample.

        Raises
        ------
        ShapeError
            If this layer cannot follow samples of `input_shape`; the text is fit to show.
        """

    def parameter_shapes(self, input_shape: Shape) -> Mapping[str, Shape]:
        """Return the shape of every trainable array by name."""
        return {}

    def state_shapes(self, input_shape: Shape) -> Mapping[str, Shape]:
        """Return the shape of every array in the layer's `Layer.state` by name."""
        return {}

    def parameter_count(self, input_shape: Shape) -> int:
        """Return how many trainable numbers the layer has."""
        return sum(math.prod(shape) for shape in self.parameter_shapes(input_shape).values())

    def working_memory(self, input_shape: Shape) -> WorkingMemory:
        """Return what it lays out in memory to work with."""
        gives = math.prod(self.output_shape(input_shape))
        there, back = self.NUMBERS_KEPT
        return WorkingMemory(there * gives, back * gives)

    @abstractmethod
    def window(self, input_shape: Shape) -> Window | None:
        """Return the window it slides over maps of `input_shape`; None if it slides none."""

    @classmethod
    def first(cls) -> Self:
        """Return what a new layer of this kind starts as."""
        return cls(**cls.FIRST_VALUES)

    @property
    def channel_noun(self) -> str:
        """What a channel of its output is called."""
        return "filter" if self.SLIDES_FILTERS else "channel"

    def parameter_words(
        self,
        name: str,
        index: Shape,
        input_shape: Shape,
        unit_noun: str,
        *,
        laid_from: Shape | None = None,
    ) -> str:
        """Return what one number of a parameter is called: ``channel 2 · gamma``.

        Parameters
        ----------
        name : str
        index : tuple of int
            Its place in the parameter.
        input_shape : tuple
        unit_noun : str
            ``"class"`` if the layer's outputs are the classes, else ``"unit"``.
        laid_from : tuple, optional
            Shape of the maps that were laid out in the row the layer reads.
        """
        return f"channel {index_words(index[-1])} · {name.replace('_', ' ')}"

    def forward_words(self, seen: Passage) -> str:
        """Return in one sentence what the layer made of a sample."""
        return (
            f"{shape_text(seen.x.shape)} numbers became {shape_text(seen.y.shape)}, "
            f"{range_words(seen.y)}."
        )

    def backward_words(self, seen: Passage, grad_x: FloatArray, grad_y: FloatArray) -> str:
        """Return in one sentence what became of the gradient on its way back.

        Of a layer with weights their gradient is shown instead.
        """
        return rms_on_the_way_back(grad_x, grad_y)

    @property
    def is_frozen(self) -> bool:
        """Whether training leaves the layer's weights as they are."""
        return bool(getattr(self, "frozen", False))

    @property
    def can_freeze(self) -> bool:
        """Whether the layer has weights that could be left as they are."""
        return hasattr(self, "frozen")

    @abstractmethod
    def build(
        self, input_shape: Shape, *, rng: np.random.Generator, dtype: DTypeLike = np.float32
    ) -> Layer:
        """Return the ready layer for samples of `input_shape`."""


#: What every kind has to state.
_FACTS: Mapping[str, type] = MappingProxyType(
    dict.fromkeys(("KIND", "TITLE", "EXPLAINS"), str)
    | dict.fromkeys(
        (
            "KEEPS_PLACES",
            "KEEPS_CHANNELS",
            "KEEPS_UNITS",
            "MIXES_PLACES",
            "PASSES_GRADIENT_WHOLE",
        ),
        bool,
    )
)


def _check_facts(kind: type[LayerSpec]) -> None:
    """Raise unless a kind states every fact, and values to start with where they are needed.

    Raises
    ------
    TypeError
    """
    for name, wanted in _FACTS.items():
        stated = getattr(kind, name, None)
        if not isinstance(stated, wanted):
            raise TypeError(
                f"{kind.__name__}: {name} must be stated as a {wanted.__name__}, "
                f"received {stated!r:.60}"
            )
    if kind.KEEPS_PLACES and (not kind.KEEPS_CHANNELS or kind.MIXES_PLACES):
        raise TypeError(
            f"{kind.__name__}: a kind that keeps places keeps channels and mixes no places"
        )
    # With slots the class is made a second time, and only then are its fields known.
    if "__dataclass_fields__" not in vars(kind):
        return
    for declared in fields(kind):
        is_open = declared.default is MISSING and declared.default_factory is MISSING
        if is_open and declared.name not in kind.FIRST_VALUES:
            raise TypeError(
                f"{kind.__name__}: FIRST_VALUES must have a value for {declared.name}, "
                "which has no default"
            )


def freeze(layer: Layer) -> None:
    """Have training leave the layer as it is: nothing pulls its weights any more."""
    for parameter in layer.parameters.values():
        parameter.is_frozen, parameter.l2 = True, 0.0


def refuse_maps(kind: str, input_shape: Shape) -> None:
    """Raise unless samples of `input_shape` are flat.

    Raises
    ------
    ShapeError
        The text is fit to show.
    """
    if len(input_shape) != 1:
        raise ShapeError(
            f"{kind} needs flat samples, received maps of {shape_text(input_shape)}; "
            "add a flatten before it"
        )


def refuse_flat_samples(kind: str, input_shape: Shape) -> None:
    """Raise unless samples of `input_shape` are maps.

    Raises
    ------
    ShapeError
        The text is fit to show.
    """
    if len(input_shape) != 3:
        raise ShapeError(
            f"{kind} needs maps of height × width × channels, "
            f"received flat samples of {shape_text(input_shape)}"
        )
