"""The first line of the Sweep panel, at any width."""

from itertools import combinations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QPushButton

from gui.theme.fonts import CONTROL, text_font


@pytest.mark.parametrize("width", [440, 620, 760, 980, 1320])
def test_that_nothing_of_the_headline_is_ever_cut(shown, width):
    head, view = shown._headline, shown._headline.view
    for text in (view._large, "54 trials ended, none has a value yet", "A " + "b" * 90):
        shown.resize(width, 700)
        head.show_texts(
            text, "running · 1:10 left · tcp://10.0.0.1:8786", view._quiet + " · c" * 30
        )
        head.layout().activate()
        shown.layout().activate()
        plan = view._plan(view.width())
        letters = QFontMetrics(plan.font)
        needed = letters.boundingRect(plan.large, Qt.AlignmentFlag.AlignVCenter, plan.sentence)
        assert plan.large.contains(needed), (width, text)
        small = QFontMetrics(text_font(CONTROL))
        needed = small.boundingRect(plan.quiet, Qt.AlignmentFlag.AlignVCenter, plan.below)
        assert plan.quiet.contains(needed), (width, plan.below)
        assert plan.below.split() == view._quiet.split()  # words stay whole
        places = [plan.large, plan.pill, plan.quiet]
        assert not any(a.intersects(b) for a, b in combinations(places, 2)), (width, text)
        assert all(view.rect().contains(place) for place in places), (width, text)
        for button in head.findChildren(QPushButton):
            if button.isVisible():
                at = QRect(button.mapTo(shown, QPoint()), button.size())
                mine = [place.translated(view.mapTo(shown, QPoint())) for place in places]
                assert not any(place.intersects(at) for place in mine), (width, text)
                assert shown.rect().contains(at), (width, text)
