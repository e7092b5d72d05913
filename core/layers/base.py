"""What every layer promises."""

from __future__ import annotations

import copy
from abc import ABC, abstractmethod
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, ClassVar, Self

from numpy.typing import NDArray

from core.arrays import FloatArray
from core.parameter import Parameter

NO_PARAMETERS: Mapping[str, Parameter] = MappingProxyType({})
NO_STATE: Mapping[str, NDArray[Any]] = MappingProxyType({})


class Layer(ABC):
    """One differentiable step of a network.

    A layer is complete once constructed: sizes are known, parameters allocated.
    There is no later ``build`` call and no half-ready state.

    The protocol for one training step is ``forward(x, training=True)`` and then one
    ``backward(grad_output)``.  Its two halves, `parameter_gradients` and
    `input_gradient`, may also be called on their own: training needs no d(loss)/d(x)
    for the first layer, a view does.  Gradients are overwritten, never accumulated, so
    nothing needs to be zeroed between steps.

    Class attributes
    ----------------
    KIND : str
        The layer's name in JSON and in parameter paths, e.g. ``"conv2d"``.
    COUPLES_SAMPLES : bool
        Whether, in training, a sample's output depends on the rest of the batch: then a
        batch may not be worked off in parts.
    LIKES_BATCH_INNERMOST : bool
        Whether it works faster on maps that lie in memory with the batch innermost.

    Notes
    -----
    ``grad_x`` always means d(loss)/d(x) and has the shape and dtype of ``x``.

    Arrays have logical shape ``(N, H, W, C)`` or ``(N, features)``; their *memory* order is
    the layer's own business (fast layers keep N innermost).  An array returned by
    ``forward(..., training=True)`` or by a gradient method is valid until the same layer's
    next training step: layers reuse their buffers.  ``forward(..., training=False)`` returns
    a new array and leaves a pending ``backward`` alone.
    """

    KIND: ClassVar[str]
    COUPLES_SAMPLES: ClassVar[bool] = False
    LIKES_BATCH_INNERMOST: ClassVar[bool] = False

    @property
    def parameters(self) -> Mapping[str, Parameter]:
        """Trainable arrays by local name, in a fixed order; empty by default."""
        return NO_PARAMETERS

    @property
    def couples_samples(self) -> bool:
        """Whether a sample's output in training depends on the other samples of the batch."""
        return self.COUPLES_SAMPLES

    @property
    def state(self) -> Mapping[str, NDArray[Any]]:
        """Arrays that ``forward(..., training=True)`` itself changes; empty by default.

        They are no business of the optimiser, but who copies, saves or restores a layer
        needs them as well as the parameters.  Like those they stay the same objects and are
        written in place.
        """
        return NO_STATE

    def replica(self) -> Self:
        """Return a layer that can work beside this one, on another thread.

        It has the very same parameter values: what an optimiser does to this layer, it does
        to its replicas.  Everything else is its own: gradients, state, working memory, and
        what it remembers of its latest pass.
        """
        values = {id(p.value): p.value for p in self.parameters.values()}
        return copy.deepcopy(self, values)

    @abstractmethod
    def forward(self, x: FloatArray, *, training: bool) -> FloatArray:
        """Return the output for `x`; remember what backward needs if `training`."""

    def trace(self, x: FloatArray) -> FloatArray:
        """Return what ``forward(x, training=False)`` returns, ready for `backward`.

        For views, which follow one sample through the network as it judges: layers that do
        something else in training (`Dropout`, `BatchNorm`) go by evaluation here.
        """
        return self.forward(x, training=True)

    def backward(self, grad_output: FloatArray) -> FloatArray:
        """Fill the parameter gradients and return the gradient of the input.

        Raises
        ------
        OrderError
            If no ``forward(..., training=True)`` came before.
        """
        self.parameter_gradients(grad_output)
        return self.input_gradient(grad_output)

    def parameter_gradients(self, grad_output: FloatArray) -> None:
        """Overwrite the gradient of every parameter; nothing to do without parameters.

        Raises
        ------
        OrderError
            If no ``forward(..., training=True)`` came before.
        """

    @abstractmethod
    def input_gradient(self, grad_output: FloatArray) -> FloatArray:
        """Return d(loss)/d(x) for the `x` of the latest training forward pass.

        Raises
        ------
        OrderError
            If no ``forward(..., training=True)`` came before.
        """
