"""The picture beside the sentence."""

import numpy as np
import pytest

from gui.panels.samples.verdict_view import PICTURE, VerdictView
from gui.theme.theme import DARK, LIGHT, CurrentTheme
from tests.support.people import open_panel


@pytest.mark.parametrize("theme", [DARK, LIGHT])
def test_that_a_photo_has_its_colours_and_its_proportions(qtbot, theme):
    view = open_panel(qtbot, VerdictView(CurrentTheme(theme)), 600, PICTURE)
    photo = np.empty((20, 40, 3), np.uint8)
    photo[:, :20], photo[:, 20:] = (200, 10, 20), (10, 30, 220)
    view.show_image(photo)
    shown = view.grab().toImage()
    ratio = shown.devicePixelRatio()
    colors = [
        [shown.pixelColor(round(x * ratio), round(y * ratio)).getRgb()[:3] for x in (14, 42)]
        for y in (PICTURE // 2, 6)
    ]
    assert colors[0] == [(200, 10, 20), (10, 30, 220)]
    assert (200, 10, 20) not in colors[1]  # nothing of it is above: it is twice as wide as high
