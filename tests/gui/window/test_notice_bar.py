"""Sentences over the window: they move nothing and go by themselves; offers wait."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QApplication, QMenuBar, QPushButton, QVBoxLayout, QWidget

from gui.window.notice_bar import MARGIN, WIDEST, NoticeBar
from tests.support.people import click, find, open_panel, text_of

SHORT = "Saved."
LONG = "A sentence that goes on. " * 11


@pytest.fixture
def window(qtbot):
    window = QWidget()
    column = QVBoxLayout(window)
    column.setContentsMargins(0, 0, 0, 0)
    top, rest = QPushButton("above"), QPushButton("below")
    for part in (top, rest):
        column.addWidget(part)
    open_panel(qtbot, window, 900, 500)
    window.top, window.rest, window.bar = top, rest, NoticeBar()
    window.bar.float_over(window, top)
    return window


def test_that_two_lines_have_room_beside_the_menus_and_cover_nothing(qtbot):
    window = QWidget()
    over, rest = QWidget(window), QPushButton("tabs")
    menus, transport, start = QMenuBar(), QWidget(), QPushButton("Start")
    menus.addMenu("File")
    inside = QVBoxLayout(transport)
    inside.addWidget(start)
    transport.setFixedHeight(56)
    menus.setFixedHeight(27)
    over.setFixedHeight(83)
    for owner, parts in ((over, (menus, transport)), (window, (over, rest))):
        column = QVBoxLayout(owner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in parts:
            column.addWidget(part)
    open_panel(qtbot, window, 900, 300)
    bar = NoticeBar()
    bar.float_over(window, transport)
    top = start.mapTo(window, QPoint(0, 0)).y()
    for words, is_beside in ((8, True), (26, True), (90, False)):
        bar.offer("info", "word " * words, "Do it", lambda: None)
        QApplication.processEvents()
        label = find(window, "notice_text")
        assert label.heightForWidth(label.width()) <= label.height()
        assert (bar.geometry().bottom() < top) is is_beside, words


def end_time(bar):
    """Let the time pass that a sentence stays."""
    bar._leave_timer.timeout.emit()


@pytest.mark.parametrize("text", [SHORT, LONG])
@pytest.mark.parametrize("width", [1400, 900, 480])
def test_that_a_sentence_floats_whole_below_the_transport_and_moves_nothing(
    window, text, width
):
    window.resize(width, 500)
    QApplication.processEvents()
    before = window.top.geometry(), window.rest.geometry()
    window.bar.show_notice("info", text)
    QApplication.processEvents()
    bar, label = window.bar, find(window, "notice_text")
    assert (window.top.geometry(), window.rest.geometry()) == before
    assert bar.y() == window.top.geometry().bottom() + MARGIN
    assert bar.width() <= min(WIDEST, width - 2 * MARGIN)
    assert bar.rect().contains(label.geometry())
    assert label.heightForWidth(label.width()) <= label.height()
    assert abs(bar.geometry().center().x() - window.rect().center().x()) <= 1


def test_that_it_stays_in_the_middle_when_the_window_is_resized(window):
    window.bar.show_notice("info", SHORT)
    window.resize(1300, 600)
    QApplication.processEvents()
    assert abs(window.bar.geometry().center().x() - 650) <= 1


@pytest.mark.parametrize("level", ["info", "warning", "error"])
def test_that_a_sentence_goes_by_itself_but_not_from_under_the_mouse(window, level):
    bar = window.bar
    bar.show_notice(level, SHORT)
    assert bar.is_leaving
    place = QPointF(5, 5)
    QApplication.sendEvent(bar, QEnterEvent(place, place, place))
    assert not bar.is_leaving
    QApplication.sendEvent(bar, QEvent(QEvent.Type.Leave))
    assert bar.is_leaving
    end_time(bar)
    assert bar.isHidden()
    assert bar.text == ""


def test_that_an_offer_waits_until_it_is_answered_and_comes_back_after_a_sentence(window):
    bar, taken = window.bar, []
    bar.offer("warning", "There is another run.", "&Open it", lambda: taken.append(True))
    assert not bar.is_leaving
    end_time(bar)
    assert "another run" in bar.text
    bar.show_notice("info", SHORT)
    assert bar.is_leaving
    end_time(bar)
    assert "another run" in text_of(window, "notice_text")
    assert not bar.is_leaving
    click(find(window, "notice_accept"))
    assert taken == [True]
    assert bar.isHidden()


def test_that_errors_stay_longest_and_long_sentences_longer(window):
    bar = window.bar
    lasts = []
    for level in ("info", "warning", "error"):
        bar.show_notice(level, SHORT)
        lasts.append(bar._leave_timer.interval())
    assert lasts == sorted(set(lasts))
    bar.show_notice("info", LONG)
    assert bar._leave_timer.interval() > 10 * lasts[0] / 4


def test_that_an_offer_takes_the_place_of_nothing_more_urgent(window):
    bar, cannot, last = window.bar, "It cannot be opened.", "Your last run stands at step 5."
    bar.show_notice("error", cannot)
    bar.offer("info", last, "&Open it", lambda: None)
    assert cannot in bar.text
    end_time(bar)
    assert last in bar.text
    bar.withdraw()
    bar.offer("error", cannot, "&Open another…", lambda: None)
    bar.offer("info", last, "&Open it", lambda: None)
    assert cannot in bar.text
    click(find(window, "notice_dismiss"))
    assert last in bar.text
    click(find(window, "notice_dismiss"))
    assert not bar.text
    bar.offer("error", cannot, "&Open another…", lambda: None)
    bar.offer("info", last, "&Open it", lambda: None)
    bar.withdraw()  # something was opened
    assert not bar.text
