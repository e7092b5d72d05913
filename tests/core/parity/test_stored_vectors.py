"""Gradients of random networks against those PyTorch's autograd gave for them."""

import numpy as np
import pytest

from core.layers.catalog import LAYER_KINDS
from tests.support.parity import (
    gradients_in_parts,
    gradients_in_training,
    gradients_of_the_chain,
    worst_norm_ratio,
)
from tests.support.parity_vectors import STORED, stored_networks


@pytest.mark.parametrize(
    "compute", [gradients_in_training, gradients_in_parts, gradients_of_the_chain]
)
def test_that_stored_networks_differentiate_as_pytorch_did(compute):
    for index, (drawn, expected_value, expected) in enumerate(stored_networks()):
        _, value, gradients = compute(drawn, np.float64)
        assert value == pytest.approx(expected_value, rel=1e-12), index
        assert worst_norm_ratio(gradients, expected) <= 1e-12, (index, drawn.spec)
        limit = 5e-5 if drawn.saturates else 1e-5
        _, value, gradients = compute(drawn, np.float32)
        assert value == pytest.approx(expected_value, rel=limit, abs=1e-6), index
        assert worst_norm_ratio(gradients, expected) <= limit, (index, drawn.spec)


def test_that_a_gradient_slightly_off_would_be_noticed():
    drawn, _, expected = next(iter(stored_networks()))
    _, _, gradients = gradients_of_the_chain(drawn, np.float64)
    for path, gradient in gradients.items():
        wrong = gradients | {path: gradient * (1 + 1e-9)}
        if np.linalg.norm(gradient) > 1e-2:
            assert worst_norm_ratio(wrong, expected) > 1e-12, path


def test_that_the_stored_networks_hold_every_kind_but_dropout():
    networks = [drawn.spec for drawn, _, _ in stored_networks()]
    kinds = {layer.KIND for spec in networks for layer in spec.layers}
    assert len(networks) == STORED
    says = "store them anew, with PyTorch installed: python -m tests.support.parity_vectors"
    assert kinds == set(LAYER_KINDS) - {"dropout"}, says
