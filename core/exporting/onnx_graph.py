"""Nodes and constants of an ONNX graph while it is built."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import ModuleType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.arrays import FloatArray
from core.exporting.trained_model import value_path
from core.network_spec import LayerOutline

#: Orders of axes: from (N, H, W, C) to (N, C, H, W) and back.
TO_CHANNELS_FIRST, TO_CHANNELS_LAST = (0, 3, 1, 2), (0, 2, 3, 1)


class OnnxGraph:
    """Collects what a graph is made of.

    Parameters
    ----------
    onnx : module
        The package.
    values : mapping of str to ndarray
        Weights by path.

    Attributes
    ----------
    nodes, constants : list
        Of the package's own objects.
    """

    def __init__(self, onnx: ModuleType, values: Mapping[str, FloatArray]) -> None:
        self._onnx = onnx
        self._values = values
        self.nodes: list[Any] = []
        self.constants: list[Any] = []

    def node(self, operator: str, inputs: Sequence[str], **attributes: object) -> str:
        """Add a node; return the name of its output."""
        output = f"{len(self.nodes)}.{operator}"
        self.nodes.append(
            self._onnx.helper.make_node(operator, inputs, [output], name=output, **attributes)
        )
        return output

    def constant(self, name: str, value: NDArray[Any]) -> str:
        """Add an array; return its name."""
        self.constants.append(self._onnx.numpy_helper.from_array(value, name))
        return name

    def weights(self, outline: LayerOutline, *names: str) -> list[str]:
        """Add parameters or state of a layer; return their paths."""
        paths = [value_path(outline, name) for name in names]
        return [self.constant(path, np.ascontiguousarray(self._values[path])) for path in paths]

    def transposed_weight(self, outline: LayerOutline, name: str, order: Sequence[int]) -> str:
        """Add a parameter with its axes in another order; return its path."""
        path = value_path(outline, name)
        return self.constant(path, np.ascontiguousarray(self._values[path].transpose(order)))

    def channels_last(self, x: str) -> str:
        """Add a node that turns (N, C, H, W) into (N, H, W, C); return its output."""
        return self.node("Transpose", [x], perm=TO_CHANNELS_LAST)

    def channels_first(self, x: str) -> str:
        """Add a node that turns (N, H, W, C) into (N, C, H, W); return its output."""
        return self.node("Transpose", [x], perm=TO_CHANNELS_FIRST)
