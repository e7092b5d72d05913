"""Images made worse, against plain loops, and what every strength promises."""

import math

import numpy as np
import pytest

from core.evaluation.disturbance import DISTURBANCES, Disturbance, disturbed
from tests.support.data_files import real_digits


@pytest.fixture(scope="module")
def digits():
    return real_digits()[0][:70].reshape(-1, 28, 28, 1)


KINDS = list(Disturbance)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("shape", [(28, 28, 1), (9, 12, 3), (1, 1, 1)])
def test_that_copies_are_changed_and_the_same_call_gives_the_same(kind, shape):
    rng = np.random.default_rng(5)
    images = rng.integers(0, 256, (70, *shape), np.uint8)
    before = images.copy()
    for at, level in enumerate(DISTURBANCES[kind].levels_for(*shape[:2])):
        worse = disturbed(images, kind, level, at)
        assert worse.shape == images.shape
        assert worse.dtype == np.uint8
        assert np.array_equal(worse, disturbed(images, kind, level, at))
    assert np.array_equal(images, before)


@pytest.mark.parametrize("kind", KINDS)
def test_that_stronger_changes_more(kind, digits):
    levels = DISTURBANCES[kind].levels
    assert list(levels) == sorted(levels)
    assert levels[0] > 0
    changes = [
        float(np.abs(disturbed(digits, kind, level, at).astype(float) - digits).mean())
        for at, level in enumerate(levels)
    ]
    assert changes[0] > 0.1
    assert changes == sorted(changes)


def test_that_a_turn_by_a_right_angle_is_one(digits):
    turned = disturbed(digits, Disturbance.ROTATION, 90.0, 0)
    ways = set()
    for image, found in zip(digits, turned, strict=True):
        fits = {
            way for way in (1, 3) if np.abs(np.rot90(image, way).astype(int) - found).max() <= 2
        }
        assert fits
        ways |= fits
    assert ways == {1, 3}  # some to the left, some to the right


def test_that_a_shift_moves_the_centre_of_mass_so_far(digits):
    def centre(image):
        ink = image[..., 0].astype(float)
        rows, columns = np.indices(ink.shape)
        return np.array([(rows * ink).sum(), (columns * ink).sum()]) / ink.sum()

    inside = digits.copy()
    for edge in (np.s_[:, :4], np.s_[:, -4:], np.s_[:, :, :4], np.s_[:, :, -4:]):
        inside[edge] = 0  # so that no ink is lost
    shifted = disturbed(inside, Disturbance.SHIFT, 2.0, 1)
    moves = np.array([centre(b) - centre(a) for a, b in zip(inside, shifted, strict=True)])
    np.testing.assert_allclose(np.hypot(*moves.T), 2.0, atol=0.15)
    assert (moves > 0.5).any(axis=0).all()  # in all directions
    assert (moves < -0.5).any(axis=0).all()


def test_that_a_blur_is_a_sum_over_all_pixels(digits):
    image, sigma = digits[3, :, :, 0].astype(float), 1.5
    weights = [math.exp(-(k**2) / (2 * sigma**2)) for k in range(-28, 29)]
    whole = sum(weights)
    found = disturbed(digits, Disturbance.BLUR, sigma, 2)[3, :, :, 0]
    for r, c in ((5, 9), (14, 14), (20, 3)):
        total = sum(
            weights[r - i + 28] * weights[c - j + 28] * image[i, j]
            for i in range(28)
            for j in range(28)
        )
        assert found[r, c] == pytest.approx(total / whole**2, abs=0.51)
    full = np.full((1, 28, 28, 1), 200, np.uint8)  # at its edge, what runs out is lost
    edge = disturbed(full, Disturbance.BLUR, sigma, 2)[0, 0, 14, 0]
    assert edge == pytest.approx(200 * sum(weights[28:]) / whole, abs=0.51)


def test_that_a_square_is_hidden_at_a_place_of_its_own():
    full = np.full((200, 28, 28, 1), 200, np.uint8)
    worse = disturbed(full, Disturbance.OCCLUSION, 7.0, 1)
    corners = set()
    for image in worse[..., 0]:
        rows, columns = np.nonzero(image == 0)
        assert len(rows) == 49
        assert np.ptp(rows) == np.ptp(columns) == 6
        assert set(np.unique(image)) == {0, 200}
        corners.add((int(rows.min()), int(columns.min())))
    assert len(corners) > 100


def test_that_contrast_is_lost_around_the_mean(digits):
    worse = disturbed(digits, Disturbance.CONTRAST, 0.6, 2).astype(float)
    for image, found in zip(digits[:5].astype(float), worse, strict=False):
        expected = image.mean() + 0.4 * (image - image.mean())
        assert np.abs(found - expected).max() <= 0.51


def test_that_noise_has_the_strength_it_is_said_to_have():
    grey = np.full((70, 28, 28, 1), 128, np.uint8)
    noise = disturbed(grey, Disturbance.NOISE, 0.1, 0).astype(float) - 128
    assert noise.std() == pytest.approx(25.5, rel=0.02)
    assert abs(noise.mean()) < 0.5


def test_that_pixels_grow_with_the_image():
    kind = DISTURBANCES[Disturbance.SHIFT]
    assert kind.levels_for(56, 112) == tuple(2 * level for level in kind.levels)
    assert DISTURBANCES[Disturbance.NOISE].levels_for(56, 56) == (0.1, 0.2, 0.3, 0.4, 0.5)
