"""What a graph computes from stored numbers and shapes alone."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.errors import LoadError
from core.importing.onnx_file import Node, operator_text

Arrays = list[NDArray[Any]]
#: A result is never larger than what it is made of, but for lists of sides.
_MOST_SIDES = 64
_STORED = ("value", "value_float", "value_floats", "value_int", "value_ints")
#: Kinds of whole numbers, as Cast counts them.
_WHOLE = (2, 3, 4, 5, 6, 7, 12, 13)


def computed(node: Node, given: Arrays) -> NDArray[Any]:
    """Return what a node makes of constants.

    Raises
    ------
    LoadError
        If it is something that no exporter does to weights or shapes.
    """
    compute = _COMPUTED.get(node.operator)
    if compute is None:
        operator = operator_text(node.operator)
        raise LoadError(f"numbers that {operator} computes from stored ones are not read")
    try:
        return compute(node, given)
    except (ValueError, TypeError, IndexError, KeyError, OverflowError, StopIteration):
        raise LoadError(f"{node.operator} of stored numbers makes no sense") from None


def _constant(node: Node, given: Arrays) -> NDArray[Any]:
    return np.asarray(
        next(node.attributes[name] for name in _STORED if name in node.attributes)
    )


def _cast(node: Node, given: Arrays) -> NDArray[Any]:
    if node.attributes.get("to") in _WHOLE and given[0].dtype.kind == "f":
        return np.trunc(given[0])
    return given[0]


def _concat(node: Node, given: Arrays) -> NDArray[Any]:
    if sum(one.size for one in given) > _MOST_SIDES:
        raise ValueError
    return np.concatenate(given, axis=int(node.attributes.get("axis", 0)))


def _gather(node: Node, given: Arrays) -> NDArray[Any]:
    if given[1].size > _MOST_SIDES or given[0].ndim != 1:
        raise ValueError
    return given[0][given[1].astype(np.int64)]


def _slice(node: Node, given: Arrays) -> NDArray[Any]:
    if given[0].size > _MOST_SIDES:
        raise ValueError

    def numbers(place: int, name: str, usual: Iterable[int]) -> list[int]:
        if place < len(given):
            return [int(one) for one in given[place].reshape(-1)]
        return [int(one) for one in node.attributes.get(name, usual)]

    starts, ends = numbers(1, "starts", ()), numbers(2, "ends", ())
    axes, steps = numbers(3, "axes", range(len(starts))), numbers(4, "", [1] * len(starts))
    cut = [slice(None)] * given[0].ndim
    for start, end, axis, step in zip(starts, ends, axes, steps, strict=True):
        cut[axis] = slice(start, end, step)
    return given[0][tuple(cut)]


def _filled(node: Node, given: Arrays) -> NDArray[Any]:
    shape = [int(side) for side in given[0].reshape(-1)[:8]]
    if math.prod(shape) > _MOST_SIDES:
        raise ValueError
    return np.full(shape, np.reshape(node.attributes.get("value", 0), ()))


def _axes(node: Node, given: Arrays) -> tuple[int, ...]:
    axes = node.attributes.get("axes")
    return tuple(map(int, given[1].reshape(-1)[:8] if axes is None else axes))


def _squeeze(node: Node, given: Arrays) -> NDArray[Any]:
    has_axes = "axes" in node.attributes or len(given) > 1
    return np.squeeze(given[0], _axes(node, given) if has_axes else None)


def _reshape(node: Node, given: Arrays) -> NDArray[Any]:
    return given[0].reshape([int(side) for side in given[1].reshape(-1)[:8]])


def _transpose(node: Node, given: Arrays) -> NDArray[Any]:
    return given[0].transpose(node.attributes.get("perm"))


def _flatten(node: Node, given: Arrays) -> NDArray[Any]:
    axis = int(node.attributes.get("axis", 1))
    return given[0].reshape(math.prod(given[0].shape[:axis]), -1)


def _arithmetic(combine: Callable[..., NDArray[Any]]) -> Callable[[Node, Arrays], NDArray[Any]]:
    def compute(node: Node, given: Arrays) -> NDArray[Any]:
        shape = np.broadcast_shapes(*(one.shape for one in given))
        if math.prod(shape) > max(one.size for one in given):
            raise ValueError
        return np.asarray(combine(*given))

    return compute


def _quotient(x: NDArray[Any], y: NDArray[Any]) -> NDArray[Any]:
    """Return x / y; of whole numbers without what is left over, towards zero."""
    if x.dtype.kind == "f" or y.dtype.kind == "f":
        return np.asarray(x / y)
    whole: NDArray[Any] = np.trunc(x / y).astype(x.dtype)
    return whole


#: Closed on purpose; none of them makes many numbers of few.
_COMPUTED: Mapping[str, Callable[[Node, Arrays], NDArray[Any]]] = MappingProxyType(
    {
        "Constant": _constant,
        "Identity": lambda _, given: given[0],
        "Cast": _cast,
        "Concat": _concat,
        "Gather": _gather,
        "Slice": _slice,
        "ConstantOfShape": _filled,
        "Unsqueeze": lambda node, given: np.expand_dims(given[0], _axes(node, given)),
        "Squeeze": _squeeze,
        "Reshape": _reshape,
        "Flatten": _flatten,
        "Transpose": _transpose,
        "Add": _arithmetic(np.add),
        "Sub": _arithmetic(np.subtract),
        "Mul": _arithmetic(np.multiply),
        "Div": _arithmetic(_quotient),
        "Pow": _arithmetic(np.power),
        "Sqrt": _arithmetic(np.sqrt),
        "Neg": _arithmetic(np.negative),
        "Reciprocal": _arithmetic(np.reciprocal),
    }
)
