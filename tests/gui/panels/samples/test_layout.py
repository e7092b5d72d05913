"""How the strip of samples uses its room."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QSpinBox

from core.datasets.sample import Part
from gui.panels.samples import digit_row
from gui.panels.samples.verdict_label import WIDEST, WIDEST_BRIEF
from tests.support.moments import make_moment
from tests.support.people import (
    find,
    is_clipped,
    press,
)
from tests.support.sample_strip import TEST_LABELS, thumbnails, verdict


class LayoutCounter(QObject):
    """Counts how often its parent is laid out again."""

    def __init__(self, parent):
        super().__init__(parent)
        self.count = 0
        parent.installEventFilter(self)

    def eventFilter(self, _watched, event):
        self.count += event.type() == QEvent.Type.LayoutRequest
        return False


@pytest.mark.parametrize("width", [480, 700, 1200])
def test_that_a_new_verdict_lays_nothing_out_again(strip, qtbot, width):
    make_wide(strip, qtbot, width)
    strip._state.moment.show(make_moment())
    qtbot.wait(1)
    before, counter = verdict(strip), LayoutCounter(strip)
    for steps in (1, 20):
        strip._state.moment.show(make_moment(steps=steps))
        qtbot.wait(1)
    assert verdict(strip) != before
    assert counter.count == 0


def place_of(strip, part):
    return QRect(part.mapTo(strip, QPoint()), part.size())


def make_wide(strip, qtbot, width):
    strip.resize(width, 52)
    qtbot.waitUntil(lambda: strip.width() == width)
    qtbot.wait(1)


@pytest.mark.parametrize(
    "width", [480, 481, 600, 679, 680, 743, 744, 800, 860, 1003, 1200, 1640]
)
def test_that_the_verdict_is_never_clipped_nor_pushed_out(strip, qtbot, width):
    strip._state.moment.show(make_moment(steps=20))
    make_wide(strip, qtbot, width)
    label = find(strip, "sample_verdict", QLabel)
    separator = "\n" if "\n" in label.text() else " · "
    widest = WIDEST if width >= 680 else WIDEST_BRIEF
    label.setText(widest.replace(" · ", separator))
    assert not is_clipped(label)
    assert label.geometry().right() < width
    assert label.sizeHint().height() <= label.height()
    others = [*thumbnails(strip), *strip.findChildren(QPushButton)]
    for other in others:
        assert not place_of(strip, other).intersects(label.geometry())
    assert 1 <= len(thumbnails(strip)) <= digit_row.MOST
    if width >= 744:
        assert separator == " · " if width >= 1200 else separator == "\n" or width > 860


@pytest.mark.parametrize("width", [480, 600, 680, 744, 1000])
def test_that_no_control_is_clipped_or_lies_on_another(strip, qtbot, width):
    make_wide(strip, qtbot, width)
    boxes = [find(strip, name, QComboBox) for name in ("sample_part", "sample_class")]
    for box in boxes:
        for place in range(box.count()):
            text = box.fontMetrics().horizontalAdvance(box.itemText(place))
            assert text + 8 + 20 <= box.width()  # its padding, and the arrow
    spin = find(strip, "sample_index", QSpinBox)
    assert spin.fontMetrics().horizontalAdvance("59999") + 18 <= spin.width()
    controls = [*boxes, spin, *thumbnails(strip), *strip.findChildren(QPushButton)]
    texts = [find(strip, f"sample_{name}", QLabel) for name in ("count", "verdict")]
    shown = [part for part in (*controls, *texts) if part.isVisible()]
    places = sorted((place_of(strip, part) for part in shown), key=QRect.left)
    assert places[0].left() >= 8
    assert places[-1].right() < width - 8
    for left, right in pairwise(places):
        assert left.right() < right.left()
    for button in strip.findChildren(QPushButton):
        assert button.width() >= button.sizeHint().width()


def test_that_a_narrow_strip_says_less_and_tips_say_the_rest(strip, qtbot):
    strip._state.moment.show(make_moment(steps=20))
    mistakes = find(strip, "sample_mistakes", QPushButton)
    whole, count = verdict(strip)[0], find(strip, "sample_count", QLabel)
    assert mistakes.text() == "Mistakes"
    make_wide(strip, qtbot, 743)
    assert mistakes.text() == ""
    assert mistakes.accessibleName() == "Mistakes"
    assert mistakes.toolTip().startswith("Only images the network gets wrong")
    assert count.isVisible()
    assert verdict(strip)[0] == whole
    make_wide(strip, qtbot, 480)
    assert not count.isVisible()
    without_percentage = f"{whole.split(' (')[0]} {whole[-1]}"
    assert verdict(strip)[0] == without_percentage != whole
    assert find(strip, "sample_verdict").toolTip().startswith(whole)
    parts = find(strip, "sample_part", QComboBox)
    assert [parts.itemText(at) for at in range(3)] == ["Test", "Valid.", "Train"]
    tips = [parts.itemData(at, Qt.ItemDataRole.ToolTipRole) for at in range(3)]
    assert tips == ["Test", "Validation", "Training"]
    make_wide(strip, qtbot, 1200)
    assert mistakes.text() == "Mistakes"
    assert count.isVisible()
    assert verdict(strip)[0] == whole
    assert "(" not in find(strip, "sample_verdict").toolTip()
    assert parts.findText("Validation") == 1


def test_that_a_narrow_strip_says_why_nothing_can_be_stepped_to(strip, qtbot):
    make_wide(strip, qtbot, 480)
    count, label = find(strip, "sample_count", QLabel), find(strip, "sample_verdict", QLabel)
    press(strip, "sample_mistakes")
    assert (count.text(), count.isVisible()) == ("judging…", True)
    assert not label.isVisible()
    strip.set_predictions(Part.TEST, TEST_LABELS)
    assert (count.text(), count.isVisible()) == ("no mistakes", True)
    assert not is_clipped(count)
    assert thumbnails(strip) == []
    press(strip, "sample_mistakes")
    assert not count.isVisible()
    assert label.isVisible()


def test_that_more_room_is_filled_with_more_images(strip, qtbot):
    counts = []
    for width in (480, 600, 680, 744, 1000, 1640):
        make_wide(strip, qtbot, width)
        counts.append(len(thumbnails(strip)))
    assert counts[0] == 1
    assert counts[1] >= 3
    assert counts[2:] == sorted(counts[2:])
    assert counts[-1] > 10
