"""How the headline of a sample uses its room."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QComboBox, QPushButton, QSpinBox

from gui.panels.samples.verdict_view import VerdictView
from gui.theme.fonts import CONTROL, text_font
from tests.support.moments import make_moment
from tests.support.people import find
from tests.support.sample_headline import quiet_line, sentence

WIDTHS = [420, 500, 559, 560, 640, 723, 780, 826, 900, 1200, 1640]


class LayoutCounter(QObject):
    """Counts how often its parent is laid out again."""

    def __init__(self, parent):
        super().__init__(parent)
        self.count = 0
        parent.installEventFilter(self)

    def eventFilter(self, _watched, event):
        self.count += event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize)
        return False


def make_wide(headline, qtbot, width):
    headline.resize(width, headline.height())
    qtbot.waitUntil(lambda: headline.width() == width)
    qtbot.wait(1)


def place_of(headline, part):
    return QRect(part.mapTo(headline, QPoint()), part.size())


def test_that_a_new_verdict_moves_nothing(headline, qtbot):
    headline._state.moment.show(make_moment())
    qtbot.wait(1)
    before, counter = sentence(headline), LayoutCounter(headline)
    for steps in (1, 20):
        headline._state.moment.show(make_moment(steps=steps))
        qtbot.wait(1)
    assert sentence(headline) != before
    assert counter.count == 0


def test_that_no_control_is_clipped_or_lies_on_another_at_any_width(headline, qtbot):
    headline._state.moment.show(make_moment(steps=20))
    view = find(headline, "sample_verdict", VerdictView)
    for width in WIDTHS:
        make_wide(headline, qtbot, width)
        boxes = [find(headline, name, QComboBox) for name in ("sample_part", "sample_class")]
        for box in boxes:
            for place in range(box.count()):
                text = box.fontMetrics().horizontalAdvance(box.itemText(place))
                assert text + 8 + 20 <= box.width()  # its padding, and the arrow
        spin = find(headline, "sample_index", QSpinBox)
        assert spin.fontMetrics().horizontalAdvance("59999") + 18 <= spin.width()
        controls = [*boxes, spin, *headline.findChildren(QPushButton)]
        for button in headline.findChildren(QPushButton):
            assert button.width() >= button.sizeHint().width()
        places = sorted((place_of(headline, part) for part in controls), key=QRect.left)
        assert places[0].left() >= 8
        assert places[-1].right() < width - 8
        for left, right in pairwise(places):
            assert left.right() < right.left()
        assert all(headline.rect().contains(place) for place in places)
        assert not any(place.intersects(view.geometry()) for place in places)


@pytest.mark.parametrize("width", WIDTHS)
def test_that_the_widest_sentence_fits_where_it_is_written(headline, qtbot, width):
    moment = make_moment(steps=20)
    headline._state.moment.show(moment)
    make_wide(headline, qtbot, width)
    view = find(headline, "sample_verdict", VerdictView)
    assert view.width() >= view.least_width()
    large, pill = sentence(headline)
    letters = QFontMetrics(text_font(20, bold=True))
    words = QFontMetrics(text_font(CONTROL, bold=True)).horizontalAdvance(pill)
    assert 44 + 12 + letters.horizontalAdvance(large) + 12 + words <= view.width()
    quiet = QFontMetrics(text_font(CONTROL)).horizontalAdvance(quiet_line(headline))
    assert quiet_line(headline).startswith("test image 0 of 1,000")
    assert quiet + 44 + 12 <= view.width()


def test_that_a_narrow_headline_says_less_and_its_tip_the_rest(headline, qtbot):
    headline._state.moment.show(make_moment(steps=20))
    whole, pill = sentence(headline)
    assert whole.endswith("%")
    assert pill in ("✓ right", "✗ wrong")
    assert "second guess" in quiet_line(headline)
    make_wide(headline, qtbot, 660)
    assert len(sentence(headline)[1]) == 1
    tip = find(headline, "sample_verdict").toolTip()
    assert f"{whole} · {pill} · test image 0 of 1,000 · second guess" in tip
    parts = find(headline, "sample_part", QComboBox)
    assert [parts.itemText(at) for at in range(3)] == ["Test", "Valid.", "Train"]
    tips = [parts.itemData(at, Qt.ItemDataRole.ToolTipRole) for at in range(3)]
    assert tips == ["Test", "Validation", "Training"]
    make_wide(headline, qtbot, 1200)
    assert sentence(headline) == (whole, pill)
    assert parts.findText("Validation") == 1


def test_that_a_low_headline_takes_less_height_and_a_narrow_one_a_second_row(headline, qtbot):
    assert headline.height() == 72
    headline.set_low(is_low=True)
    assert headline.height() == 56
    make_wide(headline, qtbot, 420)
    assert headline.height() == 92
    headline.set_low(is_low=False)
    assert headline.height() == 108
