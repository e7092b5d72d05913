"""At what newcomers stumbled who showed the window to a room, or to the end of a run."""

import itertools

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QPushButton,
    QToolButton,
    QWidget,
)

from core.evaluation.confusion import Confusion
from gui.lab.final_judge import FinalJudgement
from gui.window.presentation_bar import PresentationBar
from tests.support.draw_panel import open_draw_panel
from tests.support.people import find

NAMES = tuple("0123456789")
WORST = Confusion(4, 9, 14)


@pytest.mark.parametrize(("right", "worst"), [(10, None), (9, Confusion(4, 9, 1))])
def test_that_mistakes_are_offered_only_where_there_are_some(window, right, worst):
    card = window.run_end.card
    card.show_judgement(FinalJudgement(5, right, 10, worst), NAMES)
    offered = find(card, "end_step_0")
    assert offered.text() == "See what it gets wrong"
    assert offered.isVisible() is (right < 10)
    assert find(card, "end_step_1").isVisible()
    card.leave()


def test_that_a_room_sees_no_card_and_the_person_sees_it_afterwards(window, person):
    card = window.run_end.card
    card.show_judgement(FinalJudgement(5, 9, 10, WORST), NAMES)
    person.key(Qt.Key.Key_F5)
    assert not card.isVisible()
    card.show_judgement(FinalJudgement(6, 8, 10, WORST), NAMES)  # it ends meanwhile
    assert not card.isVisible()
    person.key(Qt.Key.Key_F5)
    assert card.isVisible()
    card.leave()
    person.key(Qt.Key.Key_F5)
    person.key(Qt.Key.Key_F5)
    assert not card.isVisible()  # nothing was said meanwhile


def test_that_nothing_is_cut_or_covered_below_what_is_presented(window, qtbot):
    state = window.state
    bar = PresentationBar(window.actions_by_id, state.timeline, state.theme)
    qtbot.addWidget(bar)
    bar.setStyleSheet("* { font-size: 19px; }")  # as large as a room wants it
    bar.resize(1900, bar.height())
    bar.show()
    find(bar, "presentation_step").setText("3 of 5,064")
    bar.show_validation("97.5 %")
    find(bar, "presentation_back_to_now").show()  # of a step in the past
    folded = set()
    for width in range(1880, 620, -90):
        bar.resize(width, bar.height())
        QApplication.processEvents()
        parts = [part for part in bar.findChildren(QWidget) if part.isVisible()]
        parts = [part for part in parts if isinstance(part, QToolButton | QLabel)]
        parts = [part for part in parts if "qt_" not in part.objectName()]
        folded.add(len(parts))
        for part in parts:
            assert part.width() >= part.sizeHint().width(), (width, part.objectName())
        for one, other in itertools.combinations(parts, 2):
            assert not one.geometry().intersects(other.geometry()), width
    assert len(folded) > 1


def test_that_the_transport_makes_room_for_what_a_badge_comes_to_say(window, qtbot):
    bar, badge = window.transport, QPushButton("sweep 0/5")
    badge.setMinimumWidth(100)
    bar.add_badge(badge)
    badge.show()
    shown = list(bar._folded)
    for width in range(1440, 900, -45):
        window.resize(width, 900)
        QApplication.processEvents()
        badge.setText("sweep 0/5, paused")
        badge.setMinimumWidth(190)
        bar.fit()  # as it is asked to in the same event
        QApplication.processEvents()
        menu, numbers = find(bar, "transport_more"), bar.read_outs
        if menu.isVisible():
            end = menu.mapTo(bar, menu.rect().topRight()).x()
            assert end < numbers.mapTo(bar, numbers.rect().topLeft()).x(), width
        badge.setText("sweep 0/5")
        badge.setMinimumWidth(100)
        bar.fit()
    bar._badges.removeWidget(badge)
    badge.deleteLater()
    window.resize(1440, 900)
    QApplication.processEvents()
    bar.fit()
    assert list(bar._folded) == shown


def test_that_no_word_of_a_tool_or_section_is_cut_at_any_width(window, qtbot):
    panel = open_draw_panel(qtbot)
    for width in range(440, 1100, 30):
        panel.resize(width, 420)
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        QApplication.processEvents()
        chosen = [one for one in panel.findChildren(QPushButton) if one.isVisible()]
        named = [
            one for one in chosen if one.objectName().startswith(("draw_tool", "draw_sec"))
        ]
        assert len(named) >= 3
        for button in named:
            assert button.width() >= button.sizeHint().width(), (width, button.text())
    panel.shut_down()
