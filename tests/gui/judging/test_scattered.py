"""Names of classes among points can all be read."""

from itertools import combinations

import numpy as np
from PySide6.QtCore import QRectF

from gui.judging.scattered import keep_apart


def test_that_names_at_one_place_move_apart_and_no_further_than_needed():
    rng = np.random.default_rng(2)
    middles = np.concatenate([rng.normal(200, 12, size=(10, 2)), [[400, 100], [200, 200]]])
    places = [QRectF(x, y, 22, 22) for x, y in middles]
    before = [place.center() for place in places]
    keep_apart(places)
    for one, other in combinations(places, 2):
        both = one.intersected(other)
        assert both.width() <= 0.01 or both.height() <= 0.01
    assert places[10].center() == before[10]  # it was alone
    far = [(a.center() - b).manhattanLength() for a, b in zip(places, before, strict=True)]
    assert max(far) < 5 * 22


def test_that_places_that_are_the_same_move_apart_too():
    places = [QRectF(5, 5, 22, 22) for _ in range(3)]
    keep_apart(places)
    assert not any(one.intersects(other) for one, other in combinations(places, 2))
