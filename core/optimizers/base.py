"""What every optimiser promises."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

import numpy as np

from core.arrays import FloatArray
from core.fields import RealNumber, check_fields
from core.network import NamedParameter
from core.parameter import Parameter

#: What an optimiser remembers of some numbers, by name.
Kept = Mapping[str, FloatArray]

#: Numbers updated at once: five arrays of so many float32 are 320 kB.
BLOCK = 16_384

LEARNING_RATE = RealNumber(
    "Learning rate", "How far each weight moves per unit of gradient.", 0.0, 1e9, above=True
)
ADAPTIVE_RATE = RealNumber(
    "Learning rate", "About how far each weight moves per step.", 0.0, 1e9, above=True
)
EPSILON = RealNumber(
    "Epsilon ε", "Keeps the division safe where gradients are almost zero.", 0.0, 1.0,
    above=True,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class OptimizerSpec(ABC):
    """An optimiser's kind and settings, as files store them.

    Class attributes
    ----------------
    KIND : str
        Name in JSON.
    TITLE : str
        Name on screen.
    EXPLAINS : str
        One sentence in plain words.
    """

    KIND: ClassVar[str]
    TITLE: ClassVar[str]
    EXPLAINS: ClassVar[str]

    learning_rate: float

    def __post_init__(self) -> None:
        check_fields(self, self.KIND)

    @abstractmethod
    def build(self, parameters: Iterable[NamedParameter]) -> Optimizer:
        """Return the ready optimiser."""


class Block(NamedTuple):
    """A stretch of a parameter that fits into the processor's cache with all it needs."""

    value: FloatArray
    gradient: FloatArray
    kept: Kept
    space: FloatArray


class Optimizer(ABC):
    """Change parameters in place, from their gradients.

    A subclass names in `KEEPS` the arrays it remembers per parameter and writes its formula
    in `update`.  Everything is allocated here, once.

    Parameters
    ----------
    parameters : iterable of NamedParameter
        What to train; usually ``network.trained_parameters()``.
    learning_rate : float

    Attributes
    ----------
    parameters : tuple of NamedParameter
    learning_rate : float
        η of the next step; a schedule may set it between steps.
    step_count : int
        Steps taken.

    Raises
    ------
    ValueError
        If there is nothing to train.

    Notes
    -----
    A formula passes over its numbers several times.  So it is given a stretch of them at a
    time, all of which stays in the cache from the first pass to the last.
    """

    KEEPS: ClassVar[tuple[str, ...]] = ()

    def __init__(self, parameters: Iterable[NamedParameter], learning_rate: float) -> None:
        self.parameters = tuple(parameters)
        if not self.parameters:
            raise ValueError(f"{type(self).__name__}: the network has no parameters to train")
        self.learning_rate = learning_rate
        self.step_count = 0
        self._kept = tuple(
            {name: np.zeros_like(parameter.value) for name in self.KEEPS}
            for _, parameter in self.parameters
        )
        self._blocks = tuple(
            block
            for (_, parameter), kept in zip(self.parameters, self._kept, strict=True)
            for block in _blocks(parameter, kept)
        )
        self._frozen = tuple(
            (parameter.value, list(parameter.frozen_units))
            for _, parameter in self.parameters
            if parameter.frozen_units
        )
        self._pruned = tuple(
            parameter.value for _, parameter in self.parameters if parameter.keeps_zeros
        )

    def step(self) -> None:
        """Apply one update to every parameter, in place.

        Frozen units stay as they are, and so do zeros of what was pruned.
        """
        self.step_count += 1
        zeros = [value == 0 for value in self._pruned]
        frozen = [value[..., units] for value, units in self._frozen]  # copies
        for block in self._blocks:
            self.update(*block)
        for (value, units), before in zip(self._frozen, frozen, strict=True):
            value[..., units] = before
        for value, is_zero in zip(self._pruned, zeros, strict=True):
            value[is_zero] = 0

    @abstractmethod
    def update(
        self, value: FloatArray, gradient: FloatArray, kept: Kept, space: FloatArray
    ) -> None:
        """Change some numbers in place, each by its own gradient.

        Parameters
        ----------
        value, gradient : ndarray
            The gradient is only read.
        kept : mapping of str to ndarray
            The arrays named in `KEEPS`; zeros before the first step.
        space : ndarray
            Room for one intermediate result, so that a step allocates nothing.
        """

    def state(self) -> dict[str, FloatArray]:
        """Return the remembered arrays themselves, by ``name/path``; read or copy them."""
        return {
            f"{name}/{path}": array
            for (path, _), kept in zip(self.parameters, self._kept, strict=True)
            for name, array in kept.items()
        }

    def load_state(self, arrays: Mapping[str, FloatArray], *, step_count: int) -> None:
        """Go on exactly where another optimiser of the same kind stood.

        Parameters
        ----------
        arrays : mapping of str to ndarray
            What its `state` returned.
        step_count : int

        Raises
        ------
        ValueError
            If an array is missing, is one too many, or has another shape.
        """
        own = self.state()
        who = type(self).__name__
        if arrays.keys() != own.keys():
            different = sorted(arrays.keys() ^ own.keys())
            raise ValueError(f"{who}: expected the arrays it keeps, but {different[0]} differs")
        for name, array in own.items():
            if arrays[name].shape != array.shape:
                raise ValueError(
                    f"{who}: {name} must have shape {array.shape}, "
                    f"received {arrays[name].shape}"
                )
        for name, array in own.items():
            array[...] = arrays[name]
        self.step_count = step_count


def _blocks(parameter: Parameter, kept: Kept) -> Iterator[Block]:
    value, gradient = parameter.value.reshape(-1), parameter.gradient.reshape(-1)
    space = np.empty_like(value[:BLOCK])
    for start in range(0, value.size, BLOCK):
        part = slice(start, start + BLOCK)
        parts = {name: array.reshape(-1)[part] for name, array in kept.items()}
        yield Block(value[part], gradient[part], parts, space[: value[part].size])
