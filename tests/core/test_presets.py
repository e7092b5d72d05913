"""Which preset suits which images."""

import pytest

from core.presets import LENET_5, PHOTOS, PRESETS, SEED_CNN, preset_for
from core.training.fitting import fitted_to_data


@pytest.mark.parametrize(
    ("shape", "expected"),
    [
        ((28, 28, 1), SEED_CNN), ((32, 32, 3), SEED_CNN), ((47, 48, 3), SEED_CNN),
        ((48, 48, 1), PHOTOS), ((171, 256, 3), PHOTOS), ((256, 16, 4), PHOTOS),
        ((8, 2304, 1), SEED_CNN), ((15, 256, 3), SEED_CNN),
    ],
)  # fmt: skip
def test_that_photographs_are_begun_with_the_preset_for_them(shape, expected):
    there = SEED_CNN.replace(data="somewhere")
    assert preset_for(shape, there) == expected.replace(data="somewhere")
    if expected is PHOTOS:  # works for such images
        fitted_to_data(PHOTOS.network, shape, 3).outline()


def test_that_it_is_not_offered_to_itself_and_stays_small_for_large_images():
    mine = PHOTOS.replace(epochs=3)
    assert preset_for((171, 256, 3), mine) is mine
    counts = {
        name: sum(
            one.parameter_count
            for one in fitted_to_data(PRESETS[name].network, (171, 256, 3), 4).outline()
        )
        for name in (PHOTOS.name, SEED_CNN.name, LENET_5.name)
    }
    assert counts[PHOTOS.name] < 70_000 < counts[SEED_CNN.name] < counts[LENET_5.name]
