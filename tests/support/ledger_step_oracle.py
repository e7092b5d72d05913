"""What an optimiser does with one weight, worked in plain numbers from its whole history.

Shares nothing with `core.ledger` nor `core.optimizers`: the formulas are those of PyTorch's
documentation, for one number, from the first step on.
"""

from __future__ import annotations

import math


def naive_optimizer(spec, first, gradients, rates):
    """Return the last step of a weight: names of all results to numbers.

    Parameters
    ----------
    spec : OptimizerSpec
    first : float
        The weight at step 0.
    gradients, rates : list of float
        Of all steps from the first on.
    """
    numbers = {"w": first, "v": 0.0, "m": 0.0, "s": 0.0}
    for t, (g, eta) in enumerate(zip(gradients, rates, strict=True), 1):
        numbers = _one_step(spec, numbers, g, eta, t)
    return numbers


def _one_step(spec, old, g, eta, t):
    w, v, m, s = old["w"], old["v"], old["m"], old["s"]
    kind, new = spec.KIND, {"before": dict(old), "v": v, "m": m, "s": s}
    if kind == "sgd":
        step = size = eta * g
    elif kind == "momentum":
        new["v"] = spec.momentum * v + g
        step, size = eta * new["v"], eta * (abs(spec.momentum * v) + abs(g))
    elif kind == "nesterov":
        new["v"] = spec.momentum * v + g
        step = eta * (g + spec.momentum * new["v"])
        size = eta * 2 * (abs(spec.momentum * v) + abs(g))
    elif kind == "adagrad":
        new["s"] = s + g**2
        step = size = eta * g / (math.sqrt(new["s"]) + spec.epsilon)
    elif kind == "rms_prop":
        new["s"] = spec.decay * s + (1 - spec.decay) * g**2
        step = size = eta * g / (math.sqrt(new["s"]) + spec.epsilon)
    else:
        if kind == "adam_w":
            w = w - eta * spec.weight_decay * w
        new["m"] = spec.beta_1 * m + (1 - spec.beta_1) * g
        new["s"] = spec.beta_2 * s + (1 - spec.beta_2) * g**2
        m_hat = new["m"] / (1 - spec.beta_1**t)
        s_hat = new["s"] / (1 - spec.beta_2**t)
        scale = math.sqrt(s_hat) + spec.epsilon
        step = eta * m_hat / scale
        own = spec.beta_1 * abs(m) + (1 - spec.beta_1) * abs(g)
        size = eta * own / (1 - spec.beta_1**t) / scale
    new |= {"w": w - step, "change": w - step - old["w"], "size": abs(size)}
    return new
