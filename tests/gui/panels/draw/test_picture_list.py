"""Small pictures that come after their places do."""

import numpy as np

from gui.panels.draw.picture_list import CELL, SIDE, PictureList
from gui.theme.theme import CurrentTheme


def test_that_a_picture_that_comes_later_is_as_large_as_others(qtbot):
    theme = CurrentTheme()
    film = PictureList("film", "Film", theme)
    qtbot.addWidget(film)
    film.resize(400, CELL.height() + 24)
    film.show()
    first = film.item_at(0)  # laid out before its picture is there
    assert film.visualItemRect(first).isValid()
    first.setIcon(film.icon_of(np.full((28, 28), 200, np.uint8)))
    first.setText("9: 35 %")
    second = film.item_at(1)
    second.setIcon(film.icon_of(np.zeros((28, 28), np.uint8)))
    for item in (first, second):
        place = film.visualItemRect(item)
        assert place.width() >= SIDE
        assert place.height() >= SIDE + film.fontMetrics().height()
