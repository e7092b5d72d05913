"""Every optimiser, with gradients that are the same each time."""

import math

import numpy as np
import pytest

from core.network import NamedParameter
from core.optimizers.adagrad import AdaGradSpec
from core.optimizers.adam import AdamSpec
from core.optimizers.adam_w import AdamWSpec
from core.optimizers.catalog import OPTIMIZERS
from core.optimizers.momentum import MomentumSpec
from core.optimizers.nesterov import NesterovSpec
from core.optimizers.rms_prop import RMSPropSpec
from core.optimizers.sgd import SGDSpec
from core.parameter import Parameter

STEPS = 20
START = [0.5, -1.25, 0.0, 2.0, -0.3]
#: Every spec with settings that are no defaults, so that a swapped pair is noticed.
SPECS = {
    spec.KIND: spec
    for spec in (
        SGDSpec(0.1),
        MomentumSpec(0.05, momentum=0.9),
        NesterovSpec(0.05, momentum=0.8),
        AdaGradSpec(0.1, epsilon=1e-3),
        RMSPropSpec(0.01, decay=0.9, epsilon=1e-3),
        AdamSpec(0.03, beta_1=0.8, beta_2=0.95, epsilon=1e-3),
        AdamWSpec(0.03, beta_1=0.8, beta_2=0.95, epsilon=1e-3, weight_decay=0.2),
    )
}
every_kind = pytest.mark.parametrize("kind", list(OPTIMIZERS))


def gradient(step):
    """Return gradients that change their signs and differ in size; one is about zero."""
    return [math.sin(1.3 * step + 0.7 * i) * (1 + 0.5 * i) for i in range(5)]


def named(dtype=np.float64, count=1):
    return [
        NamedParameter(f"{i}.dense.weight", Parameter(np.array(START, dtype) * (1 + i)))
        for i in range(count)
    ]


def take_steps(optimizer, first, last):
    for step in range(first, last):
        for _, parameter in optimizer.parameters:
            parameter.gradient[...] = gradient(step)
        optimizer.step()
