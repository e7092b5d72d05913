"""Gradients that were not kept are told from gradients that broke."""

from types import MappingProxyType

import numpy as np
import pytest

from core.inspection.unknown_gradients import gradients_are_known
from core.inspection.weight_quantity import WeightQuantity, is_known, weight_numbers
from core.training.snapshot import Snapshot

ONES = np.ones((2, 3), np.float32)
NAN = np.full((2, 3), np.nan, np.float32)
PART = np.where(np.arange(6).reshape(2, 3) == 4, np.nan, ONES).astype(np.float32)


def snapshot(values, gradients):
    return Snapshot(
        4,
        1,
        MappingProxyType(dict(zip("ab", values, strict=False))),
        MappingProxyType(dict(zip("ab", gradients, strict=False))),
    )


@pytest.mark.parametrize(
    ("values", "gradients", "known"),
    [
        ((ONES, ONES), (NAN, NAN), False),
        ((ONES, ONES), (NAN, ONES), True),
        ((ONES, ONES), (PART, NAN), True),
        ((NAN, NAN), (NAN, NAN), True),  # a step that broke spoils the weights
        ((PART, ONES), (NAN, NAN), True),
        ((ONES, ONES), (0 * ONES, 0 * ONES), True),
        ((), (), True),
    ],
)
def test_that_only_sound_weights_without_any_gradient_lack_them(values, gradients, known):
    shot = snapshot(values, gradients)
    assert gradients_are_known(shot) is known
    assert is_known(WeightQuantity.GRADIENT, shot) is known
    assert is_known(WeightQuantity.VALUE, shot)
    if values:
        numbers = weight_numbers(WeightQuantity.GRADIENT, "a", shot, shot.values)
        expected = gradients[0] if known else 0 * ONES
        np.testing.assert_array_equal(numbers, expected)
