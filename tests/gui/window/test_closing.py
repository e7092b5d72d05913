"""The last moments of a window, with a lab that answers as it is told to."""

import pytest
from PySide6.QtCore import QObject, QTimer, Signal

from gui.window import closing
from gui.window.closing import Closing
from gui.window.notice_bar import NoticeBar


class FakeLab(QObject):
    """Answers `leave` at once, later, or not at all."""

    may_leave = Signal()
    unsaved = Signal(str)

    def __init__(self):
        super().__init__()
        self.answers = []
        self.asked = 0

    def leave(self):
        self.asked += 1
        answer = self.answers.pop(0)
        if answer is not None:
            answer()


@pytest.fixture
def lab():
    return FakeLab()


@pytest.fixture
def bar(qtbot):
    bar = NoticeBar()
    qtbot.addWidget(bar)
    return bar


@pytest.fixture
def last_moments(lab, bar):
    return Closing(lab, bar)


def later(signal, *values):
    return lambda: QTimer.singleShot(0, lambda: signal.emit(*values))


def test_that_a_window_closes_when_its_run_is_saved_at_once_or_later(lab, last_moments, bar):
    lab.answers = [lab.may_leave.emit, later(lab.may_leave)]
    assert last_moments.may_close()
    assert last_moments.may_close()
    assert lab.asked == 2
    assert bar.text == ""


def test_that_a_window_stays_when_its_run_cannot_be_saved(lab, last_moments):
    lab.answers = [
        lambda: lab.unsaved.emit("the disk is full"),
        later(lab.unsaved, "the disk is full"),
        lab.may_leave.emit,
    ]
    assert not last_moments.may_close()
    assert not last_moments.may_close()
    assert last_moments.may_close()


def test_that_asking_again_while_it_is_saved_begins_no_second_save(lab, last_moments):
    again = []

    def ask_again():
        again.append(last_moments.may_close())
        lab.may_leave.emit()

    lab.answers = [lambda: QTimer.singleShot(0, ask_again)]
    assert last_moments.may_close()
    assert again == [False]
    assert lab.asked == 1


def test_that_waiting_has_a_limit_and_who_asks_again_after_it_may_go(
    lab, last_moments, bar, monkeypatch
):
    monkeypatch.setattr(closing, "LIMIT_MS", 1)
    lab.answers = [None]
    assert not last_moments.may_close()
    assert "close again to lose what was trained" in bar.text
    assert last_moments.may_close()
    assert lab.asked == 1


def test_that_an_answer_of_before_does_not_hold_for_the_next_question(
    lab, last_moments, monkeypatch
):
    lab.answers = [lab.may_leave.emit, None]
    assert last_moments.may_close()
    monkeypatch.setattr(closing, "LIMIT_MS", 1)
    assert not last_moments.may_close()
