"""The curves of twins are told apart by their colours and dashes."""

from itertools import combinations

import numpy as np

from gui.judging.series_color import series_color
from gui.panels.twins.curve_pen import DASHES
from gui.theme.theme import DARK, LIGHT
from tests.support.seen_colors import EYES, seen


def test_that_the_colours_of_four_stay_apart_for_everyone():
    for theme in (DARK, LIGHT):
        for eyes in EYES:
            colors = [seen(series_color(theme, at), eyes) for at in range(4)]
            apart = [np.linalg.norm(a - b) for a, b in combinations(colors, 2)]
            assert min(apart) > 10, (theme.name, eyes, np.round(apart))
    assert len({tuple(one) for one in DASHES}) == 4
