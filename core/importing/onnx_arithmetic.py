"""Operators of ONNX that scale and shift the channels of a sample."""

from __future__ import annotations

import numpy as np

from core.errors import LoadError
from core.importing.onnx_file import Node
from core.importing.onnx_walk import OnnxWalk


def add(node: Node, walk: OnnxWalk) -> None:
    """Take over that numbers are added to the channels of a sample."""
    other = walk.per_channel(node, 1 if walk.is_sample(node, 0) else 0)
    walk.chain.scale(np.ones(()), other)


def subtract(node: Node, walk: OnnxWalk) -> None:
    """Take over that numbers are subtracted from the channels, or these from numbers."""
    if walk.is_sample(node, 0):
        walk.chain.scale(np.ones(()), -walk.per_channel(node, 1))
    else:
        walk.chain.scale(-np.ones(()), walk.per_channel(node, 0))


def multiply(node: Node, walk: OnnxWalk) -> None:
    """Take over that the channels of a sample are multiplied by numbers."""
    other = walk.per_channel(node, 1 if walk.is_sample(node, 0) else 0)
    walk.chain.scale(other, np.zeros(()))


def divide(node: Node, walk: OnnxWalk) -> None:
    """Take over that the channels of a sample are divided by numbers.

    Raises
    ------
    LoadError
        If it is divided by zero, or numbers are divided by it.
    """
    if not walk.is_sample(node, 0):
        raise LoadError("Div of a number by the sample is not a layer that Glassbox has")
    other = walk.per_channel(node, 1)
    if not other.all():
        raise LoadError("Div by 0 is not possible")
    walk.chain.scale(1 / other, np.zeros(()))
