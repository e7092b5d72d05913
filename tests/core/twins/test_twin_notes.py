"""What is noted of a pair, whoever notes it."""

import numpy as np

from core.twins.twin_notes import TwinNotes, TwinStanding

IMAGE, OTHER = np.zeros((2, 2, 1), np.uint8), np.ones((2, 2, 1), np.uint8)


def test_that_the_first_of_several_disagreements_is_kept_until_another_image_is_watched():
    notes = TwinNotes((0,))
    notes.watch(IMAGE)
    for step, said in ((2, (7, 7)), (3, (7, 1)), (4, (1, 1)), (5, (4, 9))):
        notes.note_answers(step, IMAGE, said)
    assert notes.watched_since == 2
    assert (notes.found.step, notes.found.first, notes.found.second) == (3, 7, 1)
    notes.watch(OTHER)
    assert notes.found is None
    notes.note_answers(6, IMAGE, (4, 9))  # an answer that was under way
    assert notes.found is None


def test_that_what_was_noted_of_a_step_is_known_whatever_came_later():
    notes = TwinNotes((0, 2))
    assert notes.standing() is None
    noted = {step: ((step / 2, step / 4), (3.0 * step, 4.0 * step)) for step in (0, 1, 3, 900)}
    for step, (losses, distances) in noted.items():
        notes.note(step, losses, distances)
    for asked, step in ((0, 0), (1, 1), (2, 1), (3, 3), (899, 3), (900, 900), (None, 900)):
        losses, distances = noted[step]
        assert notes.standing(asked) == TwinStanding(step, losses, np.hypot(*distances))
    assert notes.standing(-1) is None
    alone = TwinNotes(())
    alone.note(4, (1.0, 2.0), ())
    assert np.isnan(alone.standing().distance)
