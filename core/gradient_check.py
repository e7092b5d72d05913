"""Compare gradients derived by hand with finite differences, in float64."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.arrays import BoolArray, FloatArray, IntArray
from core.layers.base import Layer
from core.losses.base import Loss
from core.network import Network
from core.training.objective import Objective

#: Largest norm ratio of a gradient that is right.
LIMIT = 1e-7
_STEP = 1e-5


@dataclass(frozen=True, slots=True)
class GradientReport:
    """How far each gradient is from central differences.

    Attributes
    ----------
    ratios : mapping of str to float
        ``‖numeric - analytic‖ / max(‖numeric‖, ‖analytic‖)`` for each tensor, ``"input"``
        and the parameters, over the entries that were looked at; 0 if both vanish.
    checked : mapping of str to int
        Entries that were compared.
    kinks : mapping of str to int
        Entries left out because the loss has a kink there: a ReLU at 0 or a tie of a
        max-pool, where no derivative exists and backpropagation picks a side.

    Notes
    -----
    Judged by the norm of a whole tensor, because single entries near zero have a large
    relative error in correct code too.
    """

    ratios: Mapping[str, float]
    checked: Mapping[str, int]
    kinks: Mapping[str, int]

    @property
    def worst(self) -> float:
        """The largest ratio."""
        return max(self.ratios.values())

    @property
    def agrees(self) -> bool:
        """Whether every gradient is right."""
        return self.worst <= LIMIT


def check_layer_gradients(
    layer: Layer,
    x: FloatArray,
    rng: np.random.Generator,
    *,
    entries: int | None = None,
    training: bool = True,
) -> GradientReport:
    """Check one layer.

    The loss is a random weighted sum of the outputs, so that no gradient can look right by
    being zero.

    Parameters
    ----------
    layer : Layer
        In float64.  Its gradients are overwritten, its values and state left as they were.
    x : ndarray of float64
    rng : numpy.random.Generator
    entries : int, optional
        Look at so many random entries of each tensor; all by default.
    training : bool
        Whether to check what the layer does in training, or in use (`Layer.trace`).
    """
    x = _own_copy("check_layer_gradients", x, layer.parameters)
    rewind = _rewinding(layer.state.values())
    y = layer.forward(x, training=True) if training else layer.trace(x)
    weights = rng.standard_normal(y.shape)
    analytic = {"input": layer.backward(weights).copy()}
    tensors = {"input": x}
    for name, parameter in layer.parameters.items():
        tensors[name], analytic[name] = parameter.value, parameter.gradient.copy()

    def value() -> float:
        rewind()
        return float(np.sum(layer.forward(x, training=training) * weights))

    report = _compare(value, tensors, analytic, rng, entries)
    rewind()
    return report


def check_network_gradients(
    network: Network,
    loss: Loss,
    x: FloatArray,
    target: IntArray,
    rng: np.random.Generator,
    *,
    entries: int | None = 20,
) -> GradientReport:
    """Check a whole network with its loss, as training computes them.

    Weight decay is not part of it: see `core.regularization`.

    Parameters
    ----------
    network : Network
        In float64.  Its gradients are overwritten, its values and state left as they were.
    loss : Loss
    x : ndarray of float64, shape (N, H, W, C) or (N, features)
    target : ndarray of int, shape (N,)
    rng : numpy.random.Generator
    entries : int or None
        Look at so many random entries of each tensor; None is all.
    """
    named = dict(network.named_parameters())
    x = _own_copy("check_network_gradients", x, named)
    rewind = _rewinding(array for layer in network.layers for array in layer.state.values())

    def plain_step() -> tuple[float, FloatArray]:
        rewind()
        return loss.value_and_gradient(network.forward(x, training=True), target)

    analytic = {"input": network.backward(plain_step()[1])}
    rewind()
    Objective(network, loss).value_and_gradients(x, target)
    analytic |= {path: parameter.gradient.copy() for path, parameter in named.items()}
    tensors = {"input": x} | {path: parameter.value for path, parameter in named.items()}
    report = _compare(lambda: plain_step()[0], tensors, analytic, rng, entries)
    rewind()
    return report


def _rewinding(state: Iterable[NDArray[Any]]) -> Callable[[], None]:
    """Return a function that puts `state` back to what it is now.

    Without it, a dropout would draw another mask for each of the values to compare.
    """
    kept = [(array, array.copy()) for array in state]

    def rewind() -> None:
        for array, was in kept:
            array[...] = was

    return rewind


def _own_copy(owner: str, x: FloatArray, parameters: Mapping[str, object]) -> FloatArray:
    dtypes = {x.dtype, *(p.value.dtype for p in parameters.values())}  # type: ignore[attr-defined]
    if dtypes != {np.dtype(np.float64)}:
        received = ", ".join(sorted(str(dtype) for dtype in dtypes))
        raise ValueError(f"{owner}: expected everything in float64, received {received}")
    return np.array(x, order="C")


def _compare(
    value: Callable[[], float],
    tensors: Mapping[str, FloatArray],
    analytic: Mapping[str, FloatArray],
    rng: np.random.Generator,
    entries: int | None,
) -> GradientReport:
    ratios, checked, kinks = {}, {}, {}
    for name, tensor in tensors.items():
        count = tensor.size if entries is None else min(entries, tensor.size)
        chosen = np.sort(rng.choice(tensor.size, count, replace=False))
        numeric, is_smooth = _differences(value, tensor.reshape(-1), chosen)
        derived = analytic[name].reshape(-1)[chosen]
        ratios[name] = _norm_ratio(numeric[is_smooth], derived[is_smooth])
        checked[name] = int(is_smooth.sum())
        kinks[name] = count - checked[name]
    return GradientReport(
        MappingProxyType(ratios), MappingProxyType(checked), MappingProxyType(kinks)
    )


def _differences(
    value: Callable[[], float], flat: FloatArray, chosen: IntArray
) -> tuple[FloatArray, BoolArray]:
    """Return central differences, and where the loss is smooth.

    With f₊ and f₋ a step to either side, a smooth loss has a bend f₊ + f₋ - 2f that falls to
    a quarter with half the step, and a slope that stays.  At a kink one of them does not.
    """
    here = value()
    slopes, doubts = np.empty(len(chosen)), np.empty(len(chosen))
    for at, entry in enumerate(chosen):
        original = flat[entry]
        sides = []
        for step in (_STEP, -_STEP, _STEP / 2, -_STEP / 2):
            flat[entry] = original + step
            sides.append(value())
        flat[entry] = original
        far, far_back, near, near_back = sides
        slopes[at] = (far - far_back) / (2 * _STEP)
        slope_change = slopes[at] - (near - near_back) / _STEP
        bend_change = (far + far_back - 2 * here) - 4 * (near + near_back - 2 * here)
        doubts[at] = max(abs(slope_change), abs(bend_change) / _STEP)
    rounding = 64 * np.finfo(np.float64).eps * max(abs(here), 1.0) / _STEP
    largest = float(np.abs(slopes).max(initial=0.0))
    return slopes, doubts <= max(rounding, LIMIT / 4 * largest)


def _norm_ratio(numeric: FloatArray, analytic: FloatArray) -> float:
    scale = max(float(np.linalg.norm(numeric)), float(np.linalg.norm(analytic)))
    return float(np.linalg.norm(numeric - analytic)) / scale if scale > 0 else 0.0
