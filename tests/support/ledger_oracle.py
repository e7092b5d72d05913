"""What every number of a network should be, one loop at a time: slow, independent.

Works on the stored tensors alone and shares nothing with `core.ledger`: backward, it goes
through *all* products of a layer's forward pass and picks those the number took part in.
Activations and losses are those of the textbook, one number at a time, as are kinds that have
no loops here.
Everything returns ``(value, size)``, where size is the sum of the sizes of the products.
"""

from __future__ import annotations

import math

import numpy as np

from core.layers.activation_spec import ActivationSpec
from core.textbook.catalog import LAYER_PAGES, LOSS_PAGES
from core.textbook.layers import windows
from tests.support import ledger_book_oracle
from tests.support.textbook import run, settings_of


def made(outline, x, parameters, index):
    """Return output `index` of a layer."""
    spec, kind = outline.spec, outline.spec.KIND
    if kind == "conv2d":
        products = [
            float(x[cell]) * float(parameters["weight"][tap])
            for cell, tap in _conv_products(spec, x.shape, index)
        ]
        return _summed([*products, float(parameters["bias"][index[-1]])])
    if kind in ("max_pool2d", "average_pool2d"):
        cells = [float(x[cell]) for cell in _pool_cells(spec, x.shape, index)]
        if kind == "max_pool2d":
            return max(cells), abs(max(cells))
        return _summed([cell / len(cells) for cell in cells])
    if kind == "global_average_pool2d":
        cells = [float(v) for v in x[:, :, index[0]].reshape(-1)]
        return _summed([cell / len(cells) for cell in cells])
    if kind == "flatten":
        return _summed([float(x[list(np.ndindex(*x.shape))[index[0]]])])
    if kind == "dense":
        column = parameters["weight"][:, index[0]]
        products = [float(a) * float(b) for a, b in zip(x, column, strict=True)]
        return _summed([*products, float(parameters["bias"][index[0]])])
    if kind == "softmax":
        powers = [math.exp(float(z) - float(max(x))) for z in x]
        return powers[index[0]] / sum(powers), 1.0
    if kind == "dropout":
        return _summed([float(x[index])])
    if kind == "batch_norm":
        mean, variance, gamma, beta = _statistics(parameters, index[-1])
        scale = gamma / math.sqrt(variance + spec.epsilon)
        return _summed([float(x[index]) * scale, -mean * scale, beta])
    if not isinstance(spec, ActivationSpec):
        return ledger_book_oracle.made(spec, x, parameters, index)
    number = float(x[index])
    return curve(spec, number), max(abs(curve(spec, number)), abs(number))


def blamed(outline, x, y, delta, parameters, index):
    """Return d(loss)/d(input `index` of a layer)."""
    spec, kind = outline.spec, outline.spec.KIND
    if kind == "conv2d":
        return _summed(
            float(delta[place]) * float(parameters["weight"][tap])
            for place in np.ndindex(*y.shape)
            for cell, tap in _conv_products(spec, x.shape, place)
            if cell == index
        )
    if kind in ("max_pool2d", "average_pool2d"):
        parts = []
        for row, column in np.ndindex(*y.shape[:2]):
            place = (row, column, index[2])
            cells = list(_pool_cells(spec, x.shape, place))
            if index not in cells:
                continue
            share = 1 / len(cells)
            if kind == "max_pool2d":
                largest = max(float(x[cell]) for cell in cells)
                first = next(cell for cell in cells if float(x[cell]) == largest)
                share = float(first == index)
            parts.append(float(delta[place]) * share)
        return _summed(parts)
    if kind == "global_average_pool2d":
        return _summed([float(delta[index[2]]) / (x.shape[0] * x.shape[1])])
    if kind == "flatten":
        order = list(np.ndindex(*x.shape))
        return _summed([float(delta[order.index(index)])])
    if kind == "dense":
        row = parameters["weight"][index[0]]
        return _summed([float(a) * float(b) for a, b in zip(delta, row, strict=True)])
    if kind == "softmax":
        j = index[0]
        p, g = [float(v) for v in y], [float(v) for v in delta]
        total = sum(g[i] * p[i] * ((i == j) - p[j]) for i in range(len(p)))
        return total, p[j] * (abs(g[j]) + sum(abs(a * b) for a, b in zip(g, p, strict=True)))
    if kind == "dropout":
        return _summed([float(delta[index])])
    if kind == "batch_norm":
        _, variance, gamma, _ = _statistics(parameters, index[-1])
        return _summed([float(delta[index]) * gamma / math.sqrt(variance + spec.epsilon)])
    if not isinstance(spec, ActivationSpec):
        return ledger_book_oracle.blamed(spec, x, delta, parameters, index)
    number, own = float(x[index]), float(delta[index])
    return own * slope(spec, number), abs(own) * max(1.0, abs(number))


def parameter_blamed(outline, x, delta, parameters, name, index):
    """Return d(loss)/d(parameter `index` of a layer)."""
    spec, kind = outline.spec, outline.spec.KIND
    places = [place for place in np.ndindex(*delta.shape) if place[-1] == index[-1]]
    if name in ("bias", "beta"):
        return _summed(float(delta[place]) for place in places)
    if kind == "dense":
        return _summed([float(delta[index[1]]) * float(x[index[0]])])
    if kind == "conv2d":
        return _summed(
            float(delta[place]) * float(x[cell])
            for place in places
            for cell, tap in _conv_products(spec, x.shape, place)
            if tap == index
        )
    if kind != "batch_norm":
        return ledger_book_oracle.parameter_blamed(spec, x, delta, parameters, name, index)
    mean, variance, _, _ = _statistics(parameters, index[-1])
    spread = math.sqrt(variance + spec.epsilon)
    return _summed(
        part
        for place in places
        for part in (
            float(delta[place]) * float(x[place]) / spread,
            -float(delta[place]) * mean / spread,
        )
    )


def loss_of(kind, smoothing, p, label):
    """Return the loss of one sample."""
    predicted, target = np.array([p], np.float64), np.array([label])
    return run(LOSS_PAGES[kind].value, predicted, target, label_smoothing=smoothing)


def loss_slope(kind, smoothing, p, label, unit, last=None, z=None):
    """Return d(loss)/dp[unit], or of the score before it, by a difference in float64."""
    step = 1e-6
    sides = []
    for sign in (1, -1):
        if last is None:
            moved = [float(v) for v in p]
            moved[unit] += sign * step
        else:
            scores = [float(v) for v in z]
            scores[unit] += sign * step
            moved = _squeezed(last, scores)
        sides.append(loss_of(kind, smoothing, moved, label))
    return (sides[0] - sides[1]) / (2 * step)


def curve(spec, x):
    """Return an activation's value."""
    page = LAYER_PAGES[spec.KIND]
    return float(run(page.forward, np.array([x], np.float64), **settings_of(spec))[0])


def slope(spec, x):
    """Return an activation's derivative, with the layers' rule at 0."""
    page, one = LAYER_PAGES[spec.KIND], np.ones(1)
    grad_x, _ = run(page.backward, one, np.array([x], np.float64), **settings_of(spec))
    return float(grad_x[0])


def _squeezed(last, scores):
    return LAYER_PAGES[last].forward(np.array([scores]))[0].tolist()


def _conv_products(spec, shape, place):
    """Yield (input cell, weight index) of every product in one output number."""
    (k_h, k_w), (s_h, s_w) = spec.kernel_size, spec.stride
    pads = windows.cells_added(spec.padding, shape[:2], spec.kernel_size, spec.stride)
    for i, j, c in np.ndindex(k_h, k_w, shape[2]):
        row, column = place[0] * s_h + i - pads[0][0], place[1] * s_w + j - pads[1][0]
        if 0 <= row < shape[0] and 0 <= column < shape[1]:
            yield (row, column, c), (i, j, c, place[2])


def _pool_cells(spec, shape, place):
    """Yield the cells of a window that are inside the map, row by row."""
    pads = windows.cells_added(spec.padding, shape[:2], spec.pool_size, spec.stride)
    for i, j in np.ndindex(*spec.pool_size):
        row = place[0] * spec.stride[0] + i - pads[0][0]
        column = place[1] * spec.stride[1] + j - pads[1][0]
        if 0 <= row < shape[0] and 0 <= column < shape[1]:
            yield row, column, place[2]


def _statistics(parameters, channel):
    names = ("running_mean", "running_variance", "gamma", "beta")
    return [float(parameters[name][channel]) for name in names]


def _summed(parts):
    parts = list(parts)
    return math.fsum(parts), math.fsum(abs(part) for part in parts)
