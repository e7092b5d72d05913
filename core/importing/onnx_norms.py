"""Layer normalisations that a graph spells out, told by what they compute."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from core.arrays import FloatArray
from core.errors import CoreError
from core.importing.onnx_file import Node
from core.importing.onnx_formulas import EVALUATED, Constants
from core.importing.onnx_settings import shortest
from core.layers.layer_norm import LayerNormSpec
from core.textbook.catalog import LAYER_PAGES

#: Spread of the samples that both are compared on; of the smallest, epsilon is the most.
_SPREADS = (1e-3, 0.1, 1.0, 30.0)
_SAME = 1e-6
_MOST_OPERATORS = 16
#: Longer axes are none that is normalised, and would take memory.
_MOST_UNITS = 65_536


class SpelledNorm(NamedTuple):
    """A normalisation, without what scales and shifts its result, that was found in a graph.

    Attributes
    ----------
    stop : int
        Place behind its last node.
    output : str
        Name of what it gives.
    spec : LayerNormSpec
    """

    stop: int
    output: str
    spec: LayerNormSpec


def spelled_norm(
    nodes: Sequence[Node],
    start: int,
    given: str,
    constants: Constants,
    last_read: Mapping[str, int],
    units: int,
    axes: int,
) -> SpelledNorm | None:
    """Return the run of nodes that begins with a mean and together normalises the last axis.

    Parameters
    ----------
    nodes, start, given, constants, last_read
        As for `spelled_activation`.
    units : int
        Length of the last axis.
    axes : int
        How many there are, with that of the samples.
    """
    if nodes[start].operator != "ReduceMean" or units > _MOST_UNITS:
        return None
    x = np.cos(np.arange(len(_SPREADS) * units) * 0.7).reshape(-1, units)
    x *= np.array(_SPREADS)[:, None]  # (samples, units)
    values: dict[str, FloatArray] = {given: x}
    added: list[float] = []
    for place in range(start, min(len(nodes), start + _MOST_OPERATORS)):
        node = nodes[place]
        y = _evaluated(node, values, constants, axes)
        if y is None:
            return None
        output = node.outputs[0]
        values[output] = y
        if node.operator == "Add":
            added += [
                float(constants[name].item()) for name in node.inputs if name in constants
            ]
        if [name for name in values if last_read.get(name, -1) > place] == [output]:
            for spec in _specs(added):
                ours = LAYER_PAGES[spec.KIND].forward(x, np.ones(units), np.zeros(units),
                                                      spec.epsilon)  # fmt: skip
                if np.abs(ours - y).max() <= _SAME:
                    return SpelledNorm(place + 1, output, spec)
    return None


def _specs(epsilons: Sequence[float]) -> Iterator[LayerNormSpec]:
    for epsilon in epsilons:
        try:
            yield LayerNormSpec(epsilon=shortest(epsilon))
        except CoreError:  # ours cannot be so small or so large
            continue


def _evaluated(
    node: Node, values: Mapping[str, FloatArray], constants: Constants, axes: int
) -> FloatArray | None:
    """Return what a node makes of the samples; None if it is no part of a normalisation."""
    given = []
    for name in node.inputs[: 1 if node.operator == "ReduceMean" else None]:
        one = values.get(name, constants.get(name))
        if one is None or (name not in values and one.size != 1):
            return None
        given.append(one if name in values else one.astype(np.float64).reshape(()))
    if not node.outputs:
        return None
    with np.errstate(all="ignore"):
        if node.operator == "ReduceMean":
            is_last = _axes(node, constants) in ((-1,), (axes - 1,))
            if not is_last or not node.attributes.get("keepdims", 1):
                return None
            return np.asarray(given[0].mean(axis=-1, keepdims=True))
        evaluate = EVALUATED.get(node.operator)
        try:
            return None if evaluate is None else evaluate(node, given)
        except (ValueError, TypeError, IndexError, OverflowError):
            return None


def _axes(node: Node, constants: Constants) -> tuple[int, ...]:
    given = node.attributes.get("axes")
    if given is None and len(node.inputs) > 1:
        given = constants.get(node.inputs[1], np.zeros(0)).reshape(-1)[:8].tolist()
    return tuple(int(axis) for axis in given or ())
