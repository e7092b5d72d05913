"""What a number of a network should be by the textbook's page of its layer, in float64.

For the kinds that `ledger_oracle` has no loops for.  Everything returns ``(value, size)``: the
size is that of numbers whose rounding in float32 moves the page's own result as far as it does.
"""

from __future__ import annotations

import numpy as np

from core.textbook.catalog import LAYER_PAGES
from tests.support.textbook import run, settings_of

TRIES = 6


def made(spec, x, parameters, index):
    """Return output `index` of a layer, for one sample."""

    def compute(dtype, x):
        available = _available(spec, parameters, dtype)
        return run(LAYER_PAGES[spec.KIND].forward, x[None], **available)[0][index]

    return _judged(compute, x)


def blamed(spec, x, delta, parameters, index):
    """Return d(loss)/d(input `index` of a layer)."""

    def compute(dtype, x, delta):
        return _backward(spec, x, delta, parameters, dtype)[0][0][index]

    return _judged(compute, x, delta)


def parameter_blamed(spec, x, delta, parameters, name, index):
    """Return d(loss)/d(parameter `index` of a layer)."""

    def compute(dtype, x, delta):
        return _backward(spec, x, delta, parameters, dtype)[1][name][index]

    return _judged(compute, x, delta)


def _available(spec, parameters, dtype):
    given = {name: array.astype(dtype) for name, array in parameters.items()}
    return settings_of(spec) | given | {"running": given, "mask": None}


def _backward(spec, x, delta, parameters, dtype):
    available = _available(spec, parameters, dtype)
    return run(LAYER_PAGES[spec.KIND].backward, delta[None], x[None], **available)


def _judged(compute, *arrays):
    """Return a result, and the size of numbers that would be rounded as far as it is.

    One try may round to the right number by luck: the size is that of the worst of several.
    """
    value = float(compute(np.float64, *(array.astype(np.float64) for array in arrays)))
    size, rng = abs(value), np.random.default_rng(3)
    for _ in range(TRIES):
        near = [_moved(array, rng).astype(np.float32) for array in arrays]
        exact = compute(np.float64, *(array.astype(np.float64) for array in near))
        distance = abs(float(compute(np.float32, *near)) - float(exact))
        size = max(size, distance / float(np.finfo(np.float32).eps))
    return value, size


def _moved(array, rng):
    return array * (1 + 1e-6 * rng.choice([-1.0, 1.0], array.shape))
