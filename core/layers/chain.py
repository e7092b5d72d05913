"""Numbers led through layers one after the other, forward and back."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from core.arrays import FloatArray
from core.layers.base import Layer
from core.layers.coupled import CoupledLayer, Walk

#: Takes numbers forward through one layer, ready for its `backward`.
Run = Callable[[Layer, FloatArray], FloatArray]

#: Called before each layer; it may raise, to end the way there.
Check = Callable[[], None]


def no_check() -> None:
    """Let the way go on."""


def forward_through(
    layers: Sequence[Layer], x: FloatArray, run: Run | None = None, check: Check = no_check
) -> Walk[list[FloatArray]]:
    """Return `x` and what each layer makes of it, ready for `backward_through`.

    Parameters
    ----------
    layers : sequence of Layer
    x : ndarray
        A batch or, side by side with the others, a part of one.
    run : callable, optional
        Used instead of the layer's pass of training.
    check : callable, optional

    Returns
    -------
    list of ndarray
        One more than there are layers.  They are valid until the layers' next pass.
    """
    outputs = [x]
    for layer in layers:
        check()
        if run is not None:
            outputs.append(run(layer, outputs[-1]))
        elif isinstance(layer, CoupledLayer):
            outputs.append((yield from layer.forward_part(outputs[-1])))
        else:
            outputs.append(layer.forward(outputs[-1], training=True))
    return outputs


def backward_through(
    layers: Sequence[Layer],
    grad_output: FloatArray,
    *,
    fill: bool = True,
    check: Check = no_check,
) -> Walk[list[FloatArray]]:
    """Return d(loss)/d(input) of each layer, and `grad_output`, in the order of the layers.

    Parameters
    ----------
    layers : sequence of Layer
        In the order of `forward_through`.
    grad_output : ndarray
        d(loss)/d(output of the last of them).
    fill : bool
        Whether every parameter's gradient is to be filled too.  A layer that couples the
        samples fills them in any case.
    check : callable, optional

    Returns
    -------
    list of ndarray
        One more than there are layers.  They are valid until the layers' next pass.
    """
    gradients = [grad_output]
    for layer in reversed(layers):
        check()
        if isinstance(layer, CoupledLayer):
            gradients.append((yield from layer.backward_part(gradients[-1])))
        elif fill:
            gradients.append(layer.backward(gradients[-1]))
        else:
            gradients.append(layer.input_gradient(gradients[-1]))
    return gradients[::-1]
