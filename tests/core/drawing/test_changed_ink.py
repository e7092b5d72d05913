import numpy as np
import pytest

from core.drawing.changed_ink import enlarged, stepped
from core.drawing.preparation import taken_as_it_is
from core.errors import LoadError


def test_that_a_step_changes_each_pixel_in_proportion_and_stays_within_the_ink():
    image = np.array([[0, 100], [200, 255]], np.uint8)
    slope = np.array([[-4.0, 1.0], [-2.0, 0.5]])
    # blank paper cannot lose ink, so the pixel that counts most is the one with -2
    expected = [[0, 100 + 32], [200 - 64, 255]]
    assert stepped(image, slope).tolist() == expected
    assert stepped(image, slope * 1e-9).tolist() == expected  # only proportions count
    assert stepped(image, slope, step=2.0)[1, 0] == 0


@pytest.mark.parametrize(
    ("slope", "words"),
    [
        ([[np.nan, 1.0]], "no numbers"),
        ([[np.inf, 1.0]], "no numbers"),
        ([[0.0, 0.0]], "no change"),
        ([[-1.0, 1.0]], "no change"),  # paper loses no ink, full ink gains none
    ],
)
def test_that_a_step_that_makes_no_sense_is_refused(slope, words):
    with pytest.raises(LoadError, match=words):
        stepped(np.array([[0, 255]], np.uint8), np.array(slope))


@pytest.mark.parametrize("shape", [(28, 28), (32, 32), (14, 20), (5, 5), (1, 1), (300, 400)])
def test_that_an_image_on_the_board_becomes_the_same_image_again(shape, rng):
    image = rng.integers(0, 256, shape).astype(np.uint8)
    image.flat[0] = 255
    board = enlarged(image)
    assert board.shape[0] / image.shape[0] == board.shape[1] / image.shape[1]
    prepared = taken_as_it_is(board, shape)
    np.testing.assert_array_equal(prepared.image, image)
    assert [stage.name for stage in prepared.stages] == [
        "grey", "ink", "crop", "fit", "centre"
    ]  # fmt: skip


def test_that_ready_ink_is_brought_to_other_sizes_and_needs_to_be_there(rng):
    board = enlarged(rng.integers(0, 256, (28, 28)).astype(np.uint8))
    assert taken_as_it_is(board, (20, 20)).image.shape == (20, 20)
    with pytest.raises(LoadError, match="no ink"):
        taken_as_it_is(np.zeros((280, 280), np.uint8))
