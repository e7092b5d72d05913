"""Gradients of random networks against PyTorch's autograd, where PyTorch is installed."""

import numpy as np
import pytest

from core.layer_specs import LAYER_KINDS
from tests.support.parity import (
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
        for compute in (gradients_in_training, gradients_of_the_chain):
            network, value, gradients = compute(drawn, np.float64)
            expected_value, expected = torch_gradients(drawn, network)
            assert value == pytest.approx(expected_value, rel=1e-12), seed
            assert worst_norm_ratio(gradients, expected) <= 1e-12, (seed, drawn.spec)
            limit = 5e-5 if drawn.saturates else 1e-5
            _, value, gradients = compute(drawn, np.float32)
            assert value == pytest.approx(expected_value, rel=limit, abs=1e-6), seed
            assert worst_norm_ratio(gradients, expected) <= limit, (seed, drawn.spec)


def test_that_the_networks_hold_every_kind_of_layer_and_real_ties():
    drawn = [draw_network(seed) for seed in range(NETWORKS)]
    counts = dict.fromkeys(LAYER_KINDS, 0)
    for network in drawn:
        for kind in {layer.KIND for layer in network.spec.layers}:
            counts[kind] += 1
    assert min(counts.values()) >= 30, counts
    assert sum("max_pool2d" in [s.KIND for s in d.spec.layers[1:]] for d in drawn) >= 100
