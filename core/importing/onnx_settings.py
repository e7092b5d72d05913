"""Settings of ONNX's operators as settings of ours."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from core.errors import CoreError, LoadError
from core.importing.onnx_file import Node
from core.layers.spec import LayerSpec


def shortest(number: float) -> float:
    """Return the shortest decimal number that is the same in single precision."""
    return float(str(np.float32(number)))


def made(make: Callable[..., LayerSpec], **settings: object) -> LayerSpec:
    """Return a layer with such settings.

    Raises
    ------
    LoadError
        If ours cannot have them; the text says what it can have.
    """
    try:
        return make(**settings)
    except CoreError as error:
        raise LoadError(str(error)) from None


def setting(node: Node, name: str, usual: float) -> float:
    """Return an attribute that is a number.

    Raises
    ------
    LoadError
        If it is none.
    """
    given = node.attributes.get(name, usual)
    if not isinstance(given, int | float):
        raise LoadError(f"{node.operator}: expected a number as {name}")
    return shortest(given)
