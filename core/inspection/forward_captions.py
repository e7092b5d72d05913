"""What a layer made of the shown sample, in one sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

import numpy as np

from core.anatomy.titles import is_class
from core.arrays import FloatArray
from core.inspection.number_words import (
    root_mean_square,
    shape_words,
    share_text,
    signed_words,
    size_words,
)
from core.layers.average_pool2d import AveragePool2DSpec
from core.layers.conv2d import Conv2DSpec
from core.layers.dropout import DropoutSpec
from core.layers.max_pool2d import MaxPool2DSpec
from core.network_spec import LayerOutline
from core.trace import Trace


def forward_caption(
    outlines: Sequence[LayerOutline], outline: LayerOutline, trace: Trace
) -> str:
    """Return what `outline`'s layer did with its input."""
    x, y = trace.values[outline.position], trace.values[outline.position + 1]
    if outline.spec.KIND == "dense":
        noun = "class" if is_class(outlines, outline.position) else "unit"
        return _dense(x, y, noun)
    if outline.spec.KIND == "max_pool2d":
        return _max_pool(outline, trace, x, y)
    if outline.spec.KIND == "dropout":
        return _dropout(outline, trace, y)
    told = _BY_KIND.get(outline.spec.KIND, _bend)
    return told(outline, x, y)


def winner_count(trace: Trace, layer: int) -> int:
    """Return how many inputs of a max-pooling won at least one window."""
    winners = trace.winners[layer]
    channels = winners.shape[-1]
    cells = winners * channels + np.arange(channels)  # one number per cell and channel
    return int(np.unique(cells[winners >= 0]).size)


def _conv2d(outline: LayerOutline, x: FloatArray, y: FloatArray) -> str:
    spec = outline.spec
    filters, side = y.shape[2], ""
    products = outline.parameter_count // filters - 1
    if isinstance(spec, Conv2DSpec):
        side = f" of {shape_words(spec.kernel_size)}"
    return (
        f"{filters} filters{side} slid over {shape_words(x.shape)}: {y.size:,} sums of "
        f"{products:,} products and a bias, {_range(y)}; {_above(y)} above 0."
    )


def _dense(x: FloatArray, y: FloatArray, noun: str) -> str:
    best = int(y.argmax())
    name = best if noun == "class" else best + 1
    return (
        f"{y.size:,} sums of {x.size:,} products and a bias, {_range(y)}. The largest belongs "
        f"to {noun} {name}."
    )


def _relu(outline: LayerOutline, x: FloatArray, y: FloatArray) -> str:
    closed = x.size - int((x > 0).sum())
    return (
        f"{share_text(closed, x.size)} of {x.size:,} numbers were not above 0 and became 0; "
        f"the other {x.size - closed:,} passed unchanged."
    )


def _max_pool(outline: LayerOutline, trace: Trace, x: FloatArray, y: FloatArray) -> str:
    spec, won = outline.spec, winner_count(trace, outline.position)
    side = f" of {shape_words(spec.pool_size)}" if isinstance(spec, MaxPool2DSpec) else ""
    return (
        f"{y.size:,} windows{side} each kept their largest number: {won:,} of {x.size:,} go "
        f"on, {share_text(x.size - won, x.size)} stay behind."
    )


def _average_pool(outline: LayerOutline, x: FloatArray, y: FloatArray) -> str:
    spec = outline.spec
    side = f" of {shape_words(spec.pool_size)}" if isinstance(spec, AveragePool2DSpec) else ""
    return (
        f"{y.size:,} windows{side} each became their mean: {x.size:,} numbers are now "
        f"{y.size:,}, {_range(y)}."
    )


def _global_average(outline: LayerOutline, x: FloatArray, y: FloatArray) -> str:
    return f"Each of {y.size:,} maps became one number, its mean, {_range(y)}."


def _flatten(outline: LayerOutline, x: FloatArray, y: FloatArray) -> str:
    return (
        f"{shape_words(x.shape)} numbers stand in one row of {y.size:,} now; none of them "
        "changed."
    )


def _softmax(outline: LayerOutline, x: FloatArray, y: FloatArray) -> str:
    order = np.argsort(-y, kind="stable")
    best, second = int(order[0]), int(order[min(1, y.size - 1)])
    return (
        f"The {y.size} sums became shares of 1: class {best} got {_percent(y[best])}, then "
        f"class {second} with {_percent(y[second])}. So the network says {best}."
    )


def _dropout(outline: LayerOutline, trace: Trace, y: FloatArray) -> str:
    kept = trace.kept.get(outline.position)
    if kept is None:
        return (
            f"All {y.size:,} numbers passed: the shown digit is judged, and numbers drop out "
            "in training only."
        )
    rate = outline.spec.rate if isinstance(outline.spec, DropoutSpec) else 0.0
    dropped = kept.size - int(kept.sum())
    return (
        f"As in training: {share_text(dropped, kept.size)} of {kept.size:,} numbers dropped "
        f"out, the others were multiplied by {size_words(1 / (1 - rate))}."
    )


def _batch_norm(outline: LayerOutline, x: FloatArray, y: FloatArray) -> str:
    return (
        f"Each of {x.shape[-1]} channels was shifted and scaled by its running mean and "
        f"variance: RMS {size_words(root_mean_square(x))} became "
        f"{size_words(root_mean_square(y))}."
    )


def _bend(outline: LayerOutline, x: FloatArray, y: FloatArray) -> str:
    below = int((x < 0).sum())
    return (
        f"{share_text(below, x.size)} of {x.size:,} numbers were below 0. Bent, all of them "
        f"are {_range(y)}."
    )


def _range(values: FloatArray) -> str:
    least, most = float(values.min()), float(values.max())
    return f"from {signed_words(least)} to {signed_words(most)}"


def _above(values: FloatArray) -> str:
    return share_text(int((values > 0).sum()), values.size)


def _percent(value: float) -> str:
    return f"{100 * float(value):.1f} %"


_BY_KIND: Mapping[str, Callable[[LayerOutline, FloatArray, FloatArray], str]] = (
    MappingProxyType(
        {
            "conv2d": _conv2d,
            "relu": _relu,
            "average_pool2d": _average_pool,
            "global_average_pool2d": _global_average,
            "flatten": _flatten,
            "softmax": _softmax,
            "batch_norm": _batch_norm,
        }
    )
)
