"""What one sample met at one layer."""

from __future__ import annotations

from dataclasses import dataclass

from core.arrays import BoolArray, FloatArray, IntArray
from core.number_text import size_words
from core.number_words import root_mean_square


@dataclass(frozen=True, slots=True, eq=False)
class Passage:
    """All that a sentence about one sample's way through one layer is made from.

    Attributes
    ----------
    x, y : ndarray of shape (H, W, C) or (features,)
        What the layer read and what it gave.
    unit_noun : str
        What one number of `y` is called: ``"class"`` where they are the classes, or
        ``"unit"``.
    winners : ndarray of int, shape (H_out, W_out, C), or None
        ``row * W + column`` of the input cell that won each window; of a layer that picks.
    kept : ndarray of bool or None
        Which numbers did not drop out; None where nothing was dropped.
    is_fused : bool
        Whether the loss takes this layer's way back over.
    """

    x: FloatArray
    y: FloatArray
    unit_noun: str = "unit"
    winners: IntArray | None = None
    kept: BoolArray | None = None
    is_fused: bool = False


def rms_on_the_way_back(grad_x: FloatArray, grad_y: FloatArray) -> str:
    """Return in a sentence how large a gradient was before and after its way back."""
    return (
        f"The RMS of the gradient goes from {size_words(root_mean_square(grad_y))} to "
        f"{size_words(root_mean_square(grad_x))}."
    )
