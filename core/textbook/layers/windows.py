"""Windows that slide over a map: what convolution and pooling have in common.

Along one axis a window of K cells starts at every S-th cell (the stride) of a map of L cells
and P added ones.  It fits so many times:

    positions = ⌊(L + P - K) / S⌋ + 1

With "same" padding P is just large enough for ⌈L / S⌉ positions.

Source: Dumoulin & Visin (2016), "A guide to convolution arithmetic for deep learning",
arXiv:1603.07285, relationship 6; "same" as in Keras and ONNX (SAME_UPPER).
"""

from __future__ import annotations

import numpy as np

from core.textbook.notation import Array, Padding, Pair


def cells_added(padding: Padding, size: Pair, window: Pair, stride: Pair) -> tuple[Pair, Pair]:
    """Return ((top, bottom), (left, right)), the number of cells added around a map."""
    if not isinstance(padding, str):
        return padding
    if padding == "valid":
        return (0, 0), (0, 0)
    added = []
    for length, k, s in zip(size, window, stride, strict=True):
        count = (length + s - 1) // s  # ⌈L / S⌉
        missing = max((count - 1) * s + k - length, 0)
        added.append((missing // 2, missing - missing // 2))  # an odd cell goes to the end
    return added[0], added[1]


def pad(x: Array, added: tuple[Pair, Pair], number: float) -> Array:
    """Return maps with cells added around them, all of one number."""
    return np.pad(x, ((0, 0), *added, (0, 0)), constant_values=number)


def without_padding(padded: Array, added: tuple[Pair, Pair]) -> Array:
    """Return the maps inside of padded ones."""
    (top, bottom), (left, right) = added
    _, h, w, _ = padded.shape
    return padded[:, top : h - bottom, left : w - right]


def positions(padded: Array, window: Pair, stride: Pair) -> Pair:
    """Return how many windows fit below and beside each other: (H_out, W_out)."""
    _, h, w, _ = padded.shape
    return (h - window[0]) // stride[0] + 1, (w - window[1]) // stride[1] + 1


def cell(padded: Array, i: int, j: int, stride: Pair, size: Pair) -> Array:
    """Return row i, column j of every window: a view of shape (N, H_out, W_out, C)."""
    (s_h, s_w), (h_out, w_out) = stride, size
    return padded[:, i : i + s_h * h_out : s_h, j : j + s_w * w_out : s_w]
