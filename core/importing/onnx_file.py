"""What an ONNX file holds, as plain data."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

from numpy.typing import NDArray

from core.errors import LoadError
from core.formats.failure_text import failure_text
from core.formats.file_access import open_for_reading, short_value
from core.importing.tensor_numbers import TensorNumbers
from core.importing.wire_size import check_structure

MOST_BYTES = 256 * 2**20
#: Far more than 64 layers need, with all that exporters put around them.
MOST_NODES = 2_000
MISSING = (
    "ONNX needs a package that is not installed: python -m pip install onnx (it is also in "
    "the extra “onnx”)"
)
_OWN_DOMAINS = ("", "ai.onnx")
_FLOAT, _INT, _STRING, _TENSOR, _FLOATS, _INTS = 1, 2, 3, 4, 6, 7
#: Kinds of inputs that are no whole numbers: single, half, double, the upper half of single.
_REAL = (1, 10, 11, 16)


class Node(NamedTuple):
    """One operator of a graph.

    Attributes
    ----------
    operator : str
    inputs, outputs : tuple of str
    attributes : mapping of str to object
        Numbers, lists of numbers, text, and arrays.
    name : str
        What the file calls it; often nothing.
    """

    operator: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    attributes: Mapping[str, Any]
    name: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class OnnxFile:
    """A graph with one input and one output.

    Attributes
    ----------
    nodes : tuple of Node
        Those that the output depends on, in the order of the file.
    constants : mapping of str to ndarray
    given, wanted : str
        Names of the input and of the output.
    input_shape : tuple of int
        Without the axis of the samples; 0 where it is free.
    has_whole_pixels : bool
        Whether the input is of whole numbers.
    opset : int
    about : mapping of str to str
        The metadata.
    """

    nodes: tuple[Node, ...]
    constants: Mapping[str, NDArray[Any]]
    given: str
    wanted: str
    input_shape: tuple[int, ...]
    has_whole_pixels: bool
    opset: int
    about: Mapping[str, str]


def read_onnx(path: Path) -> OnnxFile:
    """Read a model; nothing in it is run.

    Raises
    ------
    LoadError
        Without the name of the file: the package is not installed, or this is no model, or
        one that is too large or not plain.
    """
    onnx = _package()
    with open_for_reading(path) as (file, size):
        if size > MOST_BYTES:
            raise LoadError(f"expected at most {MOST_BYTES:,} bytes, received {size:,}")
        content = file.read(size)
    check_structure(content)
    try:
        model = onnx.ModelProto.FromString(content)
    except Exception as error:  # noqa: BLE001  # it raises classes of its own
        raise LoadError(f"this is no ONNX model ({failure_text(error)[:120]})") from None
    graph = model.graph
    if len(graph.node) > MOST_NODES:
        raise LoadError(
            f"expected at most {MOST_NODES:,} operators, there are {len(graph.node):,}"
        )
    if graph.sparse_initializer or graph.quantization_annotation:
        raise LoadError("it has sparse or quantised weights, which Glassbox does not have")
    numbers = TensorNumbers(path)
    constants = {tensor.name: numbers.read(tensor) for tensor in graph.initializer}
    inputs = [one for one in graph.input if one.name not in constants]
    if len(inputs) != 1 or len(graph.output) != 1:
        raise LoadError(
            "expected a network with one input and one output, received one with "
            f"{len(inputs)} and {len(graph.output)}"
        )
    nodes = [_node(one, numbers) for one in _needed(graph)]
    dims = inputs[0].type.tensor_type.shape.dim
    kind = inputs[0].type.tensor_type.elem_type
    return OnnxFile(
        tuple(nodes),
        constants,
        inputs[0].name,
        graph.output[0].name,
        tuple(max(0, side.dim_value) for side in dims)[1:],
        kind not in _REAL,
        max(
            (one.version for one in model.opset_import if one.domain in _OWN_DOMAINS), default=0
        ),
        {entry.key: entry.value for entry in model.metadata_props},
    )


def operator_text(name: str) -> str:
    """Return what an operator is called, quoted if that is no plain word."""
    return (
        name if name.isascii() and name.isidentifier() and len(name) < 40 else short_value(name)
    )


def _package() -> ModuleType:
    try:
        import onnx
    except ImportError as error:
        raise LoadError(MISSING) from error
    return onnx  # type: ignore[no-any-return]


def _needed(graph: Any) -> list[Any]:  # noqa: ANN401  # of the package onnx
    """Return the nodes that the output depends on."""
    wanted, found = {graph.output[0].name}, []
    for node in reversed(graph.node):
        if wanted.intersection(node.output):
            wanted.update(node.input)
            found.append(node)
    return found[::-1]


def _node(node: Any, numbers: TensorNumbers) -> Node:  # noqa: ANN401
    operator = operator_text(node.op_type)
    if node.domain not in _OWN_DOMAINS:
        raise LoadError(
            f"{operator} of {short_value(node.domain)} is not a layer that Glassbox has"
        )
    attributes = {one.name: _attribute(one, operator, numbers) for one in node.attribute}
    return Node(
        node.op_type[:60], tuple(node.input), tuple(node.output), attributes, node.name[:200]
    )


def _attribute(one: Any, operator: str, numbers: TensorNumbers) -> object:  # noqa: ANN401
    readers: dict[int, Callable[[], object]] = {
        _FLOAT: lambda: float(one.f),
        _INT: lambda: int(one.i),
        _STRING: lambda: one.s.decode("utf-8", "replace"),
        _TENSOR: lambda: numbers.read(one.t),
        _FLOATS: lambda: tuple(map(float, one.floats)),
        _INTS: lambda: tuple(map(int, one.ints)),
    }
    reader = readers.get(one.type)
    if reader is None:  # a graph within the graph, or what only they have
        raise LoadError(f"{operator} is not a layer that Glassbox has")
    return reader()
