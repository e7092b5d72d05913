"""Copies in long pieces."""

import numpy as np
import pytest

from core.contiguous import copy_in_pieces, has_large_pieces


@pytest.mark.parametrize("count", [1, 3, 32])
def test_that_scattered_pieces_arrive_as_they_are(count, rng):
    source = rng.standard_normal((6, 5, 8, count)).astype(np.float32)
    for picked in (source[:, :, 1::2], source[::-1, ::2], source.swapaxes(0, 2)):
        target = np.zeros((2, *picked.shape), np.float32)[1]
        copy_in_pieces(target, picked)
        np.testing.assert_array_equal(target, picked)


def test_that_numbers_are_converted_and_gaps_respected(rng):
    source = rng.integers(0, 9, (3, 4))
    spacious = np.full((3, 8), -1.0)
    copy_in_pieces(spacious[:, ::2], source)
    np.testing.assert_array_equal(spacious[:, ::2], source)
    assert (spacious[:, 1::2] == -1).all()


def test_that_an_array_of_whole_slices_has_long_runs():
    maps = np.zeros((6, 5, 8, 3))
    assert has_large_pieces(maps)
    assert has_large_pieces(maps[::2])
    assert not has_large_pieces(maps[:, :, ::2])
    assert not has_large_pieces(maps.swapaxes(0, 2))
