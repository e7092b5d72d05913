"""Where the windows of a convolution or a pooling lie."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from core.fields import Padding, Pair


class Tap(NamedTuple):
    """One place inside a window, along one axis: which windows have a cell there, and which.

    Attributes
    ----------
    windows : slice
        The windows whose cell at this place is not padding.
    cells : slice
        That cell, for each of those windows; as long as `windows`.
    """

    windows: slice
    cells: slice


def padding_pairs(
    padding: Padding, size: Pair, window: Pair, stride: Pair
) -> tuple[Pair, Pair]:
    """Return ``((top, bottom), (left, right))``, the cells added around a map.

    Parameters
    ----------
    padding : {"valid", "same"} or ((top, bottom), (left, right))
        ``"same"`` gives ``ceil(size / stride)`` positions; an odd cell goes to the end
        (ONNX ``SAME_UPPER``, Keras).
    size, window, stride : tuple (vertical, horizontal)
    """
    if not isinstance(padding, str):
        return padding
    if padding == "valid":
        return (0, 0), (0, 0)
    rows, columns = (
        _same(length, k, s) for length, k, s in zip(size, window, stride, strict=True)
    )
    return rows, columns


def _same(length: int, window: int, stride: int) -> Pair:
    positions = -(-length // stride)
    total = max((positions - 1) * stride + window - length, 0)
    return total // 2, total - total // 2


def output_length(length: int, window: int, stride: int, padding: Pair) -> int:
    """Return how many window positions fit along one axis (0 or less: none)."""
    return (length + sum(padding) - window) // stride + 1


@lru_cache(maxsize=256)
def window_taps(length: int, window: int, stride: int, padding: Pair) -> tuple[Tap, ...]:
    """Return one `Tap` for every place in a window, first to last, along one axis.

    Places where every window meets padding are left out.
    """
    positions = output_length(length, window, stride, padding)
    taps = []
    for place in range(window):
        offset = place - padding[0]  # window p has cell p * stride + offset at this place
        first = max(0, -(offset // stride))
        end = min(positions, (length - 1 - offset) // stride + 1)
        if first < end:
            cells = slice(first * stride + offset, (end - 1) * stride + offset + 1, stride)
            taps.append(Tap(slice(first, end), cells))
    return tuple(taps)
