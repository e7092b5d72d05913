"""What is on the board, and what can be taken back."""

from itertools import pairwise

import numpy as np
import pytest

from core.drawing.preparation import DigitPreparation
from gui.state.drawing import Drawing


@pytest.fixture
def drawing(qapp):
    return Drawing()


def stroke(drawing, *points, width=20, erases=False):
    drawing.begin()
    for start, end in pairwise(points):
        drawing.draw(start, end, width, erases=erases)


def test_that_strokes_are_taken_back_and_done_again_one_by_one(drawing):
    boards = [drawing.sheet.board.copy()]
    for x in (60, 120, 180):
        stroke(drawing, (x, 40), (x, 140), (x, 240))
        boards.append(drawing.sheet.board.copy())
    for board in boards[-2::-1]:
        drawing.undo()
        np.testing.assert_array_equal(drawing.sheet.board, board)
    assert not drawing.may_undo
    drawing.undo()
    for board in boards[1:]:
        drawing.redo()
        np.testing.assert_array_equal(drawing.sheet.board, board)
    drawing.undo()
    stroke(drawing, (10, 10), (20, 20))
    assert not drawing.may_redo


def test_that_a_shift_moves_all_ink_by_whole_pixels_and_goes_back(drawing):
    stroke(drawing, (100, 100), (150, 180))
    before = drawing.sheet.board.copy()
    drawing.begin()
    drawing.shift(90, 90)  # a drag passes many places
    drawing.shift(30, -40)
    np.testing.assert_array_equal(drawing.sheet.board, np.roll(before, (-40, 30), (0, 1)))
    drawing.shift(900, 0)
    assert drawing.sheet.is_empty
    drawing.shift(0, 0)
    np.testing.assert_array_equal(drawing.sheet.board, before)


def test_that_the_eraser_takes_ink_away_on_dark_and_on_light_paper(drawing):
    for paper, ink in ((0, 255), (255, 0)):
        drawing.put_picture(np.full((100, 60), paper, np.uint8), paper)
        stroke(drawing, (30, 20), (30, 80))
        assert drawing.sheet.board[50, 30] == ink
        stroke(drawing, (30, 50), (30, 50), width=30, erases=True)
        assert drawing.sheet.board[50, 30] == paper
        assert drawing.sheet.board[20, 30] == ink


def test_that_clearing_forgets_what_was_meant_and_can_be_taken_back(drawing):
    stroke(drawing, (100, 100), (150, 180))
    drawn = drawing.sheet.board.copy()
    drawing.set_target(4)
    drawing.clear()
    assert drawing.sheet.is_empty
    assert drawing.target is None
    drawing.undo()
    np.testing.assert_array_equal(drawing.sheet.board, drawn)


def test_that_only_what_changes_is_announced(drawing, qtbot):
    with qtbot.assertNotEmitted(drawing.changed):
        drawing.set_target(None)
        drawing.set_how(DigitPreparation())
        drawing.clear()
        drawing.undo()
        drawing.redo()
    with qtbot.waitSignal(drawing.changed):
        drawing.set_target(0)
    with qtbot.waitSignal(drawing.changed):
        drawing.set_how(DigitPreparation(crops=False))


def test_that_steps_on_the_ink_are_a_film_that_undo_walks_along(drawing, rng):
    stroke(drawing, (100, 100), (150, 180))
    drawn = drawing.sheet
    assert (drawing.film, drawing.film_place) == ((drawn,), 0)
    for _ in range(3):
        drawing.put_ready(rng.integers(0, 256, (28, 28)).astype(np.uint8), is_ink_step=True)
    film = drawing.film
    assert film[0] is drawn
    assert [sheet.ink_steps for sheet in film] == [0, 1, 2, 3]
    assert drawing.film_place == 3
    drawing.undo()
    assert (drawing.film, drawing.film_place) == (film, 2)
    drawing.go_to(0)
    assert drawing.sheet is drawn
    drawing.go_to(3)
    assert drawing.sheet is film[3]
    drawing.go_to(1)
    stroke(drawing, (10, 10), (20, 20))  # what is drawn now begins a film of its own
    assert [sheet.ink_steps for sheet in drawing.film] == [0]
    assert drawing.sheet.is_ready
    drawing.undo()
    assert [sheet.ink_steps for sheet in drawing.film] == [0, 1]
    drawing.undo()
    drawing.undo()
    assert drawing.sheet.is_empty
    assert len(drawing.film) == 1


def test_that_a_long_film_loses_its_beginning_and_stays_a_film(drawing):
    image = np.full((28, 28), 9, np.uint8)
    for _ in range(130):
        drawing.put_ready(image, is_ink_step=True)
    assert drawing.film_place == len(drawing.film) - 1
    drawing.go_to(0)
    assert not drawing.may_undo


def test_that_what_is_put_on_the_board_can_be_had_back(drawing):
    stroke(drawing, (100, 100), (150, 180))
    drawing.set_target(4)
    before = drawing.sheet
    drawing.put_sheet(before, 7, DigitPreparation(crops=False))
    assert drawing.sheet is not before
    assert (drawing.target, drawing.how.crops) == (7, False)
    drawing.undo()
    assert drawing.sheet is before
