"""Activations that a graph spells out, operator by operator, told by what they compute."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.arrays import FloatArray
from core.errors import CoreError
from core.fields import field_rules
from core.importing.onnx_file import Node
from core.importing.onnx_settings import shortest
from core.layers.elu import ELUSpec
from core.layers.exact_gelu import ExactGELUSpec
from core.layers.gelu import GELUSpec
from core.layers.leaky_relu import LeakyReLUSpec
from core.layers.relu import ReLUSpec
from core.layers.sigmoid import SigmoidSpec
from core.layers.spec import LayerSpec
from core.layers.tanh import TanhSpec
from core.textbook.catalog import LAYER_PAGES

Constants = Mapping[str, NDArray[Any]]
Evaluate = Callable[[Node, list[FloatArray]], FloatArray]
#: Where formulas are compared; a step of 1/16, so that no kink lies between two points.
POINTS: FloatArray = np.linspace(-12, 12, 385)
#: GELU in its two forms differs by 5e-4; constants in single precision by 1e-7.
_SAME = 1e-6
#: The longest in use, tanh's GELU by way of Pow and Constants, has nine.
_MOST_OPERATORS = 24
#: Stands for an input that is left out.
LEFT_OUT: FloatArray = np.array(np.nan)


class SpelledActivation(NamedTuple):
    """An activation that was found in a graph.

    Attributes
    ----------
    stop : int
        Place behind its last node.
    output : str
        Name of what it gives.
    spec : LayerSpec
    scale : float
        What its result is multiplied by.
    """

    stop: int
    output: str
    spec: LayerSpec
    scale: float


def spelled_activation(
    nodes: Sequence[Node],
    start: int,
    given: str,
    constants: Constants,
    last_read: Mapping[str, int],
) -> SpelledActivation | None:
    """Return the longest run of nodes that together are an activation of ours.

    Parameters
    ----------
    nodes : sequence of Node
    start : int
        The node to begin with.
    given : str
        Name of what the run begins with: everything else it reads is a single number.
    constants : mapping of str to ndarray
    last_read : mapping of str to int
        The place of the last node that reads a name.
    """
    values, found = {given: POINTS}, None
    for place in range(start, min(len(nodes), start + _MOST_OPERATORS)):
        node = nodes[place]
        y = _evaluated(node, values, constants)
        if y is None:
            break
        output = node.outputs[0]
        values[output] = y
        if [name for name in values if last_read.get(name, -1) > place] == [output]:
            match = _activation(y)
            if match is not None:
                found = SpelledActivation(place + 1, output, *match)
    return found


def _evaluated(
    node: Node, values: Mapping[str, FloatArray], constants: Constants
) -> FloatArray | None:
    """Return what a node makes of the points; None if that is no formula of one number."""
    evaluate = EVALUATED.get(node.operator)
    given = []
    for name in node.inputs:
        one = values.get(name, constants.get(name)) if name else LEFT_OUT
        if one is None or (name not in values and one.size != 1):
            return None
        given.append(one if name in values else one.astype(np.float64).reshape(()))
    if evaluate is None or not node.outputs:
        return None
    try:
        with np.errstate(all="ignore"):
            return np.broadcast_to(evaluate(node, given), POINTS.shape)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _activation(y: FloatArray) -> tuple[LayerSpec, float] | None:
    """Return which activation has these values at the points, and how many times."""
    if not np.isfinite(y).all():
        return None
    if np.abs(np.diff(y, 2)).max() <= _SAME * max(1.0, float(np.abs(np.diff(y)).max())):
        return None  # a straight line is no activation
    rise = float(y[-1] - y[-17])  # from 11 to 12
    is_bent = abs(rise) > _SAME  # or it has levelled off
    scale = shortest(rise) if is_bent else 1.0
    for make, settings in _candidates(y / scale, is_bent=is_bent):
        try:
            spec = make(**settings)
        except CoreError:  # it is bent more than ours can be
            continue
        own = {name: getattr(spec, name) for name in field_rules(spec)}
        ours = LAYER_PAGES[spec.KIND].forward(POINTS, **own) * scale
        if np.abs(ours - y).max() <= _SAME * max(1.0, abs(scale)):
            return spec, scale
    return None


def _candidates(
    y: FloatArray, *, is_bent: bool
) -> Iterator[tuple[Callable[..., LayerSpec], dict[str, float]]]:
    if not is_bent:
        yield SigmoidSpec, {}
        yield TanhSpec, {}
        return
    yield ReLUSpec, {}
    yield ExactGELUSpec, {}
    yield GELUSpec, {}
    yield LeakyReLUSpec, {"negative_slope": shortest(y[0] / POINTS[0])}
    yield ELUSpec, {"alpha": shortest(-y[0] / -math.expm1(POINTS[0]))}


def _clip(node: Node, given: list[FloatArray]) -> FloatArray:
    y = given[0]
    for place, name, cut in ((1, "min", np.fmax), (2, "max", np.fmin)):
        bound = given[place] if place < len(given) else node.attributes.get(name, LEFT_OUT)
        y = cut(y, bound)  # of a number and an undefined one, the number
    return np.asarray(y)


def _elu(node: Node, given: list[FloatArray], alpha: float = 1.0) -> FloatArray:
    alpha = float(node.attributes.get("alpha", alpha))
    return np.where(given[0] > 0, given[0], alpha * np.expm1(np.minimum(given[0], 0)))


def _celu(node: Node, given: list[FloatArray]) -> FloatArray:
    alpha = float(node.attributes.get("alpha", 1.0))
    x = given[0]
    return np.maximum(x, 0) + alpha * np.expm1(np.minimum(x, 0) / alpha)


def _selu(node: Node, given: list[FloatArray]) -> FloatArray:
    gamma = float(node.attributes.get("gamma", 1.05070102214813232421875))
    return gamma * _elu(node, given, 1.67326319217681884765625)


def _leaky(node: Node, given: list[FloatArray]) -> FloatArray:
    slope = float(node.attributes.get("alpha", 0.01))
    return np.where(given[0] < 0, slope * given[0], given[0])


def _gelu(node: Node, given: list[FloatArray]) -> FloatArray:
    spec = GELUSpec if node.attributes.get("approximate", "none") == "tanh" else ExactGELUSpec
    y: FloatArray = LAYER_PAGES[spec.KIND].forward(given[0])
    return y


def _erf(node: Node, given: list[FloatArray]) -> FloatArray:
    return np.array([math.erf(number) for number in given[0].reshape(-1)])


def _plain(compute: Callable[..., Any]) -> Evaluate:
    return lambda _, given: np.asarray(compute(*given), np.float64)


#: What operators make of numbers one by one.  Closed on purpose.
EVALUATED: Mapping[str, Evaluate] = MappingProxyType(
    {
        "Identity": _plain(lambda x: x), "Cast": _plain(lambda x: x),
        "Add": _plain(np.add), "Sub": _plain(np.subtract), "Mul": _plain(np.multiply),
        "Div": _plain(np.divide), "Pow": _plain(np.power), "Neg": _plain(np.negative),
        "Abs": _plain(np.abs), "Sign": _plain(np.sign), "Sqrt": _plain(np.sqrt),
        "Reciprocal": _plain(lambda x: 1 / x), "Exp": _plain(np.exp), "Log": _plain(np.log),
        "Max": _plain(lambda *given: np.max(np.broadcast_arrays(*given), axis=0)),
        "Min": _plain(lambda *given: np.min(np.broadcast_arrays(*given), axis=0)),
        "Sum": _plain(lambda *given: np.sum(np.broadcast_arrays(*given), axis=0)),
        "Greater": _plain(np.greater), "GreaterOrEqual": _plain(np.greater_equal),
        "Less": _plain(np.less), "LessOrEqual": _plain(np.less_equal),
        "Where": _plain(lambda which, x, y: np.where(which != 0, x, y)),
        "Relu": _plain(lambda x: np.maximum(x, 0)), "Tanh": _plain(np.tanh),
        "Sigmoid": _plain(lambda x: 1 / (1 + np.exp(-x))), "Erf": _erf,
        "PRelu": _plain(lambda x, slope: np.where(x < 0, slope * x, x)),
        "Softplus": _plain(lambda x: np.logaddexp(x, 0)),
        "Clip": _clip, "LeakyRelu": _leaky, "Elu": _elu, "Celu": _celu, "Selu": _selu,
        "Gelu": _gelu,
    }
)  # fmt: skip
