"""How large a drawing has to be for a network."""

from __future__ import annotations

import math

from core.arrays import Shape
from core.errors import LoadError


def sample_shape(input_shape: Shape, image_shape: Shape | None) -> Shape:
    """Return the shape (H, W, C) in which a network takes a drawing.

    Parameters
    ----------
    input_shape : tuple
        What the network reads: (H, W, C) or (features,).
    image_shape : tuple (H, W, C) or None
        Of the images it is trained on, if there are any: they say how flat samples lie.

    Raises
    ------
    LoadError
        If flat samples are of no picture.
    """
    if len(input_shape) == 3:
        return input_shape
    numbers = math.prod(input_shape)
    if image_shape is not None and math.prod(image_shape) == numbers:
        return image_shape
    side = math.isqrt(numbers)
    if side * side != numbers:
        raise LoadError(f"this network reads {numbers:,} numbers, which are no square picture")
    return side, side, 1
