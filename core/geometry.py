"""Where the windows of a convolution or a pooling lie."""

from __future__ import annotations

from core.fields import Padding, Pair


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
