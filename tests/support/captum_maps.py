"""Explanations that captum made of small networks, stored for who has no captum.

Written anew, where captum is installed, by ``python -m tests.support.captum_maps``.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import numpy as np

from core.explanation.class_score import ClassScore, Target
from core.explanation.integrated_gradients import integral
from core.explanation.smooth_grad import SAMPLES, SEED, SIGMA
from core.layers.conv2d import Conv2DSpec
from core.layers.dense import DenseSpec
from core.layers.flatten import FlattenSpec
from core.layers.max_pool2d import MaxPool2DSpec
from core.layers.relu import ReLUSpec
from core.layers.softmax import SoftmaxSpec
from core.losses.categorical_cross_entropy import CategoricalCrossEntropy
from core.network_spec import NetworkSpec, build_network

STORED = Path(__file__).parents[1] / "core" / "explanation" / "captum.npz"
SHAPE, CLASSES, COUNT = (9, 8, 2), 4, 5
IN_64_STEPS = "integrated-gradients in 64 steps"
SPEC = NetworkSpec(
    SHAPE,
    (
        Conv2DSpec(filters=3, kernel_size=(3, 3)),
        ReLUSpec(),
        MaxPool2DSpec(pool_size=(2, 2), stride=(2, 2)),
        Conv2DSpec(filters=4, kernel_size=(2, 2)),
        ReLUSpec(),
        FlattenSpec(),
        DenseSpec(units=6),
        ReLUSpec(),
        DenseSpec(units=CLASSES),
        SoftmaxSpec(),
    ),
)


class DrawnCase(NamedTuple):
    """A network in float64, an image and a class."""

    network: object
    x: np.ndarray
    target: int

    @property
    def score(self):
        """The score that is explained."""
        return ClassScore(self.network, SPEC, CategoricalCrossEntropy(), Target(self.target))


def drawn_case(number):
    """Return the case of a number."""
    rng = np.random.default_rng([number, 9])
    network = build_network(SPEC, rng=rng, dtype=np.float64)
    for path, parameter in network.named_parameters():
        if path.endswith("bias"):
            parameter.value[...] = rng.normal(0, 0.3, parameter.value.shape)
    return DrawnCase(network, rng.random(SHAPE), number % CLASSES)


def maps_of_captum(case):
    """Return what captum says, by the name of the method.

    Integrated gradients in as many steps as ours took; and in 64, under a name of their own.
    """
    import torch
    from captum import attr

    model = _torch_twin(case.network, torch)
    x = torch.tensor(case.x.transpose(2, 0, 1)[None], dtype=torch.float64)
    last = [layer for layer in model if isinstance(layer, torch.nn.Conv2d)][-1]
    noise = np.random.default_rng(SEED).normal(0, SIGMA, (SAMPLES, *SHAPE))
    noisy = torch.tensor((case.x + noise).transpose(0, 3, 1, 2))
    saliency = attr.Saliency(model)
    cam = attr.LayerGradCam(model, last).attribute(
        x, target=case.target, relu_attributions=True
    )

    def integrated(steps):
        return attr.IntegratedGradients(model).attribute(
            x, target=case.target, n_steps=steps, method="riemann_middle"
        )

    found = {
        "gradient": saliency.attribute(x, target=case.target, abs=False),
        "gradient-x-input": attr.InputXGradient(model).attribute(x, target=case.target),
        "smooth-grad": saliency.attribute(noisy, target=case.target, abs=False).mean(
            0, keepdim=True
        ),
        "integrated-gradients": integrated(integral(case.score, case.x).steps),
        IN_64_STEPS: integrated(64),
        "guided-backprop": attr.GuidedBackprop(model).attribute(x, target=case.target),
        "grad-cam": attr.LayerAttribution.interpolate(cam, SHAPE[:2], "bilinear"),
        "occlusion": attr.Occlusion(model).attribute(
            x, target=case.target, sliding_window_shapes=(SHAPE[2], 4, 4)
        )[:, :1],
    }
    arrays = {
        name: values.detach().numpy()[0].transpose(1, 2, 0) for name, values in found.items()
    }
    return {
        name: array[..., 0] if name in ("grad-cam", "occlusion") else array
        for name, array in arrays.items()
    }


def stored_maps(number):
    """Return what captum said of a case, by the name of the method."""
    with np.load(STORED, allow_pickle=False) as archive:
        return {
            key.partition("/")[2]: archive[key]
            for key in archive.files
            if key.startswith(f"{number}/")
        }


def _torch_twin(network, torch):
    """Return the network up to the class scores, in PyTorch's order of channels."""
    parts = []
    shapes = [outline.output_shape for outline in SPEC.outline()]
    for index, layer in enumerate(network.layers[:-1]):
        values = {name: torch.tensor(p.value) for name, p in layer.parameters.items()}
        match layer.KIND:
            case "conv2d":
                one = torch.nn.Conv2d(layer.in_channels, layer.filters, layer.kernel_size)
                values["weight"] = values["weight"].permute(3, 2, 0, 1)
            case "dense":
                weight = values["weight"]
                before = SPEC.layers[index - 1]
                if before.LAYS_OUT_MAPS:
                    rows, columns, channels = shapes[index - 2]
                    weight = weight.reshape(rows, columns, channels, -1).permute(2, 0, 1, 3)
                    weight = weight.reshape(rows * columns * channels, -1)
                values["weight"] = weight.T
                one = torch.nn.Linear(weight.shape[0], weight.shape[1])
            case "max_pool2d":
                one = torch.nn.MaxPool2d(2)
            case "flatten":
                one = torch.nn.Flatten()
            case "relu":
                one = torch.nn.ReLU()
        one.double()
        one.load_state_dict(values)
        parts.append(one)
    return torch.nn.Sequential(*parts)


def store_maps():
    """Ask captum, and write down what it says."""
    found = {
        f"{number}/{name}": array
        for number in range(COUNT)
        for name, array in maps_of_captum(drawn_case(number)).items()
    }
    np.savez_compressed(STORED, **found)


if __name__ == "__main__":
    store_maps()
