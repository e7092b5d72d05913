"""Where the parts of panels stand, and what is marked, as one sees it."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QSize
from PySide6.QtWidgets import QLabel, QScrollArea

from core.what_if.silence import Silence
from gui.panels.data.overview_page import OverviewPage
from gui.panels.draw.answer_bars import MOST_ROW, AnswerBars
from gui.panels.draw.draw_panel import DrawPanel
from gui.panels.evaluate.evaluate_panel import EvaluatePanel
from gui.panels.evaluate.headline_view import Freshness, headline_of
from gui.panels.explain.explain_panel import ExplainPanel
from gui.panels.explain.tiles_view import ExplainTilesView
from gui.panels.feature_maps.feature_maps_panel import FeatureMapsPanel
from gui.panels.what_if.halves import WIDE
from gui.panels.what_if.what_if_panel import WhatIfPanel
from gui.theme.theme import CurrentTheme
from gui.widgets.dropped_marks import DroppedMarks
from tests.support.moments import make_lab_state
from tests.support.people import find, open_panel, press, text_of
from tests.support.what_if_follower import Follower


@pytest.fixture
def follow(qtbot, trained):
    """Return a function that opens a panel whose moment follows what is changed by hand."""
    panels = []

    def open_one(kind, size):
        panel = open_panel(qtbot, kind(make_lab_state()), *size)
        panel.follower = Follower(panel._state, trained)
        panels.append(panel)
        return panel

    yield open_one
    for panel in panels:
        panel.shut_down()


def place(panel, name):
    part = find(panel, name)
    return part.mapTo(panel, QPoint(0, 0))


def test_that_a_filter_silenced_behind_its_layer_is_framed_and_named(follow):
    name = "feature_maps_panel"
    panel = follow(FeatureMapsPanel, (1000, 420))
    marks = find(panel, f"{name}_mosaic_dropped", DroppedMarks)
    assert marks.dropped is None
    panel._state.what_if.add(Silence(0, (3,)))
    panel._state.selection.select(replace(panel._state.selection.unit, layer=0, channel=3))
    panel.refresh_now()
    dropped = marks.dropped
    assert {*np.flatnonzero(dropped.any(axis=(0, 1)))} == {3}
    assert dropped[0, :, 3].all()
    assert dropped[:, -1, 3].all()
    assert not dropped[1:-1, 1:-1].any()  # the numbers are still those of the layer
    assert text_of(panel, f"{name}_one_title").endswith("· silenced")
    press(panel, f"{name}_relu_after")
    panel.refresh_now()
    assert marks.dropped[..., 3].all()
    assert not text_of(panel, f"{name}_one_title").endswith("· silenced")


def test_that_what_a_change_does_stands_right_below_it_where_there_is_one_column(follow, qtbot):
    name = "what_if_panel"
    panel = follow(WhatIfPanel, (WIDE - 60, 400))
    panel._state.what_if.add(Silence(0, (3,)))
    qtbot.waitUntil(lambda: panel.changes is not None)
    table = find(panel, f"{name}_losses")
    tops = [
        place(panel, f"{name}_{part}").y() for part in ("edits", "losses", "units", "prune")
    ]
    assert tops == sorted(tops)
    # loss before and after is read without scrolling
    assert tops[1] + table.height() // 2 < panel.height()
    panel.resize(WIDE + 200, 400)
    qtbot.waitUntil(
        lambda: place(panel, f"{name}_losses").x() > place(panel, f"{name}_units").x()
    )
    assert place(panel, f"{name}_edits").y() < place(panel, f"{name}_units").y()
    panel.resize(WIDE - 60, 400)
    qtbot.waitUntil(
        lambda: place(panel, f"{name}_losses").y() < place(panel, f"{name}_units").y()
    )


def test_that_the_maps_of_pixels_use_the_room_beside_the_map_of_the_data(qtbot, trained):
    panel = open_panel(qtbot, ExplainPanel(make_lab_state()), 800, 700)
    try:
        panel._state.moment.show(trained)
        qtbot.waitUntil(lambda: panel.is_current)
        tiles = panel.findChild(ExplainTilesView)
        tiles.fit(QSize(765, 600))
        heights = {tile.map.height() for tile in tiles.tiles}
        assert min(heights) >= 5 * 28
        card = tiles.card.geometry()
        assert card.top() > max(tile.geometry().bottom() for tile in tiles.tiles)
        assert card.bottom() <= 600
    finally:
        panel.shut_down()


def test_that_all_maps_of_pixels_are_in_sight_with_whole_names_before_the_card(qtbot, trained):
    """As in a window of 1280 × 720 between its docks."""
    panel = open_panel(qtbot, ExplainPanel(make_lab_state()), 738, 480)
    try:
        panel._state.moment.show(trained)
        qtbot.waitUntil(lambda: panel.is_current)
        view = panel.findChild(ExplainTilesView)
        room = QSize(706, 392)
        view.fit(room)
        for tile in view.tiles:
            assert tile.geometry().bottom() <= room.height()
            assert tile.map.height() >= 4 * 28
            words = [label.text() for label in tile.findChildren(QLabel)]
            assert tile.title in words
            assert not any(text.endswith("…") for text in words)
        assert view.card.geometry().top() > max(t.geometry().bottom() for t in view.tiles)
    finally:
        panel.shut_down()


def test_that_lines_under_maps_are_there_for_all_or_for_none(qtbot, trained):
    panel = open_panel(qtbot, ExplainPanel(make_lab_state()), 738, 480)
    try:
        panel._state.moment.show(trained)
        qtbot.waitUntil(lambda: panel.is_current)
        view, found = panel.findChild(ExplainTilesView), set()
        for width in range(400, 1500, 50):
            view.fit(QSize(width, 290))
            written = {
                bool(find(tile, f"{tile.objectName()}_rule").text()) for tile in view.tiles
            }
            assert len(written) == 1, width
            found |= written
        assert found == {True, False}
    finally:
        panel.shut_down()


def test_that_all_classes_of_the_answer_are_in_sight_in_a_low_window(qtbot, trained):
    """As in a window of 960 × 510, without the headline."""
    panel = open_panel(qtbot, DrawPanel(make_lab_state()), 880, 350 - 72)
    try:
        panel._state.moment.show(trained)
        bars = panel.findChild(AnswerBars)
        qtbot.waitUntil(lambda: len(bars.texts) == 10)
        qtbot.waitUntil(lambda: bars.visibleRegion().boundingRect() == bars.rect())
        panel.resize(880, 600)
        qtbot.waitUntil(lambda: bars.height() == 10 * MOST_ROW)
    finally:
        panel.shut_down()


def test_that_an_overview_that_fits_is_not_scrolled_and_a_moment_is_no_time(qtbot, trained):
    panel = open_panel(qtbot, EvaluatePanel(make_lab_state()), 1330, 790)
    try:
        panel._state.moment.show(trained)
        qtbot.waitUntil(lambda: panel.evaluation is not None)
        bar = find(panel, "evaluate_panel_page", QScrollArea).verticalScrollBar()
        assert bar.maximum() == 0
        for seconds, said in ((0.004, "< 0.1 s"), (0.26, "0.3 s"), (3.14, "3.1 s")):
            evaluation = replace(panel.evaluation, seconds=seconds)
            words = headline_of(evaluation, Freshness.SHOWN_STEP).remarks[-1]
            assert words.endswith(f"judged in {said}")
    finally:
        panel.shut_down()


def test_that_titles_of_the_data_stand_in_one_line(qtbot):
    page = open_panel(qtbot, OverviewPage(CurrentTheme(), "data_panel"), 1200, 700)
    titles = [find(page, f"data_panel_{part}_title", QLabel) for part in ("pixels", "findings")]
    assert len({title.height() for title in titles}) == 1
