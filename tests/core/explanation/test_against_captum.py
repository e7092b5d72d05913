"""Every explanation against captum's: what it once said, and what it says where it is."""

import numpy as np
import pytest

from core.explanation.catalog import EXPLANATION_METHODS
from core.explanation.integrated_path import integrated_path
from tests.support.captum_maps import (
    COUNT,
    IN_64_STEPS,
    drawn_case,
    maps_of_captum,
    stored_maps,
)

#: captum keeps count of covered pixels in float32.
LIMITS = dict.fromkeys(EXPLANATION_METHODS, 1e-12) | {"occlusion": 1e-6}


def worst_difference(number, expected):
    case = drawn_case(number)
    return {
        name: np.abs(method.explain(case.score, case.x) - expected[name]).max()
        / max(np.abs(expected[name]).max(), 1e-3)  # all of a Grad-CAM may be 0
        for name, method in EXPLANATION_METHODS.items()
    }


@pytest.mark.parametrize("number", range(COUNT))
def test_that_a_map_is_what_captum_made_of_the_same_network(number):
    expected = stored_maps(number)
    assert expected.keys() == {*EXPLANATION_METHODS, IN_64_STEPS}
    differences = worst_difference(number, expected)
    assert {
        name: value for name, value in differences.items() if not value <= LIMITS[name]
    } == {}


@pytest.mark.parametrize("number", range(COUNT))
def test_that_a_path_of_64_steps_ends_with_the_map_of_captum(number):
    case = drawn_case(number)
    path = integrated_path(case.score, case.x, lambda: None, 64)
    expected = stored_maps(number)[IN_64_STEPS].sum(axis=2)
    assert path.maps[-1] == pytest.approx(expected, abs=1e-12 * np.abs(expected).max())


def test_that_captum_says_what_it_said():
    pytest.importorskip("captum", reason="needs the extra “bench”")
    for number in range(20):
        expected = maps_of_captum(drawn_case(number))
        for name, value in worst_difference(number, expected).items():
            assert value <= LIMITS[name], (number, name)
