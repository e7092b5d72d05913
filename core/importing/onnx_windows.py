"""Windows over maps as ONNX writes them."""

from __future__ import annotations

from core.errors import LoadError
from core.fields import Padding, Pair
from core.geometry import output_length, padding_pairs
from core.importing.onnx_file import Node


def two_numbers(node: Node, name: str, usual: Pair | None = None) -> Pair:
    """Return an attribute that has a number for rows and one for columns.

    Raises
    ------
    LoadError
    """
    given = node.attributes.get(name, usual)
    if not isinstance(given, tuple) or len(given) != 2:
        raise LoadError(
            f"{node.operator}: expected two numbers as {name}, received {given!r:.40}"
        )
    return int(given[0]), int(given[1])


def check_plain(node: Node, operator: str) -> None:
    """Raise unless windows have no gaps in them, and no other setting that we lack.

    Raises
    ------
    LoadError
        By the name of what we lack.
    """
    if set(node.attributes.get("dilations", (1,))) != {1}:
        raise LoadError(f"{operator} with dilations is not a layer that Glassbox has")
    if node.attributes.get("group", 1) != 1:
        raise LoadError(f"{operator} in groups is not a layer that Glassbox has")
    if len([name for name in node.outputs if name]) > 1:
        raise LoadError(
            f"{operator} with more than one output is not a layer that Glassbox has"
        )


def padding_of(node: Node, size: Pair, window: Pair, stride: Pair) -> Padding:
    """Return the cells that are added around maps of `size`.

    Raises
    ------
    LoadError
    """
    if min(*window, *stride) < 1:
        raise LoadError(f"{node.operator}: expected windows and strides of at least 1")
    same = padding_pairs("same", size, window, stride)
    rule = node.attributes.get("auto_pad", "NOTSET")
    if rule == "SAME_UPPER":
        return "same"
    if rule == "SAME_LOWER":
        rows, columns = same
        return (rows[1], rows[0]), (columns[1], columns[0])
    given = node.attributes.get("pads", (0, 0, 0, 0)) if rule == "NOTSET" else (0, 0, 0, 0)
    if not isinstance(given, tuple) or len(given) != 4:
        raise LoadError(
            f"{node.operator}: expected four numbers as pads, received {given!r:.40}"
        )
    top, left, bottom, right = map(int, given)
    pads = (top, bottom), (left, right)
    if node.attributes.get("ceil_mode", 0) and _leaves_a_rest(size, window, stride, pads):
        raise LoadError(
            f"{node.operator} with ceil_mode, which counts windows that stand over the edge, "
            "is not a layer that Glassbox has"
        )
    if pads == ((0, 0), (0, 0)):
        return "valid"
    return "same" if pads == same else pads


def _leaves_a_rest(size: Pair, window: Pair, stride: Pair, pads: tuple[Pair, Pair]) -> bool:
    return any(
        output_length(length, k, s, pad) != -(-(length + sum(pad) - k) // s) + 1
        for length, k, s, pad in zip(size, window, stride, pads, strict=True)
    )
