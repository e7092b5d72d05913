"""Which images are held back."""

from fractions import Fraction

import numpy as np
import pytest

from core.datasets.split import split_rows


@pytest.mark.parametrize(
    ("count", "share", "held_back"),
    [(10, 0.1, 1), (11, 0.25, 3), (7, 0.1, 1), (9, 0.05, 0), (60_000, 0.1, 6_000), (3, 0.0, 0)],
)
def test_that_the_nearest_whole_number_of_images_is_held_back(count, share, held_back):
    train, validation = split_rows(count, share, 7)
    assert (len(train), len(validation)) == (count - held_back, held_back)
    assert abs(Fraction(held_back) - Fraction(str(share)) * count) <= Fraction(1, 2)


@pytest.mark.parametrize("seed", range(5))
def test_that_every_image_is_in_exactly_one_part_in_rising_order(seed):
    train, validation = split_rows(101, 0.3, seed)
    assert sorted([*train.tolist(), *validation.tolist()]) == list(range(101))
    assert (np.diff(train) > 0).all()
    assert (np.diff(validation) > 0).all()


def test_that_the_seed_decides_which():
    splits = [split_rows(50, 0.2, seed)[1].tolist() for seed in (1, 1, 2)]
    assert splits[0] == splits[1] != splits[2]
