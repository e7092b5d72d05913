"""Random changes of images: deterministic, independent of shards, and what the formulas say."""

import math
import threading

import numpy as np
import pytest

from core.augmentation.augmenter import Augmenter
from core.augmentation.elastic import Elastic
from core.augmentation.random_affine import draw_affine, pixel_places
from core.augmentation.resampling import Resampling
from core.augmentation.spec import AugmentationSpec
from core.errors import SpecError

SHAPE = (7, 9, 2)
EVERYTHING = AugmentationSpec(shift=2, rotate=15, scale=0.2, elastic=0.7, noise=0.1)


@pytest.fixture
def images():
    return np.random.default_rng(3).integers(0, 256, (100, *SHAPE), np.uint8)


def naive_read(image, row, column):
    """Bilinear interpolation of one place, pixel by pixel; no ink outside."""
    height, width = image.shape
    total = 0.0
    for r in (math.floor(row), math.floor(row) + 1):
        for c in (math.floor(column), math.floor(column) + 1):
            if 0 <= r < height and 0 <= c < width:
                total += image[r, c] * (1 - abs(row - r)) * (1 - abs(column - c))
    return total


def test_that_places_between_pixels_are_read_as_a_naive_loop_reads_them(images):
    rng = np.random.default_rng(0)
    rows = rng.uniform(-3, 10, (5, 40)).astype(np.float32)
    columns = rng.uniform(-3, 12, (5, 40)).astype(np.float32)
    rows[0, :4] = [0, 6, -1, 7]  # exactly on a pixel, on the last, and just outside
    columns[0, :4] = [0, 8, 4, 9]
    read = Resampling(*SHAPE[:2]).read(images[:5], rows.copy(), columns.copy())
    assert read.shape == (5, 40, 2)
    for n in range(5):
        for p in range(40):
            for c in range(2):
                expected = naive_read(
                    images[n, ..., c], float(rows[n, p]), float(columns[n, p])
                )
                assert read[n, p, c] == pytest.approx(expected, abs=2.5)


def test_that_full_ink_stays_full_between_its_pixels():
    full = np.full((1, 7, 9, 1), 255, np.uint8)
    rows, columns = np.random.default_rng(0).uniform(0, 6, (2, 1, 500)).astype(np.float32)
    assert (Resampling(7, 9).read(full, rows, columns) == 255).all()


def test_that_reading_between_pixels_neither_adds_nor_loses_ink_on_average(images):
    rng = np.random.default_rng(0)
    rows, columns = rng.uniform(0, 6, (2, 100, 400)).astype(np.float32)
    expected = [
        naive_read(images[n, ..., 0], float(rows[n, p]), float(columns[n, p]))
        for n in range(100)
        for p in range(0, 400, 20)
    ]
    read = Resampling(*SHAPE[:2]).read(images, rows.copy(), columns.copy())
    error = read[:, ::20, 0].ravel() - np.array(expected)
    assert abs(error.mean()) < 0.05
    assert error.std() < 0.5


def test_that_a_place_far_outside_holds_no_ink(images):
    far = np.full((1, 4), 1e6, np.float32)
    for rows, columns in ((far, -far), (-far, far)):
        read = Resampling(*SHAPE[:2]).read(images[:1], rows.copy(), columns.copy())
        np.testing.assert_array_equal(read, 0)


def test_that_every_affine_map_undoes_turn_scale_and_shift():
    spec = AugmentationSpec(shift=3, rotate=40, scale=0.3)
    maps = draw_affine(spec, 50, 7, 9, np.random.default_rng(1)).astype(np.float64)
    twin = np.random.default_rng(1)
    shift = twin.uniform(-3, 3, (2, 50))
    angle = np.radians(twin.uniform(-40, 40, 50))
    zoom = twin.uniform(0.7, 1.3, 50)
    for n in range(50):
        q = np.array([1.5, 6.0])  # a place in the given image
        turn = np.array(
            [
                [math.cos(angle[n]), -math.sin(angle[n])],
                [math.sin(angle[n]), math.cos(angle[n])],
            ]
        )
        center = np.array([3.0, 4.0])
        p = turn @ (zoom[n] * (q - center)) + center + shift[:, n]  # where it is seen
        np.testing.assert_allclose(maps[:, n] @ np.append(p, 1.0), q, atol=1e-5)


def test_that_a_map_without_change_leaves_every_place():
    maps = draw_affine(AugmentationSpec(), 3, 7, 9, np.random.default_rng(1))
    places = maps @ pixel_places(7, 9)
    np.testing.assert_allclose(places[0, 2].reshape(7, 9)[:, 0], np.arange(7), atol=1e-6)
    np.testing.assert_allclose(places[1, 2].reshape(7, 9)[0], np.arange(9), atol=1e-6)


def test_that_a_whole_pixel_shift_moves_the_image_and_brings_in_no_ink(images, monkeypatch):
    def one_down_two_right(spec, count, height, width, rng):
        maps = np.zeros((2, count, 3), np.float32)
        maps[0, :, 0] = maps[1, :, 1] = 1
        maps[0, :, 2], maps[1, :, 2] = -1, -2
        return maps

    monkeypatch.setattr("core.augmentation.augmenter.draw_affine", one_down_two_right)
    changed = Augmenter(AugmentationSpec(shift=2), SHAPE, 7).shard(images, np.arange(4), 0)
    np.testing.assert_array_equal(changed[:, 1:, 2:], images[:4, :-1, :-2])
    assert not changed[:, 0].any()
    assert not changed[:, :, :2].any()


def test_that_elastic_displacements_have_the_strength_asked_for_everywhere():
    field = Elastic(12, 15, strength=1.5, sigma=3.0).draw(3000, np.random.default_rng(0))
    assert field.shape == (2, 3000, 180)
    deviations = np.sqrt(np.square(field).mean(axis=1)).reshape(2, 12, 15)
    np.testing.assert_allclose(deviations, 1.5, rtol=0.1)
    assert abs(field.mean()) < 0.02


def test_that_neighbouring_pixels_move_together_and_far_ones_do_not():
    field = Elastic(28, 28, 1.0, 4.0).draw(2000, np.random.default_rng(0)).reshape(-1, 28, 28)
    middle = field[:, 14, 14]
    near = np.mean(middle * field[:, 14, 15])
    # Two Gaussians of deviation σ, d apart, overlap by exp(−d²/4σ²).
    assert near == pytest.approx(math.exp(-1 / 64), abs=0.05)
    assert abs(np.mean(middle * field[:, 14, 27])) < 0.15


def test_that_noise_has_its_deviation_and_stays_within_the_range():
    grey = np.full((500, *SHAPE), 128, np.uint8)
    noisy = Augmenter(AugmentationSpec(noise=0.1), SHAPE, 7).shard(grey, np.arange(500), 0)
    assert noisy.std() == pytest.approx(25.5, rel=0.02)
    assert noisy.mean() == pytest.approx(128, abs=0.3)
    black = np.zeros((50, *SHAPE), np.uint8)
    assert (
        Augmenter(AugmentationSpec(noise=1.0), SHAPE, 7).shard(black, np.arange(50), 0).max()
        == 255
    )


def test_that_the_same_seed_step_and_place_give_the_same_bits(images):
    rows = np.arange(100)
    first = Augmenter(EVERYTHING, SHAPE, 7)
    first.shard(images, rows, 3)  # whatever was drawn before
    again = Augmenter(EVERYTHING, SHAPE, 7).shard(images, rows, 5, 64)
    np.testing.assert_array_equal(first.shard(images, rows, 5, 64), again)
    for other in (
        first.shard(images, rows, 6, 64),
        first.shard(images, rows, 5, 0),
        Augmenter(EVERYTHING, SHAPE, 8).shard(images, rows, 5, 64),
    ):
        assert np.any(other != again)


def test_that_shards_on_two_threads_are_those_of_one(images):
    expected = [
        Augmenter(EVERYTHING, SHAPE, 7).shard(images, np.arange(25) + start, 0, start)
        for start in (0, 25, 50, 75)
    ]
    results = {}

    def work(starts):
        augmenter = Augmenter(EVERYTHING, SHAPE, 7)
        for start in starts:
            results[start] = augmenter.shard(images, np.arange(25) + start, 0, start)

    threads = [threading.Thread(target=work, args=(starts,)) for starts in ((0, 50), (75, 25))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for place, start in enumerate((0, 25, 50, 75)):
        np.testing.assert_array_equal(results[start], expected[place])


def test_that_every_image_of_a_batch_is_changed_in_its_own_way(images):
    same = np.repeat(images[:1], 20, axis=0)
    changed = Augmenter(AugmentationSpec(rotate=12), SHAPE, 7).shard(same, np.arange(20), 0)
    assert len({image.tobytes() for image in changed}) == 20


def test_that_the_images_given_are_left_alone(images):
    before = images.copy()
    images.flags.writeable = False
    changed = Augmenter(EVERYTHING, SHAPE, 7).shard(images, np.arange(100)[::-1], 0)
    np.testing.assert_array_equal(images, before)
    assert changed.dtype == np.uint8
    assert not np.shares_memory(changed, images)


def test_that_rows_decide_which_images_are_changed(images):
    rows = np.array([5, 5, 99])
    still = Augmenter(AugmentationSpec(noise=1e-9), SHAPE, 7).shard(images, rows, 0)
    np.testing.assert_array_equal(still, images[rows])


def test_that_nothing_but_smoothness_is_off():
    assert AugmentationSpec().is_off
    assert AugmentationSpec(elastic_smoothness=9).is_off
    assert not AugmentationSpec(noise=0.1).is_off
    assert not AugmentationSpec(noise=0.1).moves_pixels
    assert AugmentationSpec(elastic=0.1).moves_pixels


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("shift", -1),
        ("shift", 65),
        ("rotate", 181),
        ("scale", 0.95),
        ("elastic", float("nan")),
        ("elastic_smoothness", 0),
        ("noise", 2),
        ("noise", "much"),
    ],
)
def test_that_settings_out_of_range_are_refused_by_name(field, value):
    with pytest.raises(SpecError, match=f"augmentation: {field} must be a number from"):
        AugmentationSpec(**{field: value})
