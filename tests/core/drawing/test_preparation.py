from itertools import pairwise

import numpy as np
import pytest
from PIL import Image

from core.drawing.board import BOARD_SIDE, draw_line
from core.drawing.preparation import DigitPreparation, prepared
from core.drawing.scaled import scaled
from core.errors import LoadError
from tests.support.data_files import real_digits


def drawn(*points, pen=16):
    board = np.zeros((BOARD_SIDE, BOARD_SIDE), np.uint8)
    for start, end in pairwise(points):
        draw_line(board, start, end, pen)
    return board


def a_seven(dx=0, dy=0, scale=1.0):
    corners = np.array([(80, 70), (200, 70), (130, 220)])
    places = 140 + (corners - 140) * scale + (dx, dy)
    return drawn(*places.tolist(), pen=16 * scale)


def mass_centre(image):
    rows, columns = np.indices(image.shape)
    return np.array([(rows * image).sum(), (columns * image).sum()]) / image.sum()


def test_that_a_digit_of_mnist_stays_what_it_is():
    images, _ = real_digits()
    pairs = [(prepared(image).image, image) for image in images[:200].reshape(200, 28, 28)]
    off = np.array([np.abs(found.astype(int) - image).mean() for found, image in pairs])
    assert np.median(off) == 0
    # a centre of mass between two pixels may be rounded either way
    assert (off < 1).sum() >= 190


@pytest.mark.parametrize(("dx", "dy", "scale"), [(-50, 40, 0.6), (60, -30, 0.8), (0, 0, 1.2)])
def test_that_place_and_size_on_the_board_make_no_difference(dx, dy, scale):
    reference = prepared(a_seven()).image
    moved = prepared(a_seven(dx, dy, scale)).image
    assert np.abs(mass_centre(moved) - 14).max() <= 0.55
    assert np.corrcoef(reference.ravel(), moved.ravel())[0, 1] > 0.9


def test_that_dark_ink_on_light_paper_is_the_same_digit():
    board = a_seven()
    assert (prepared(255 - board).image == prepared(board).image).all()
    kept = prepared(255 - board, DigitPreparation(finds_ink=False)).image
    assert kept.mean() > 3 * prepared(board).image.mean()  # the paper counts as ink


def test_that_a_photo_with_a_shadow_over_it_is_read(rng):
    board = a_seven(20, -10, 0.9)
    rows, columns = np.indices(board.shape)
    paper = 210 - 0.25 * rows - 0.1 * columns + rng.normal(0, 4, board.shape)
    photo = np.clip(paper - board / 255.0 * 110, 0, 255).astype(np.uint8)
    found, expected = prepared(photo).image, prepared(board).image
    assert np.corrcoef(found.ravel(), expected.ravel())[0, 1] > 0.9


def test_that_every_stage_can_be_seen_and_left_out():
    board = a_seven(40, 30, 0.5)
    stages = {stage.name: stage for stage in prepared(board).stages}
    assert list(stages) == ["grey", "ink", "crop", "fit", "centre"]
    assert stages["crop"].image.shape < board.shape
    assert max(stages["fit"].image.shape) == 20
    assert all(stage.says.endswith(".") for stage in stages.values())
    as_it_is = prepared(board, DigitPreparation(False, False, False, False))
    assert as_it_is.stages[2].image.shape == board.shape
    assert as_it_is.image == pytest.approx(scaled(board.astype(float), (28, 28)), abs=0.51)
    assert max(prepared(board, DigitPreparation(fits_box=False)).stages[3].image.shape) == 28


@pytest.mark.parametrize("size", [(28, 28), (32, 32), (14, 20), (5, 5), (1, 1)])
def test_that_any_size_of_input_is_filled(size):
    found = prepared(a_seven(), size=size).image
    assert found.shape == size
    assert found.max() > 0


def test_that_without_ink_there_is_no_digit():
    for empty in (np.zeros((280, 280)), np.full((280, 280), 255), np.full((9, 9), 130)):
        with pytest.raises(LoadError, match="no ink"):
            prepared(empty.astype(np.uint8))


def test_that_the_smallest_pictures_are_images_too():
    for size in ((3, 3), (5, 4), (280, 5)):
        grey = np.zeros(size, np.uint8)
        grey[1, 1] = 255
        assert prepared(grey).image.shape == (28, 28), size


def test_that_one_dot_and_a_full_board_are_images():
    dot = drawn((30, 30), (30, 30))
    assert prepared(dot).image.sum() > 0
    full = DigitPreparation(finds_ink=False)
    assert prepared(np.full((280, 280), 255, np.uint8), full).image[4:24, 4:24].min() == 255


def test_that_a_smaller_picture_is_what_pillow_makes_of_it(rng):
    picture = rng.random((61, 47)).astype(np.float32)
    expected = Image.fromarray(picture).resize((13, 20), Image.Resampling.BILINEAR)
    assert scaled(picture, (20, 13)) == pytest.approx(np.array(expected), abs=1e-5)


def test_that_a_line_covers_what_is_near_it_and_an_eraser_takes_it_away():
    board = drawn((50.0, 60.0), (150.0, 90.0), pen=10)
    rows, columns = np.indices(board.shape) + 0.5
    along = np.array([100.0, 30.0]) / np.hypot(100, 30)
    share = np.clip((columns - 50) * along[0] + (rows - 60) * along[1], 0, np.hypot(100, 30))
    distance = np.hypot(columns - 50 - share * along[0], rows - 60 - share * along[1])
    assert (board[distance < 4.4] == 255).all()
    assert (board[distance > 5.6] == 0).all()
    draw_line(board, (50, 60), (150, 90), 14, ink=0)
    assert not board.any()


def test_that_lines_beyond_the_edge_are_cut_off():
    board = drawn((-900.0, 20.0), (1e6, 20.0), pen=4)
    assert (board[19:21] == 255).all()
    assert not board[40:].any()
    assert not drawn((-50.0, -50.0), (-20.0, -60.0)).any()


def test_that_what_is_cut_out_and_the_centre_of_mass_are_known():
    board = np.zeros((100, 80), np.uint8)
    board[30:51, 20:33] = 255
    found = prepared(board)
    assert found.box == (30, 20, 51, 33)
    assert found.stages[2].image.shape == (21, 13)
    np.testing.assert_allclose(found.mass_centre, mass_centre(found.image))
    assert prepared(board, DigitPreparation(crops=False)).box == (0, 0, 100, 80)
