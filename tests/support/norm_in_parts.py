"""A layer that couples samples, over a batch cut into parts."""

import numpy as np

from core.training.lockstep import Lockstep


def norm_in_parts(copies, x, grad):
    """Return y and dx of a whole batch, worked off in a part for each of the layer's copies.

    The parts are of different sizes; the last has one sample.
    """
    count = len(copies)
    cuts = [round(len(x) * (1 - 0.6**k)) for k in range(count)]
    parts = [slice(a, b) for a, b in zip(cuts, [*cuts[1:], len(x)], strict=True)]
    if count > 1:
        parts[-2:] = [slice(parts[-2].start, len(x) - 1), slice(len(x) - 1, len(x))]

    def walk(layer, part):
        y = yield from layer.forward_part(x[part])
        grad_x = yield from layer.backward_part(grad[part])
        return y, grad_x

    lockstep = Lockstep([walk(*pair) for pair in zip(copies, parts, strict=True)], threads=1)
    lockstep.lead(0)
    ys, grads_x = zip(*lockstep.results, strict=True)
    return np.concatenate(ys), np.concatenate(grads_x)
