"""Windows over maps as ONNX writes them."""

from __future__ import annotations

from core.errors import LoadError
from core.fields import Padding, Pair
from core.geometry import padding_pairs
from core.importing.added_cells import NO_CELLS, AddedCells
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


def padding_of(
    node: Node, size: Pair, window: Pair, stride: Pair, cells: AddedCells = NO_CELLS
) -> Padding:
    """Return the cells that are added around maps.

    Parameters
    ----------
    node : Node
    size : tuple (rows, columns)
        Of the maps it reads, with those of `cells`.
    window, stride : tuple
    cells : AddedCells, optional
        What was added before.

    Raises
    ------
    LoadError
    """
    if min(*window, *stride) < 1:
        raise LoadError(f"{node.operator}: expected windows and strides of at least 1")
    pads = _own_pads(node, size, window, stride)
    if node.attributes.get("ceil_mode", 0):
        rows, columns = (
            _up_to_the_rest(node, *one) for one in zip(size, window, stride, pads, strict=True)
        )
        pads = rows, columns
    pads = cells.together(pads)
    if pads == NO_CELLS.pads:
        return "valid"
    without = size[0] - cells.rows, size[1] - cells.columns
    return "same" if pads == padding_pairs("same", without, window, stride) else pads


def _own_pads(node: Node, size: Pair, window: Pair, stride: Pair) -> tuple[Pair, Pair]:
    rule = node.attributes.get("auto_pad", "NOTSET")
    rows, columns = padding_pairs("same", size, window, stride)
    if rule == "SAME_UPPER":
        return rows, columns
    if rule == "SAME_LOWER":
        return (rows[1], rows[0]), (columns[1], columns[0])
    given = node.attributes.get("pads", (0, 0, 0, 0)) if rule == "NOTSET" else (0, 0, 0, 0)
    if not isinstance(given, tuple) or len(given) != 4:
        raise LoadError(
            f"{node.operator}: expected four numbers as pads, received {given!r:.40}"
        )
    top, left, bottom, right = map(int, given)
    return (top, bottom), (left, right)


def _up_to_the_rest(node: Node, length: int, window: int, stride: int, pads: Pair) -> Pair:
    """Return pads with which the last window, which stands over the edge, counts too."""
    rest = (length + sum(pads) - window) % stride
    if rest == 0:
        return pads
    start = length + sum(pads) - window - rest + stride
    if start >= length + pads[0]:
        raise LoadError(
            f"{node.operator} with ceil_mode, whose last window stands beyond the edge, is not "
            "a layer that Glassbox has"
        )
    return pads[0], pads[1] + stride - rest
