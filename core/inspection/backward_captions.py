"""What a layer did with the gradient of the shown sample, in one sentence."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from core.anatomy.addresses import ParameterAddress
from core.anatomy.titles import title_of
from core.arrays import FloatArray
from core.inspection.forward_captions import winner_count
from core.inspection.number_words import (
    root_mean_square,
    shape_words,
    share_text,
    signed_words,
    size_words,
)
from core.losses.base import Loss
from core.losses.fused import FusedLoss
from core.network_spec import LayerOutline
from core.trace import Trace


def backward_caption(
    outlines: Sequence[LayerOutline], outline: LayerOutline, trace: Trace, loss: Loss
) -> str:
    """Return what became of the gradient on its way back through `outline`'s layer.

    Raises
    ------
    ValueError
        If the trace has no gradients.
    """
    if trace.gradients is None:
        raise ValueError("backward_caption: expected a trace with gradients, got one without")
    grad_x, grad_y = trace.gradients[outline.position], trace.gradients[outline.position + 1]
    kind = outline.spec.KIND
    if kind == "softmax":
        is_fused = isinstance(loss, FusedLoss) and outline.position == len(outlines) - 1
        return _softmax(grad_x, is_fused=is_fused)
    if kind == "flatten":
        return (
            f"The row of {grad_y.size:,} gradients is {shape_words(grad_x.shape)} again; none "
            "of them changed."
        )
    if kind == "relu":
        return _relu(grad_x, grad_y)
    if kind == "max_pool2d":
        return _max_pool(outline, trace, grad_x)
    if kind == "dropout":
        return _dropout(outline, trace, grad_x)
    path = f"{outline.position}.{kind}.weight"
    gradient = trace.parameter_gradients.get(path)
    if gradient is not None:
        return _weighted(outlines, outline, path, gradient, grad_x)
    return f"{_sizes(grad_x, grad_y)}: every number times the slope of this layer."


def _softmax(grad_x: FloatArray, *, is_fused: bool) -> str:
    down, up = int(grad_x.argmax()), int(grad_x.argmin())
    why = "Probability minus target is each class's blame" if is_fused else "Blame of each sum"
    return (
        f"{why}: class {up} has {signed_words(float(grad_x[up]))} and is pulled up, class "
        f"{down} has {signed_words(float(grad_x[down]))} and is pushed down most."
    )


def _relu(grad_x: FloatArray, grad_y: FloatArray) -> str:
    arrived, left = int(np.count_nonzero(grad_y)), int(np.count_nonzero(grad_x))
    return (
        f"{arrived:,} of {grad_y.size:,} gradients were not 0; {arrived - left:,} of them met "
        f"a closed gate and became 0, {left:,} go on unchanged."
    )


def _max_pool(outline: LayerOutline, trace: Trace, grad_x: FloatArray) -> str:
    won = winner_count(trace, outline.position)
    got = int(np.count_nonzero(grad_x))
    return (
        f"Only the {won:,} winners are sent a gradient; the others, "
        f"{share_text(grad_x.size - won, grad_x.size)} of {grad_x.size:,}, get exactly 0. "
        f"Not 0: {got:,}."
    )


def _dropout(outline: LayerOutline, trace: Trace, grad_x: FloatArray) -> str:
    kept = trace.kept.get(outline.position)
    if kept is None:
        return f"All {grad_x.size:,} gradients passed, as the numbers did."
    dropped = kept.size - int(kept.sum())
    return (
        f"What dropped out gets no blame: {share_text(dropped, kept.size)} of {kept.size:,} "
        "gradients became 0, the others were multiplied as their numbers were."
    )


def _weighted(
    outlines: Sequence[LayerOutline],
    outline: LayerOutline,
    path: str,
    gradient: FloatArray,
    grad_x: FloatArray,
) -> str:
    most = np.unravel_index(int(np.abs(gradient).argmax()), gradient.shape)
    index = tuple(int(at) for at in most)
    name = title_of(outlines, ParameterAddress(path, index)).split(" · ", 1)[1]
    return (
        f"{gradient.size:,} weights get this digit's gradient, RMS "
        f"{size_words(root_mean_square(gradient))}, most {name} with "
        f"{signed_words(float(gradient[index]))}; {grad_x.size:,} inputs get theirs, RMS "
        f"{size_words(root_mean_square(grad_x))}."
    )


def _sizes(grad_x: FloatArray, grad_y: FloatArray) -> str:
    return (
        f"The RMS of the gradient goes from {size_words(root_mean_square(grad_y))} to "
        f"{size_words(root_mean_square(grad_x))}"
    )
