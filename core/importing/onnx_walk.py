"""Follow the way of a sample through an ONNX graph."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.arrays import Shape, shape_text
from core.errors import LoadError
from core.formats.file_access import short_value
from core.importing.layer_chain import LayerChain
from core.importing.onnx_constants import computed
from core.importing.onnx_file import Node, OnnxFile, operator_text

Operator = Callable[[Node, "OnnxWalk"], None]
#: Stands for the number of samples where a graph computes with shapes.
BATCH = -1
TO_CHANNELS_FIRST, TO_CHANNELS_LAST = (0, 3, 1, 2), (0, 2, 3, 1)
#: An image with more colours than this is one whose axes are the other way round.
_MOST_COLOURS = 4


class OnnxWalk:
    """Where in the graph a sample is, and what it has become.

    Parameters
    ----------
    file : OnnxFile

    Attributes
    ----------
    chain : LayerChain
        The layers so far.
    dims : tuple of int
        Shape of a sample in the file's network.
    has_channels_first : bool
        Whether its maps are (C, H, W).
    ends_in_logarithms : bool
        Whether logarithms of probabilities were given: nothing may follow.
    """

    def __init__(self, file: OnnxFile) -> None:
        self._file = file
        self._current = file.given
        self._constants = dict(file.constants)
        self._passed = {file.given}
        self.opset = file.opset
        self.dims: Shape = file.input_shape
        self.ends_in_logarithms = False
        if not 1 <= len(self.dims) <= 3 or not all(self.dims):
            raise LoadError(
                "expected samples of a fixed size: numbers in a row, or maps; received "
                f"{shape_text(self.dims) or 'single numbers'} (0 is any)"
            )
        self.has_channels_first = _has_channels_first(file)
        self.chain = LayerChain(self._own_shape(), has_whole_pixels=file.has_whole_pixels)

    def run(self, operators: Mapping[str, Operator]) -> LayerChain:
        """Return all layers.

        Parameters
        ----------
        operators : mapping of str to callable
            What adds the layer of a node, by the name of the operator.

        Raises
        ------
        LoadError
            If there is anything in the graph that is no layer of ours.
        """
        for node in self._file.nodes:
            if not node.outputs:
                raise LoadError(f"{operator_text(node.operator)} gives nothing")
            fed = [name for name in node.inputs if name and name not in self._constants]
            if not fed or node.operator == "Shape":
                self._constants[node.outputs[0]] = self._computed(node)
                continue
            if fed != [self._current]:
                self._refuse_branches(node, fed)
            if node.operator not in operators:
                raise LoadError(
                    f"{operator_text(node.operator)} is not a layer that Glassbox has"
                )
            if self.ends_in_logarithms and node.operator != "Identity":
                raise LoadError("LogSoftmax is possible at the end only")
            operators[node.operator](node, self)
            self._current = node.outputs[0]
            self._passed.add(self._current)
        if self._current != self._file.wanted:
            raise LoadError("its output does not depend on its input")
        return self.chain

    def constant(self, node: Node, place: int, usual: float | None = None) -> NDArray[Any]:
        """Return an input of a node that has to be a constant.

        Raises
        ------
        LoadError
            If it is none, or is missing and there is no usual value.
        """
        name = node.inputs[place] if place < len(node.inputs) else ""
        if name in self._constants:
            return self._constants[name]
        if name or usual is None:
            raise LoadError(f"{node.operator}: input {place} is no stored array")
        return np.asarray(usual)

    def is_sample(self, node: Node, place: int) -> bool:
        """Return whether an input of a node is what the layers so far give."""
        return place < len(node.inputs) and node.inputs[place] == self._current

    def per_channel(self, node: Node, place: int) -> NDArray[Any]:
        """Return a constant as one number, or one for each channel.

        Raises
        ------
        LoadError
            If its numbers differ from place to place.
        """
        given = self.constant(node, place).astype(np.float64)
        dims = self.dims
        axis = 0 if self.has_channels_first or len(dims) < 3 else len(dims) - 1
        if given.size == 1:
            return given.reshape(())
        shape = (1,) * (len(dims) + 1 - given.ndim) + given.shape
        wanted = [1] * (len(dims) + 1)
        wanted[axis + 1] = dims[axis]
        if shape != tuple(wanted):
            raise LoadError(
                f"{node.operator} with numbers of shape {given.shape} is not a layer that "
                "Glassbox has"
            )
        return given.reshape(-1)

    def transpose(self, order: tuple[int, ...]) -> None:
        """Have the axes of maps in another order.

        Raises
        ------
        LoadError
            If that is neither of the two there are.
        """
        if order == tuple(range(len(order))):
            return
        wanted = TO_CHANNELS_LAST if self.has_channels_first else TO_CHANNELS_FIRST
        if order != wanted or len(self.dims) != 3:
            raise LoadError(f"Transpose to the axes {order} is not a layer that Glassbox has")
        self.dims = tuple(self.dims[axis - 1] for axis in order[1:])
        self.has_channels_first = not self.has_channels_first

    def reshape(self, node: Node, dims: Shape) -> None:
        """Have a sample in another shape.

        Raises
        ------
        LoadError
            If it is not laid out as a row, and is no image without an axis for its colour.
        """
        before, self.dims = self.dims, dims
        if math.prod(before) != math.prod(dims):
            raise LoadError(f"{node.operator} to {shape_text(dims)} does not fit")
        if before == dims or len(self.chain.shape) == 1 < len(before):
            return  # a mean of each map needs no place
        if len(dims) == 1:
            self.chain.flatten(has_channels_first=self.has_channels_first)
            return
        # an image that was given as a row, or without an axis for its one colour
        is_first = dims[0] == 1
        is_grey = len(dims) == 2 or (len(dims) == 3 and (is_first or dims[2] == 1))
        if self.chain.layers or not is_grey:
            raise LoadError(
                f"{node.operator} to {shape_text(dims)} is not a layer that Glassbox has"
            )
        self.has_channels_first = is_first and len(dims) == 3
        self.chain.look_at_as(self._own_shape())

    def _computed(self, node: Node) -> NDArray[Any]:
        if node.operator != "Shape":
            return computed(node, [self._constants[name] for name in node.inputs if name])
        if not self.is_sample(node, 0):
            raise LoadError("Shape of an earlier layer's output is not read")
        first, last = (node.attributes.get(name) for name in ("start", "end"))
        return np.array((BATCH, *self.dims), np.int64)[first:last]

    def _own_shape(self) -> Shape:
        dims = self.dims
        if len(dims) == 3 and self.has_channels_first:
            return (dims[1], dims[2], dims[0])
        return (*dims, 1) if len(dims) == 2 else dims

    def _refuse_branches(self, node: Node, fed: list[str]) -> None:
        operator = operator_text(node.operator)
        unknown = [name for name in fed if name not in self._passed]
        if unknown:
            raise LoadError(f"{operator} reads {short_value(unknown[0])}, which nothing gives")
        raise LoadError(
            f"the network has branches: {operator} reads the output of an earlier layer; "
            "Glassbox has layers in a row only"
        )


def _has_channels_first(file: OnnxFile) -> bool:
    """Return whether the images that a network reads are (C, H, W)."""
    dims = file.input_shape
    if len(dims) != 3:
        return False
    current = file.given
    for node in file.nodes:
        if current not in node.inputs:
            continue
        if node.operator == "Transpose":
            return tuple(node.attributes.get("perm", ())) != TO_CHANNELS_FIRST
        if node.operator in ("Flatten", "Reshape"):
            return not dims[2] <= _MOST_COLOURS < dims[0]
        if node.operator in ("Conv", "MaxPool", "AveragePool", "GlobalAveragePool",
                             "BatchNormalization"):  # fmt: skip
            return True
        if node.outputs and node.operator != "Shape":
            current = node.outputs[0]
    return not dims[2] <= _MOST_COLOURS < dims[0]
