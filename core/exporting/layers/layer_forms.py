"""What a kind of layer has to say to be exported as a graph or as a script."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import ClassVar, Generic, NamedTuple, TypeVar

from core.exporting.onnx_graph import OnnxGraph
from core.layers.spec import LayerSpec
from core.network_spec import LayerOutline

Spec = TypeVar("Spec", bound=LayerSpec)


class TorchWeight(NamedTuple):
    """Where an array of ours goes in PyTorch.

    Attributes
    ----------
    ours, theirs : str
        Its name in the layer, and in the module.
    order : tuple of int
        Which of our axes stand there in turn; empty for the same order.
    """

    ours: str
    theirs: str
    order: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class TorchForm:
    """A layer in PyTorch.

    Attributes
    ----------
    call : str
        An expression in ``{x}``, maps as (N, C, H, W), and ``{layer}``, the module.
    module : str
        What makes the module; empty without one.
    weights : tuple of TorchWeight
    helper : str
        Source of a function that the call needs.
    """

    call: str
    module: str = ""
    weights: tuple[TorchWeight, ...] = ()
    helper: str = ""


@dataclass(frozen=True, slots=True)
class KerasForm:
    """A layer in Keras, for maps as (N, H, W, C).

    Attributes
    ----------
    layers : tuple of str
        What makes it; the last one has the weights and takes ``{name}``.
    weights : tuple of str
        Names of the arrays, in Keras' order.
    helper : str
        Source of a class that it needs.
    """

    layers: tuple[str, ...]
    weights: tuple[str, ...] = ()
    helper: str = ""


class LayerForms(ABC, Generic[Spec]):
    """One kind of layer in other programs, as it is in use.

    Class attributes
    ----------------
    KIND : str
    """

    KIND: ClassVar[str]

    @abstractmethod
    def onnx(self, spec: Spec, outline: LayerOutline, graph: OnnxGraph, x: str) -> str:
        """Add nodes that read `x`, maps as (N, C, H, W); return the name of the output."""

    @abstractmethod
    def pytorch(self, spec: Spec, outline: LayerOutline) -> TorchForm:
        """Return the layer in PyTorch."""

    @abstractmethod
    def keras(self, spec: Spec, outline: LayerOutline) -> KerasForm:
        """Return the layer in Keras."""
