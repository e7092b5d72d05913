"""The strongest answers of filters and units."""

import numpy as np
import pytest

from core.errors import Cancelled, SpecError
from core.explanation.favourite_patches import favourite_patches, patch_box
from core.network_spec import build_network
from core.presets import PRESETS
from tests.support.moments import small_mnist

ROWS = np.arange(0, 900, 2)  # more than one part


def nothing(_share):
    pass


def built(preset):
    spec = PRESETS[preset].network
    return build_network(spec, rng=np.random.default_rng(2)), spec.outline()


def test_that_the_nine_best_images_of_a_filter_are_in_order_and_none_is_missed():
    network, outlines = built("seed-cnn")
    images = small_mnist().test.images
    found = favourite_patches(network, outlines, 0, images, ROWS, nothing)
    answers = network.layers[0].forward(
        images[ROWS].astype(np.float32) / np.float32(255), training=False
    )
    strongest = np.asarray(answers).max(axis=(1, 2))
    for channel in range(8):
        expected = sorted(range(len(ROWS)), key=lambda at: (-strongest[at, channel], at))[:9]
        np.testing.assert_allclose(
            found.values[:, channel], strongest[expected, channel], rtol=1e-5
        )
        assert len(set(found.images[:, channel].tolist())) == 9


def test_that_kernel_times_patch_is_the_answer():
    network, outlines = built("seed-cnn")
    images = small_mnist().test.images
    found = favourite_patches(network, outlines, 0, images, ROWS, nothing)
    weight = network.layers[0].parameters["weight"].value
    bias = network.layers[0].parameters["bias"].value
    for channel, rank in ((0, 0), (5, 8)):
        box = patch_box(outlines, 0, *found.cells[rank, channel].tolist())
        assert box.size == (3, 3)
        image = images[ROWS[found.images[rank, channel]]]
        patch = image[box.top : box.bottom + 1, box.left : box.right + 1] / 255
        answer = (patch * weight[..., channel]).sum() + bias[channel]
        assert found.values[rank, channel] == pytest.approx(answer, abs=1e-5)


def test_that_a_deeper_filter_sees_more_and_a_unit_all_of_the_image():
    _, outlines = built("lenet-5")
    deeper = next(one.position for one in outlines[1:] if one.spec.SLIDES_FILTERS)
    assert min(patch_box(outlines, deeper, 4, 4).size) > 5
    network, outlines = built("seed-mlp")
    assert patch_box(outlines, 0, 0, 0) is None
    found = favourite_patches(network, outlines, 0, small_mnist().test.images, ROWS, nothing)
    assert found.values.shape == (9, outlines[0].output_shape[0])
    assert not found.cells.any()


def test_that_of_equal_answers_the_first_images_count():
    network, outlines = built("seed-cnn")
    images = np.zeros((300, 28, 28, 1), np.uint8)
    found = favourite_patches(network, outlines, 0, images, np.arange(300), nothing)
    np.testing.assert_array_equal(found.images, np.tile(np.arange(9)[:, None], 8))
    assert not found.cells.any()


def test_that_broken_weights_are_one_sentence_and_cancelling_ends_it():
    network, outlines = built("seed-cnn")
    images = small_mnist().test.images
    shares = []

    def give_up(share):
        shares.append(share)
        raise Cancelled("enough")

    with pytest.raises(Cancelled):
        favourite_patches(network, outlines, 0, images, ROWS, give_up)
    assert len(shares) == 1
    assert 0 < shares[0] < 1
    network.layers[0].parameters["weight"].value[0] = np.nan
    with pytest.raises(SpecError, match="NaN"):
        favourite_patches(network, outlines, 0, images, ROWS, nothing)
