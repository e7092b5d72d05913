"""Every optimiser, with gradients that are the same each time."""

import math
from typing import NamedTuple

import numpy as np
import pytest

from core.network import NamedParameter
from core.optimizers.adagrad import AdaGradSpec
from core.optimizers.adam import AdamSpec
from core.optimizers.adam_w import AdamWSpec
from core.optimizers.base import OptimizerSpec
from core.optimizers.catalog import OPTIMIZERS
from core.optimizers.momentum import MomentumSpec
from core.optimizers.nadam import NadamSpec
from core.optimizers.nesterov import NesterovSpec
from core.optimizers.rms_prop import RMSPropSpec
from core.optimizers.sgd import SGDSpec
from core.parameter import Parameter

STEPS = 20
START = [0.5, -1.25, 0.0, 2.0, -0.3]


class Case(NamedTuple):
    """An optimiser with settings that are no defaults, so that a swapped pair is noticed.

    Attributes
    ----------
    spec : OptimizerSpec
    twin : str
        What `torch.optim` calls it.
    options : dict
        The settings besides the learning rate, as PyTorch calls them.
    weights : list of float
        After `STEPS` steps of torch.optim 2.13 in float64, from `START` along `gradient`.
    """

    spec: OptimizerSpec
    twin: str
    options: dict
    weights: list


CASES = {
    case.spec.KIND: case
    for case in (
        Case(
            SGDSpec(0.1), "SGD", {},
            [0.5149051762419459, -1.2984253429525692, -0.12857767308081008,
             1.8348548331332553, -0.410277467928757],
        ),
        Case(
            MomentumSpec(0.05, momentum=0.9), "SGD", {"momentum": 0.9},
            [0.23968802093813243, -1.7445305127977424, -0.48801017277531616,
             1.8910906014231827, 0.23209885286698473],
        ),
        Case(
            NesterovSpec(0.05, momentum=0.8), "SGD", {"momentum": 0.8, "nesterov": True},
            [0.4028342894809474, -1.4747175988755983, -0.2639979118827758,
             1.8697374805519287, -0.1431157808858758],
        ),
        Case(
            AdaGradSpec(0.1, epsilon=1e-3), "Adagrad", {"eps": 1e-3},
            [0.44332210280643797, -1.3587958910971392, -0.0766294213070196,
             1.9557978385544883, -0.328890280611414],
        ),
        Case(
            RMSPropSpec(0.01, decay=0.9, epsilon=1e-3), "RMSprop", {"alpha": 0.9, "eps": 1e-3},
            [0.4865018463938848, -1.2814778683928802, -0.02417144769154088,
             1.9839365803311362, -0.3134482398469966],
        ),
        Case(
            AdamSpec(0.03, beta_1=0.8, beta_2=0.95, epsilon=1e-3),
            "Adam", {"betas": (0.8, 0.95), "eps": 1e-3},
            [0.44683490225870626, -1.3312429206434238, -0.060176771285069965,
             1.9728380456437182, -0.28790396400228474],
        ),
        Case(
            AdamWSpec(0.03, beta_1=0.8, beta_2=0.95, epsilon=1e-3, weight_decay=0.2),
            "AdamW", {"betas": (0.8, 0.95), "eps": 1e-3, "weight_decay": 0.2},
            [0.3956278533681477, -1.180889209998309, -0.05372667833467353,
             1.749057362909138, -0.2549653982376026],
        ),
        Case(
            NadamSpec(0.03, beta_1=0.8, beta_2=0.95, epsilon=1e-3, momentum_decay=0.05),
            "NAdam", {"betas": (0.8, 0.95), "eps": 1e-3, "momentum_decay": 0.05},
            [0.48719142548816435, -1.2857672687475308, -0.03107830157692868,
             1.9762032190308856, -0.3177316133315506],
        ),
    )
}  # fmt: skip
SPECS = {kind: case.spec for kind, case in CASES.items()}
every_kind = pytest.mark.parametrize("kind", list(OPTIMIZERS))


def gradient(step):
    """Return gradients that change their signs and differ in size; one is about zero."""
    return [math.sin(1.3 * step + 0.7 * i) * (1 + 0.5 * i) for i in range(5)]


def named(dtype=np.float64, count=1):
    return [
        NamedParameter(f"{i}.dense.weight", Parameter(np.array(START, dtype) * (1 + i)))
        for i in range(count)
    ]


def stepped_by_pytorch(torch, case):
    """Yield the weights of its twin in PyTorch after each of the steps, in float64."""
    before = torch.get_default_dtype()
    torch.set_default_dtype(torch.float64)  # some keep a number of their own beside the weights
    try:
        weight = torch.tensor(START, requires_grad=True)
        twin = getattr(torch.optim, case.twin)
        optimizer = twin([weight], lr=case.spec.learning_rate, **case.options)
        for step in range(STEPS):
            weight.grad = torch.tensor(gradient(step))
            optimizer.step()
            yield weight.detach().numpy().copy()
    finally:
        torch.set_default_dtype(before)


def take_steps(optimizer, first, last):
    for step in range(first, last):
        for _, parameter in optimizer.parameters:
            parameter.gradient[...] = gradient(step)
        optimizer.step()
