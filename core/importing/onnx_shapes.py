"""What operators of ONNX that lay numbers out anew are among our layers."""

from __future__ import annotations

import math

from core.arrays import Shape, shape_text
from core.errors import LoadError
from core.importing.onnx_file import Node
from core.importing.onnx_maps import mean_of_places
from core.importing.onnx_walk import TO_CHANNELS_FIRST, TO_CHANNELS_LAST, OnnxWalk


def transpose(node: Node, walk: OnnxWalk) -> None:
    """Have the axes of maps in another order.

    Raises
    ------
    LoadError
        If that is neither of the two there are.
    """
    order = tuple(node.attributes.get("perm", ()))
    if order == tuple(range(len(walk.dims) + 1)):
        return
    wanted = TO_CHANNELS_LAST if walk.has_channels_first else TO_CHANNELS_FIRST
    if order != wanted or len(walk.dims) != 3:
        raise LoadError(f"Transpose to the axes {order} is not a layer that Glassbox has")
    walk.dims = tuple(walk.dims[axis - 1] for axis in order[1:])
    walk.has_channels_first = not walk.has_channels_first


def flatten(node: Node, walk: OnnxWalk) -> None:
    """Lay a sample out as a row."""
    axis = node.attributes.get("axis", 1)
    if axis not in (1, -len(walk.dims)):
        raise LoadError(f"Flatten from axis {axis} is not a layer that Glassbox has")
    _lay_out(node, walk, (math.prod(walk.dims),))


def reshape(node: Node, walk: OnnxWalk) -> None:
    """Have a sample in another shape, that of a row most often."""
    wanted = [int(side) for side in walk.constant(node, 1).reshape(-1)[:8]][1:]
    keeps_zeros = node.attributes.get("allowzero", 0)
    known = (0, *walk.dims)
    for at, side in enumerate(wanted):
        if side == 0 and not keeps_zeros and at + 1 < len(known):
            wanted[at] = known[at + 1]
    if wanted.count(-1) == 1:
        rest = -math.prod(wanted)
        wanted[wanted.index(-1)] = math.prod(walk.dims) // rest if rest > 0 else 0
    _lay_out(node, walk, tuple(wanted))


def squeeze(node: Node, walk: OnnxWalk) -> None:
    """Leave out axes of length 1."""
    dims = (0, *walk.dims)
    if "axes" in node.attributes or (len(node.inputs) > 1 and node.inputs[1]):
        gone = {axis % len(dims) for axis in axes_of(node, walk)}
    else:
        gone = {at for at, side in enumerate(dims) if side == 1}
    if any(dims[axis] != 1 for axis in gone):
        raise LoadError("Squeeze of these axes is not possible")
    _lay_out(node, walk, tuple(side for at, side in enumerate(dims) if at not in gone)[1:])


def unsqueeze(node: Node, walk: OnnxWalk) -> None:
    """Have more axes, of length 1."""
    axes = axes_of(node, walk)
    length = len(walk.dims) + 1 + len(axes)
    new = {axis % length for axis in axes}
    if 0 in new:
        raise LoadError("Unsqueeze before the axis of the samples is not possible")
    rest = iter((0, *walk.dims))
    _lay_out(node, walk, tuple(1 if at in new else next(rest, 1) for at in range(length))[1:])


def reduce_mean(node: Node, walk: OnnxWalk) -> None:
    """Take over a mean over rows and columns."""
    places = {2, 3} if walk.has_channels_first else {1, 2}
    if len(walk.chain.shape) != 3 or {axis % 4 for axis in axes_of(node, walk)} != places:
        raise LoadError("ReduceMean over other axes than rows and columns is not a layer that "
                        "Glassbox has")  # fmt: skip
    mean_of_places(walk, keeps_axes=bool(node.attributes.get("keepdims", 1)))


def axes_of(node: Node, walk: OnnxWalk) -> Shape:
    """Return the axes a node is about, which an attribute or its second input says."""
    given = node.attributes.get("axes")
    if given is None:
        given = tuple(walk.constant(node, 1).reshape(-1).tolist()[:8])
    return tuple(map(int, given))


def _lay_out(node: Node, walk: OnnxWalk, dims: Shape) -> None:
    """Have a sample in another shape.

    Raises
    ------
    LoadError
        If it is not laid out as a row, and is no image without an axis for its colour.
    """
    before, walk.dims = walk.dims, dims
    if math.prod(before) != math.prod(dims):
        raise LoadError(f"{node.operator} to {shape_text(dims)} does not fit")
    shape = walk.chain.shape
    if before == dims or len(shape) == 1 < len(before):
        return  # a mean of each map needs no place
    if len(dims) == 1:
        walk.chain.flatten(has_channels_first=walk.has_channels_first)
        return
    # maps of a single cell, or a single map, with their axes in the other order
    orders = {(shape[-1], *shape[:-1]): True, shape: False}
    if len(dims) == len(shape) == 3 and dims in orders and _sides(before) == _sides(dims):
        walk.has_channels_first = orders[dims]
        return
    # an image that was given as a row, or without an axis for its one colour
    is_first = dims[0] == 1
    is_grey = len(dims) == 2 or (len(dims) == 3 and (is_first or dims[2] == 1))
    if walk.chain.layers or not is_grey:
        raise LoadError(
            f"{node.operator} to {shape_text(dims)} is not a layer that Glassbox has"
        )
    walk.has_channels_first = is_first and len(dims) == 3
    walk.chain.look_at_as(walk.own_shape())


def _sides(dims: Shape) -> Shape:
    return tuple(side for side in dims if side != 1)
