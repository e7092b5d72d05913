"""Which class stands out among the probabilities."""

import numpy as np
import pytest
from PySide6.QtCore import QRect

from gui.panels.network.probability_bars import ProbabilityBars
from gui.panels.network.unit_rows import LABEL_WIDTH, MOST_LABEL_WIDTH, label_width
from gui.theme.theme import DARK, CurrentTheme
from tests.support.people import open_panel


@pytest.fixture
def bars(qtbot):
    return open_panel(qtbot, ProbabilityBars(CurrentTheme(DARK)), 200, 90)


def labels(bars, values):
    """Return a picture of the label of every class."""
    bars.set_values(np.array(values, np.float32), None)
    picture = bars.grab().toImage()
    rows = (bars.unit_rect(unit) for unit in range(len(values)))
    return [picture.copy(QRect(0, row.y(), LABEL_WIDTH, row.height())) for row in rows]


def test_that_of_tied_classes_the_first_is_written_bold_and_no_other(bars):
    first = labels(bars, [0.2, 0.5, 0.3])
    last = labels(bars, [0.2, 0.3, 0.5])
    tied = labels(bars, [0.2, 0.4, 0.4])
    assert first[1] != last[1]  # bold, and not
    assert tied[1] == first[1]
    assert tied[2] == first[2]
    assert bars.predicted == 1


def test_that_nothing_is_predicted_without_classes(bars):
    bars.set_values(np.zeros(0, np.float32), None)
    bars.grab()
    assert bars.predicted is None


def test_that_named_classes_are_called_by_their_names_in_the_room_these_need(bars):
    numbered = labels(bars, [0.2, 0.5, 0.3])
    bars.set_names(("0", "1", "2"))
    assert labels(bars, [0.2, 0.5, 0.3]) == numbered
    bars.set_names(("fir", "barn", "a name far too long to be written"))
    named = labels(bars, [0.2, 0.5, 0.3])
    assert named[0] != numbered[0]
    assert label_width(("0", "9")) == LABEL_WIDTH
    assert LABEL_WIDTH < label_width(("fir", "barn")) < label_width(("fir", "barn door"))
    assert label_width(("M" * 14,)) == MOST_LABEL_WIDTH
