"""What a layer did with the shown sample, and with its gradient, in one sentence each.

The sentences of a kind are its spec's: `LayerSpec.forward_words` and `backward_words`.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from core.anatomy.addresses import ParameterAddress
from core.anatomy.titles import parameter_title, unit_noun
from core.arrays import FloatArray
from core.layers.passage import Passage
from core.losses.base import Loss
from core.losses.fused import taking_over
from core.network_spec import LayerOutline
from core.number_text import signed_words, size_words
from core.number_words import root_mean_square
from core.trace import Trace


def forward_caption(
    outlines: Sequence[LayerOutline], outline: LayerOutline, trace: Trace
) -> str:
    """Return what `outline`'s layer did with its input."""
    return outline.spec.forward_words(_passage(outlines, outline, trace))


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
    path = f"{outline.position}.{outline.spec.KIND}.weight"
    gradient = trace.parameter_gradients.get(path)
    if gradient is not None:
        return _weighted(outlines, path, gradient, grad_x)
    is_last = outline.position == len(outlines) - 1
    is_fused = is_last and taking_over(loss, outline.spec.KIND) is not None
    seen = _passage(outlines, outline, trace, is_fused=is_fused)
    return outline.spec.backward_words(seen, grad_x, grad_y)


def _passage(
    outlines: Sequence[LayerOutline],
    outline: LayerOutline,
    trace: Trace,
    *,
    is_fused: bool = False,
) -> Passage:
    at = outline.position
    return Passage(
        trace.values[at],
        trace.values[at + 1],
        unit_noun(outlines, at),
        trace.winners.get(at),
        trace.kept.get(at),
        is_fused,
    )


def _weighted(
    outlines: Sequence[LayerOutline], path: str, gradient: FloatArray, grad_x: FloatArray
) -> str:
    most = np.unravel_index(int(np.abs(gradient).argmax()), gradient.shape)
    index = tuple(int(at) for at in most)
    name = parameter_title(outlines, ParameterAddress(path, index))
    return (
        f"{gradient.size:,} weights get this digit's gradient, RMS "
        f"{size_words(root_mean_square(gradient))}, most {name} with "
        f"{signed_words(float(gradient[index]))}; {grad_x.size:,} inputs get theirs, RMS "
        f"{size_words(root_mean_square(grad_x))}."
    )
