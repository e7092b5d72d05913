"""What the captions ought to say, worked out from stored arrays one number at a time."""

from __future__ import annotations

import math
import re

import numpy as np

#: Numbers of a sentence; the 2 of "Conv2D" is none.
_NUMBER = re.compile(
    r"(?<![A-Za-z\d.])[-+]?\d(?:[\d,]*\d)?(?:\.\d+)?(?:e[-+]?\d+)?(?![A-Za-z\d])"
)


def assert_says(text, expected):
    """Check that a sentence has exactly these numbers, rounded to the digits it shows."""
    shown = _NUMBER.findall(text.replace("−", "-"))
    assert len(shown) == len(expected), (text, expected)
    for number, exact in zip(shown, expected, strict=True):
        assert abs(float(number.replace(",", "")) - exact) <= _half_digit(number, exact), (
            text, number, exact,
        )  # fmt: skip


def _half_digit(number, exact):
    """Return half a unit of the last digit shown, and a little for float32."""
    mantissa, _, power = number.replace(",", "").partition("e")
    decimals = len(mantissa.partition(".")[2])
    return 0.5 * 10.0 ** (int(power or 0) - decimals) + 2e-5 * abs(exact) * bool(decimals)


def flat(array):
    return [float(value) for value in np.asarray(array).reshape(-1)]


def rms(array):
    values = flat(array)
    return math.sqrt(math.fsum(v * v for v in values) / len(values)) if values else 0.0


def percent(part, whole):
    return 100 * part / whole if whole else 0.0


def count(array, holds):
    return sum(1 for value in flat(array) if holds(value))


def first_largest(values):
    """Return the place of the largest, the first of equals."""
    place = 0
    for at, value in enumerate(values):
        if value > values[place]:
            place = at
    return place


def called(place, noun):
    return place


def winner_cells(winners):
    """Return the input cells that won a window, each once."""
    cells = set()
    for row, column, channel in np.ndindex(winners.shape):
        if winners[row, column, channel] >= 0:
            cells.add((int(winners[row, column, channel]), channel))
    return cells


def forward_numbers(outline, trace, noun):
    """Return the numbers of a forward caption."""
    spec, at = outline.spec, outline.position
    x, y = trace.values[at], trace.values[at + 1]
    values = flat(y)
    ends = [min(values), max(values)]
    kept = trace.kept.get(at)
    if spec.KIND == "conv2d":
        products = spec.kernel_size[0] * spec.kernel_size[1] * x.shape[2]
        above = percent(count(y, lambda v: v > 0), y.size)
        return [spec.filters, *spec.kernel_size, *x.shape, y.size, products, *ends, above, 0]
    if spec.KIND == "dense":
        return [y.size, x.size, *ends, called(first_largest(values), noun)]
    if spec.KIND == "relu":
        passed = count(x, lambda v: v > 0)
        return [percent(x.size - passed, x.size), x.size, 0, 0, passed]
    if spec.KIND == "max_pool2d":
        won = len(winner_cells(trace.winners[at]))
        lost = percent(x.size - won, x.size)
        return [y.size, *spec.pool_size, won, x.size, lost]
    if spec.KIND == "average_pool2d":
        return [y.size, *spec.pool_size, x.size, y.size, *ends]
    if spec.KIND == "global_average_pool2d":
        return [y.size, *ends]
    if spec.KIND == "flatten":
        return [*x.shape, y.size]
    if spec.KIND == "batch_norm":
        return [x.shape[-1], rms(x), rms(y)]
    if spec.KIND == "layer_norm":
        places = [x.shape[2], x.shape[0] * x.shape[1]] if x.ndim == 3 else [x.size]
        return [*places, 0, 1, rms(x), rms(y)]
    if spec.KIND == "dropout":
        if kept is None:
            return [y.size]
        dropped = percent(count(kept, lambda v: not v), kept.size)
        return [dropped, kept.size, 1 / (1 - spec.rate)]
    if spec.KIND == "softmax":
        first = first_largest(values)
        others = [-math.inf if place == first else v for place, v in enumerate(values)]
        second = first_largest(others)
        says = [first] if noun == "class" else []
        return [
            y.size, 1, called(first, noun), 100 * values[first], called(second, noun),
            100 * values[second], *says,
        ]  # fmt: skip
    return [percent(count(x, lambda v: v < 0), x.size), x.size, 0, *ends]  # other activations


def backward_numbers(outline, trace, noun):
    """Return the numbers of a backward caption; of a layer with weights all but the name."""
    spec, at = outline.spec, outline.position
    grad_x, grad_y = trace.gradients[at], trace.gradients[at + 1]
    weights = trace.parameter_gradients.get(f"{at}.{spec.KIND}.weight")
    kept = trace.kept.get(at)
    if weights is not None:
        most = max(flat(weights), key=abs)
        return [weights.size, rms(weights), most, grad_x.size, rms(grad_x)]
    if spec.KIND == "relu":
        arrived, left = (count(g, lambda v: v != 0) for g in (grad_y, grad_x))
        return [arrived, grad_y.size, 0, arrived - left, 0, left]
    if spec.KIND == "max_pool2d":
        won = len(winner_cells(trace.winners[at]))
        lost = percent(grad_x.size - won, grad_x.size)
        return [won, lost, grad_x.size, 0, 0, count(grad_x, lambda v: v != 0)]
    if spec.KIND == "flatten":
        return [grad_y.size, *grad_x.shape]
    if spec.KIND == "dropout":
        if kept is None:
            return [grad_x.size]
        return [percent(count(kept, lambda v: not v), kept.size), kept.size, 0]
    if spec.KIND == "softmax":
        values = flat(grad_x)
        if not any(values):
            return [0]
        up, down = first_largest([-v for v in values]), first_largest(values)
        return [called(up, noun), values[up], called(down, noun), values[down]]
    both = [rms(grad_y), rms(grad_x)]
    if spec.KIND == "average_pool2d":
        return [grad_y.size, *both]
    if spec.KIND == "global_average_pool2d":
        return [grad_y.size, grad_x.shape[0] * grad_x.shape[1], *both]
    return both


def loss_numbers(outlines, trace, loss, label):
    """Return the numbers of the loss's caption."""
    outputs = flat(trace.values[-1])
    given, n = outputs[label], len(outputs)
    rank = 1 + sum(1 for value in outputs if value > given)
    last = outlines[-1].spec.KIND
    is_share = last == "softmax" or (last == "sigmoid" and loss.KIND == "binary_cross_entropy")
    said = [label, 100 * given if is_share else given]
    said += [rank, n] if rank > 1 else []
    smoothing = getattr(loss, "label_smoothing", 0.0)
    if loss.KIND == "categorical_cross_entropy":
        if not smoothing:
            return [*said, given, -math.log(given), math.log(n)]
        wanted = [smoothing / n + (1 - smoothing) * (k == label) for k in range(n)]
        return [*said, -sum(w * math.log(p) for w, p in zip(wanted, outputs, strict=True))]
    if loss.KIND == "mean_squared_error":
        return [*said, sum((p - (k == label)) ** 2 for k, p in enumerate(outputs)) / n]
    shares = [p if k == label else 1 - p for k, p in enumerate(outputs)]
    return [*said, -sum(math.log(share) for share in shares) / n]


def ways_from(outlines, trace, layer, start):
    """Return how many layers behind `layer` a way leads through from one of its positions.

    A way goes from number to number: through a ReLU where it is above 0, through a dropout
    where it was kept, through a pooling to the windows it won, through an average to all
    windows that hold it.  It is followed as far as channels are kept.
    """
    cells = {start}
    for depth, outline in enumerate(outlines[layer + 1 :]):
        if not outline.spec.KEEPS_CHANNELS:
            return depth, True
        cells = {then for cell in cells for then in _behind(outline, trace, cell)}
        if not cells:
            return depth, False
    return len(outlines) - layer - 1, True


def _behind(outline, trace, cell):
    at, spec = outline.position, outline.spec
    row, column, channel = cell
    x = trace.values[at]
    if spec.KIND == "relu":
        return [cell] if x[cell] > 0 else []
    if at in trace.kept:
        return [cell] if trace.kept[at][cell] else []
    if spec.KIND == "max_pool2d":
        winners, number = trace.winners[at], row * x.shape[1] + column
        places = np.ndindex(winners.shape[:2])
        return [(*place, channel) for place in places if winners[(*place, channel)] == number]
    if spec.KIND == "average_pool2d":
        (top, left), size = _pads(outline), spec.pool_size
        stride = spec.stride or size
        return [
            (p, q, channel)
            for p, q in np.ndindex(trace.values[at + 1].shape[:2])
            if 0 <= row + top - p * stride[0] < size[0]
            and 0 <= column + left - q * stride[1] < size[1]
        ]
    return [cell]


def _pads(outline):
    """Return the padding above and to the left of an average pooling."""
    spec = outline.spec
    if spec.padding == "valid":
        return 0, 0
    if spec.padding != "same":
        return spec.padding[0][0], spec.padding[1][0]
    pads = []
    for size, step, n in zip(
        spec.pool_size, spec.stride or spec.pool_size, outline.input_shape[:2], strict=True
    ):
        pads.append(max((-(-n // step) - 1) * step + size - n, 0) // 2)
    return tuple(pads)
