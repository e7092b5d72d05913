"""Follow the way of a sample through an ONNX graph."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.arrays import Shape, shape_text
from core.errors import LoadError
from core.formats.file_access import short_value
from core.importing.added_cells import NO_CELLS, AddedCells
from core.importing.layer_chain import LayerChain
from core.importing.onnx_constants import computed
from core.importing.onnx_file import Node, OnnxFile, operator_text
from core.importing.onnx_formulas import spelled_activation
from core.importing.onnx_norms import spelled_norm

Operator = Callable[[Node, "OnnxWalk"], None]
#: Stands for the number of samples where a graph computes with shapes.
BATCH = -1
TO_CHANNELS_FIRST, TO_CHANNELS_LAST = (0, 3, 1, 2), (0, 2, 3, 1)
#: An image with more colours than this is one whose axes are the other way round.
_MOST_COLOURS = 4
#: What gives no number below 0, and what gives none if it reads none.
_NEVER_NEGATIVE = frozenset({"Relu", "Sigmoid", "Softmax"})
_KEEPS_SIGNS = frozenset(
    {"Identity", "Cast", "Dropout", "MaxPool", "AveragePool", "GlobalAveragePool", "Transpose",
     "GlobalMaxPool", "Reshape", "Flatten", "Squeeze", "Unsqueeze", "Pad"}
)  # fmt: skip
#: What may stand between a Pad and the layer that takes its cells over: all of these, and those
#: that leave 0 as it is if the cells hold 0.
_PASSES_CELLS = frozenset(
    {"Conv", "MaxPool", "AveragePool", "Pad", "Identity", "Cast", "Dropout", "Transpose"}
)
_KEEPS_ZERO = frozenset({"Relu", "LeakyRelu", "Elu", "Tanh", "Gelu", "Mul", "Div"})
#: Places where an activation is looked for that is spelled out: far more than 64 layers need.
_MOST_TRIES = 400
#: Where none begins that does not begin with the next node, too.
_STARTS_NOTHING = frozenset({"Identity", "Cast", "Dropout", "Conv", "Gemm", "MatMul"})


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
    cells : AddedCells
        Cells that a Pad added around its maps, for the layer that comes to have as padding.
    is_never_negative : bool
        Whether no number of the sample is below 0, whatever the network reads.
    ends_in_logarithms : bool
        Whether logarithms of probabilities were given: nothing may follow.
    """

    def __init__(self, file: OnnxFile) -> None:
        self._file = file
        self._current = file.given
        self._constants = dict(file.constants)
        self._nodes = list(_not_stored(file, self._constants))
        self._last_read = {
            name: place for place, node in enumerate(self._nodes) for name in node.inputs
        } | {file.wanted: len(self._nodes)}
        self.opset = file.opset
        self.dims: Shape = file.input_shape
        self._passed = {file.given: self.dims}
        self.cells: AddedCells = NO_CELLS
        self._tries_left = _MOST_TRIES
        self.is_never_negative = self.ends_in_logarithms = False
        if not 1 <= len(self.dims) <= 3 or not all(self.dims):
            raise LoadError(
                "expected samples of a fixed size: numbers in a row, or maps; received "
                f"{shape_text(self.dims) or 'single numbers'} (0 is any)"
            )
        self.has_channels_first = _has_channels_first(file.given, self.dims, self._nodes)
        self.chain = LayerChain(self.own_shape(), has_whole_pixels=file.has_whole_pixels)

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
        place = 0
        while place < len(self._nodes):
            node = self._nodes[place]
            try:
                place = self._take(place, operators)
            except LoadError as error:
                raise LoadError(f"{error}{_where(node)}") from None
        if self._current != self._file.wanted:
            raise LoadError("its output does not depend on its input")
        if self.cells != NO_CELLS:
            raise LoadError("Pad at the end is not a layer that Glassbox has")
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

    def own_shape(self) -> Shape:
        """Return the shape of a sample as our layers have it."""
        dims = self.dims
        if len(dims) == 3 and self.has_channels_first:
            return (dims[1], dims[2], dims[0])
        return (*dims, 1) if len(dims) == 2 else dims

    def _take(self, place: int, operators: Mapping[str, Operator]) -> int:
        """Take over a node, or those that are one layer together; return which comes next."""
        node = self._nodes[place]
        if not node.outputs:
            raise LoadError(f"{operator_text(node.operator)} gives nothing")
        fed = [name for name in node.inputs if name and name not in self._constants]
        if not fed or node.operator == "Shape":
            self._constants[node.outputs[0]] = self._computed(node)
            return place + 1
        if self.ends_in_logarithms and node.operator != "Identity":
            raise LoadError("LogSoftmax is possible at the end only")
        stop = self._take_together(place, operators)
        if stop is not None:
            return stop
        if fed != [self._current]:
            self._refuse_branches(node, fed)
        if node.operator not in operators:
            raise LoadError(f"{operator_text(node.operator)} is not a layer that Glassbox has")
        self._check_cells(node.operator)
        operators[node.operator](node, self)
        is_kept = self.is_never_negative and node.operator in _KEEPS_SIGNS
        self._go_on_from(node.outputs[0], is_kept or node.operator in _NEVER_NEGATIVE)
        return place + 1

    def _take_together(self, place: int, operators: Mapping[str, Operator]) -> int | None:
        """Take over nodes that are one layer of ours together, if they are."""
        node = self._nodes[place]
        if self._current not in node.inputs or self.cells != NO_CELLS:
            return None
        if node.operator in _STARTS_NOTHING or not self._tries_left:
            return None
        self._tries_left -= 1
        about = (self._nodes, place, self._current, self._constants, self._last_read)
        formula = spelled_activation(*about)
        # what has a name is best known by it, but for one that is only at times one of ours
        is_alone = formula is not None and formula.stop == place + 1
        has_name = is_alone and node.operator in operators and node.operator != "Clip"
        if formula is not None and not has_name:
            self.chain.add(formula.spec)
            if formula.scale != 1:
                self.chain.scale(np.asarray(formula.scale), np.zeros(()))
            self._go_on_from(formula.output, formula.spec.IS_GATE and formula.scale > 0)
            return formula.stop
        if len(self.dims) == 3 and self.has_channels_first:
            return None
        units = self.dims[-1]
        normal = spelled_norm(*about, units, len(self.dims) + 1)
        if normal is None:
            return None
        self.chain.add(normal.spec, gamma=np.ones(units), beta=np.zeros(units))
        self._go_on_from(normal.output, False)
        return normal.stop

    def _check_cells(self, operator: str) -> None:
        is_kept = operator in _KEEPS_ZERO and self.cells.value == 0
        if self.cells != NO_CELLS and operator not in _PASSES_CELLS and not is_kept:
            raise LoadError(
                f"Pad before {operator} is not a layer that Glassbox has: it has cells around "
                "maps for Conv and MaxPool alone"
            )

    def _go_on_from(self, name: str, is_never_negative: bool) -> None:
        self._current = name
        self._passed[name] = self.dims
        self.is_never_negative = is_never_negative

    def _computed(self, node: Node) -> NDArray[Any]:
        if node.operator != "Shape":
            return computed(node, [self._constants[name] for name in node.inputs if name])
        dims = self._passed.get(node.inputs[0])
        if dims is None:
            raise LoadError("Shape of something that is no layer's output is not read")
        first, last = (node.attributes.get(name) for name in ("start", "end"))
        return np.array((BATCH, *dims), np.int64)[first:last]

    def _refuse_branches(self, node: Node, fed: list[str]) -> None:
        operator = operator_text(node.operator)
        unknown = [name for name in fed if name not in self._passed]
        if unknown:
            raise LoadError(f"{operator} reads {short_value(unknown[0])}, which nothing gives")
        raise LoadError(
            f"the network has branches: {operator} reads the output of an earlier layer; "
            "Glassbox has layers in a row only"
        )


def _not_stored(file: OnnxFile, constants: dict[str, NDArray[Any]]) -> Iterator[Node]:
    """Yield the nodes that depend on the sample, and add what the others compute."""
    for node in file.nodes:
        if node.outputs and all(name in constants for name in node.inputs if name):
            given = [constants[name] for name in node.inputs if name]
            constants[node.outputs[0]] = computed(node, given)
        else:
            yield node


def _where(node: Node) -> str:
    """Return what a node is called in its file, behind what is wrong with it."""
    return f" (at {short_value(node.name)})" if node.name else ""


def _has_channels_first(given: str, dims: Shape, nodes: Sequence[Node]) -> bool:
    """Return whether the images that a network reads are (C, H, W)."""
    if len(dims) != 3:
        return False
    current = given
    for node in nodes:
        if current not in node.inputs:
            continue
        if node.operator == "Transpose":
            return tuple(node.attributes.get("perm", ())) != TO_CHANNELS_FIRST
        if node.operator in ("Flatten", "Reshape"):
            break
        if node.operator in ("Conv", "MaxPool", "AveragePool", "GlobalAveragePool",
                             "GlobalMaxPool", "BatchNormalization"):  # fmt: skip
            return True
        if node.outputs and node.operator != "Shape":
            current = node.outputs[0]
    return not dims[2] <= _MOST_COLOURS < dims[0]
