"""Principal axes, against NumPy's singular values and by hand."""

import numpy as np
import pytest

from core.data_map.principal_axes import facing, principal_axes


@pytest.mark.parametrize("shape", [(40, 6), (12, 30), (9, 9), (30, 2500)])
@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_that_places_and_shares_are_those_of_the_singular_values(shape, dtype):
    rng = np.random.default_rng(sum(shape))
    x = (rng.normal(size=shape) * np.linspace(3, 0.5, shape[1]) + 7).astype(dtype)
    found = principal_axes(x, 4)
    centred = x.astype(np.float64) - x.astype(np.float64).mean(axis=0)
    u, sizes, _ = np.linalg.svd(centred, full_matrices=False)
    expected = (u * sizes)[:, :4]
    tolerance = 1e-9 if dtype is np.float64 else 2e-4 * sizes[0]
    np.testing.assert_allclose(np.abs(found.places), np.abs(expected), atol=tolerance)
    np.testing.assert_allclose(
        found.shares, sizes[:4] ** 2 / (sizes**2).sum(), rtol=1e-3, atol=1e-6
    )


def test_that_the_row_farthest_out_is_on_the_positive_side_whatever_the_rows_are_negated():
    x = np.array([[0.0, 0.0], [1.0, 0.1], [2.0, -0.1], [9.0, 0.0]])
    for sign in (1, -1):
        places = principal_axes(sign * x, 2).places
        assert np.abs(places[:, 0]).argmax() == 3
        assert places[3, 0] > 0
        farthest = np.abs(places).argmax(axis=0)
        assert (places[farthest, [0, 1]] > 0).all()


def test_that_equal_rows_lie_at_one_place_and_explain_nothing():
    found = principal_axes(np.full((6, 3), 4.0), 2)
    np.testing.assert_array_equal(found.places, np.zeros((6, 2)))
    np.testing.assert_array_equal(found.shares, [0, 0])


def test_that_there_are_no_more_axes_than_numbers():
    assert principal_axes(np.random.default_rng(0).normal(size=(20, 1)), 5).places.shape == (
        20,
        1,
    )


def test_that_an_axis_is_turned_to_agree_with_the_map_before_and_not_otherwise_changed():
    before = np.random.default_rng(1).normal(size=(30, 2))
    now = before * [1, -1] + 0.01
    turned = facing(now, before)
    np.testing.assert_array_equal(np.abs(turned), np.abs(now))
    assert ((turned * before).sum(axis=0) > 0).all()
