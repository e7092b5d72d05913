r"""Weight decay: a price on large weights, added to the loss.

.. math::
    L' = L + \tfrac12 \sum_W \lambda_W \lVert W \rVert^2, \qquad
    \frac{\partial L'}{\partial W} = \frac{\partial L}{\partial W} + \lambda_W W

References
----------
.. [1] Krogh & Hertz (1991), "A Simple Weight Decay Can Improve Generalization", eq. 3.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from core.parameter import Parameter


def l2_penalty(parameters: Iterable[Parameter]) -> float:
    """Return what the weights themselves add to the loss."""
    terms = (0.5 * p.l2 * float(np.vdot(p.value, p.value)) for p in parameters if p.l2 > 0)
    return sum(terms, 0.0)


def add_l2_gradients(parameters: Iterable[Parameter]) -> None:
    """Add the gradient of `l2_penalty` to every gradient: once per optimiser step."""
    for parameter in parameters:
        if parameter.l2 > 0:
            parameter.gradient += parameter.l2 * parameter.value
