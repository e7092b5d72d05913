"""Gradients of random networks against PyTorch's autograd, where PyTorch is installed."""

import numpy as np
import pytest

from core.layers.batch_norm import BatchNorm
from core.layers.catalog import LAYER_KINDS
from tests.support.layer_cases import LAYER_CASES
from tests.support.norm_in_parts import norm_in_parts
from tests.support.parity import (
    gradients_in_parts,
    gradients_in_training,
    gradients_of_the_chain,
    worst_norm_ratio,
)
from tests.support.random_networks import draw_network

NETWORKS = 520
PORTION = 40

pytest.importorskip("torch", reason="needs the extra “bench”; see test_stored_vectors.py")


def portions():
    return [range(start, start + PORTION) for start in range(0, NETWORKS, PORTION)]


@pytest.mark.parametrize("seeds", portions(), ids=lambda seeds: f"from-{seeds.start}")
def test_that_random_networks_differentiate_as_pytorch_does(seeds):
    from tests.support.torch_twin import torch_gradients

    for seed in seeds:
        drawn = draw_network(seed)
        for compute in (gradients_in_training, gradients_in_parts, gradients_of_the_chain):
            if compute is gradients_in_parts and "dropout" in kinds_of(drawn):
                continue  # every part draws a mask of its own
            network, value, gradients = compute(drawn, np.float64)
            expected_value, expected = torch_gradients(drawn, network)
            assert value == pytest.approx(expected_value, rel=1e-12), seed
            assert worst_norm_ratio(gradients, expected) <= 1e-12, (seed, drawn.spec)
            limit = 5e-5 if drawn.saturates else 1e-5
            _, value, gradients = compute(drawn, np.float32)
            assert value == pytest.approx(expected_value, rel=limit, abs=1e-6), seed
            assert worst_norm_ratio(gradients, expected) <= limit, (seed, drawn.spec)


@pytest.mark.parametrize("parts", [1, 3])
@pytest.mark.parametrize("is_map", [False, True])
def test_that_batch_norm_is_that_of_pytorch_with_its_running_statistics(is_map, parts, rng):
    import torch

    momentum, epsilon, channels = 0.7, 1e-3, 3
    modules = torch.nn.BatchNorm2d if is_map else torch.nn.BatchNorm1d
    theirs = modules(channels, eps=epsilon, momentum=1 - momentum, dtype=torch.float64)
    copies = [
        BatchNorm(channels, momentum=momentum, epsilon=epsilon, dtype=np.float64)
        for _ in range(parts)
    ]
    gamma, beta = rng.standard_normal((2, channels))
    for copy in copies:
        copy.gamma.value[...], copy.beta.value[...] = gamma, beta
    with torch.no_grad():
        theirs.weight.copy_(torch.tensor(gamma))
        theirs.bias.copy_(torch.tensor(beta))
    for _ in range(3):
        x, grad = rng.normal(5, 2, (2, 11, *([4, 6] if is_map else []), channels))
        y, grad_x = norm_in_parts(copies, x, grad)
        given = torch.tensor(np.moveaxis(x, -1, 1), requires_grad=True)
        theirs.zero_grad()
        wanted = theirs(given)
        wanted.backward(torch.tensor(np.moveaxis(grad, -1, 1)))
        for got, want in (
            (y, np.moveaxis(wanted.detach().numpy(), 1, -1)),
            (grad_x, np.moveaxis(given.grad.numpy(), 1, -1)),
            (sum(copy.gamma.gradient for copy in copies), theirs.weight.grad.numpy()),
            (sum(copy.beta.gradient for copy in copies), theirs.bias.grad.numpy()),
            (copies[0].state["running_mean"], theirs.running_mean.numpy()),
            (copies[0].state["running_variance"], theirs.running_var.numpy()),
        ):
            np.testing.assert_allclose(got, want, rtol=1e-11, atol=1e-12)


@pytest.mark.parametrize("kind", ["batch_norm", "layer_norm", "gelu", "tanh"])
def test_that_a_page_read_as_pytorch_is_pytorch_s_own_layer(kind, rng):
    import torch

    from tests.support.torch_twin import STEPS, as_in_the_book

    spec = LAYER_CASES[kind].spec
    x, weights = torch.tensor(rng.standard_normal((2, 3, 5, 4, 2)))
    shapes = spec.parameter_shapes((4, 2, 5))
    own = {name: torch.tensor(rng.standard_normal(shape)) for name, shape in shapes.items()}
    slopes = []
    for step in (STEPS[kind], as_in_the_book):
        given = x.clone().requires_grad_()
        (step(given, spec, own, None) * weights).sum().backward()
        slopes.append(given.grad.numpy())
    np.testing.assert_allclose(slopes[0], slopes[1], rtol=1e-11, atol=1e-12)


def kinds_of(drawn):
    return {layer.KIND for layer in drawn.spec.layers}


def test_that_the_networks_hold_every_kind_of_layer_and_real_ties():
    drawn = [draw_network(seed) for seed in range(NETWORKS)]
    counts = dict.fromkeys(LAYER_KINDS, 0)
    for network in drawn:
        for kind in kinds_of(network):
            counts[kind] += 1
    assert min(counts.values()) >= 30, counts
    assert sum("max_pool2d" in [s.KIND for s in d.spec.layers[1:]] for d in drawn) >= 100
