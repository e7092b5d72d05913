"""The four numbers under a map."""

import numpy as np
import pytest
from PySide6.QtWidgets import QLabel

from gui.panels.feature_maps.map_statistics import MapStatistics
from tests.support.people import find, open_panel
from tests.support.shown_numbers import read_number


@pytest.fixture
def statistics(qtbot):
    return open_panel(qtbot, MapStatistics("numbers"), 300, 60)


def shown(statistics):
    names = ("least", "most", "mean", "zeros")
    return [find(statistics, f"numbers_{name}", QLabel).text() for name in names]


def test_that_the_numbers_are_those_of_the_map(statistics):
    statistics.show_map(np.array([[-2.0, -1.0, 0.0], [0.0, 0.5, 4.0]]))
    least, most, mean, zeros = shown(statistics)
    assert (read_number(least), read_number(most), read_number(mean)) == (-2.0, 4.0, 0.25)
    assert zeros == "33.3 %"  # two of six; negative numbers are no zeros


def test_that_broken_numbers_are_shown_as_such(statistics):
    statistics.show_map(np.array([[np.nan, 1.0], [np.inf, 0.0]]))
    least, most, mean, zeros = shown(statistics)
    assert "NaN" in least
    assert "NaN" in most
    assert "NaN" in mean
    assert zeros == "25.0 %"
