"""The slider under the curves: keys, mouse, cursor and read-out."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QToolButton

from core.curves.history import RunHistory
from core.training.events import BatchFinished, EpochFinished, ValidationFinished
from gui.panels.curves.curves_panel import CurvesPanel
from gui.panels.curves.series import CurveSeries
from gui.state.step_origin import StepOrigin
from gui.state.time_flag import FlagKind, TimeFlag
from tests.support.moments import make_lab_state
from tests.support.people import click, find, open_panel

LAST, PER_EPOCH = 95, 40
STORED = [0, 10, 20, 30, 40, 60, 80, 95]


def run(count=LAST, loss=2.0):
    events = []
    for step in range(1, count + 1):
        epoch = (step - 1) // PER_EPOCH + 1
        events.append(BatchFinished(step, epoch, loss / step, 0.5, 32, 0.001, 0.1))
        if step % PER_EPOCH == 0:
            events.append(ValidationFinished(step, epoch, 0.5, 0.8))
            events.append(EpochFinished(step, epoch, 0.5, 0.8))
    return events


@pytest.fixture
def panel(qtbot):
    state = make_lab_state()
    panel = open_panel(qtbot, CurvesPanel(state), 900, 240)
    panel.timeline_for_test = state.timeline
    state.timeline.add_events(run())
    state.timeline.set_plan(200, PER_EPOCH)
    state.timeline.set_stored(np.array(STORED))
    panel._curves.add(run())
    qtbot.waitUntil(lambda: plot(panel).isVisible())
    return panel


def plot(panel, measure="loss"):
    return panel.figure.plots[measure]


def track(panel):
    return panel.figure.timeline_bar.track


def read_out(panel):
    return panel.figure.timeline_bar._read_out


def place_in_plot(panel, x, measure="loss"):
    """Where `x` is drawn, in pixels of the plot's viewport."""
    target = plot(panel, measure)
    box = target.getViewBox()
    return target.mapFromScene(box.mapViewToScene(QPointF(x, target.shown_range.y_high / 2)))


@pytest.mark.parametrize("unit", ["step", "epoch"])
def test_that_the_slider_stands_under_the_curves(panel, unit):
    click(find(panel, f"curves_unit_{unit}"))
    for step, epoch in ((0, 0), (40, 1), (80, 2)):
        x = step if unit == "step" else epoch
        above = plot(panel).viewport().mapToGlobal(place_in_plot(panel, x)).x()
        below = track(panel).mapToGlobal(QPoint(round(track(panel).place_of(step)), 0)).x()
        assert abs(above - below) <= 1


def test_that_the_slider_follows_the_plot_when_the_panel_is_resized(panel, qtbot):
    panel.resize(1300, 300)

    def is_aligned():
        above = plot(panel).viewport().mapToGlobal(place_in_plot(panel, 80)).x()
        below = track(panel).mapToGlobal(QPoint(round(track(panel).place_of(80)), 0)).x()
        return abs(above - below) <= 1

    qtbot.waitUntil(is_aligned)


def test_that_the_keys_go_by_steps_and_epochs_and_to_both_ends(panel):
    timeline = panel.timeline_for_test
    track(panel).setFocus()
    for key, step in (
        (Qt.Key.Key_Left, 94),
        (Qt.Key.Key_Left, 93),
        (Qt.Key.Key_Right, 94),
        (Qt.Key.Key_PageDown, 80),
        (Qt.Key.Key_PageDown, 40),
        (Qt.Key.Key_PageUp, 80),
        (Qt.Key.Key_Home, 0),
        (Qt.Key.Key_End, 95),
    ):
        QTest.keyClick(track(panel), key)
        assert timeline.wanted_step == step
        assert track(panel).value() == step  # what a screen reader reads


def test_that_dragging_shows_stored_steps_and_resting_or_letting_go_the_exact_one(panel, qtbot):
    timeline, wished = panel.timeline_for_test, []
    timeline.wanted.connect(wished.append)
    places = [QPoint(round(track(panel).place_of(step)), 15) for step in (12, 33, 52)]
    QTest.mousePress(track(panel), Qt.MouseButton.LeftButton, pos=places[0])
    for place in places:
        QTest.mouseMove(track(panel), place)
    assert wished == [10, 30, 60]
    qtbot.waitUntil(lambda: timeline.wanted_step not in STORED)  # the mouse rests
    assert abs(timeline.wanted_step - 52) <= 1
    QTest.mouseMove(track(panel), places[1])
    assert timeline.wanted_step == 30
    QTest.mouseRelease(track(panel), Qt.MouseButton.LeftButton, pos=places[1])
    assert abs(timeline.wanted_step - 33) <= 1


@pytest.mark.parametrize("measure", ["loss", "accuracy"])
def test_that_clicking_a_curve_goes_there_and_both_cursors_stand_there(panel, measure):
    timeline = panel.timeline_for_test
    assert plot(panel).time_marks.cursor_place is None
    place = place_in_plot(panel, 23, measure)
    QTest.mouseClick(plot(panel, measure).viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert abs(timeline.wanted_step - 23) <= 1
    for target in panel.figure.plots.values():
        assert target.time_marks.cursor_place == timeline.wanted_step
    click(find(panel, "timeline_live"))
    assert plot(panel).time_marks.cursor_place is None
    assert timeline.is_live


def test_that_dragging_along_a_curve_scrubs(panel):
    timeline = panel.timeline_for_test
    viewport = plot(panel).viewport()
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=place_in_plot(panel, 23))
    QTest.mouseMove(viewport, place_in_plot(panel, 62))
    assert timeline.wanted_step == 60
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=place_in_plot(panel, 62))
    assert abs(timeline.wanted_step - 62) <= 1


def test_that_the_read_out_keeps_its_size_and_says_where_a_step_comes_from(panel, qtbot):
    timeline, size = panel.timeline_for_test, read_out(panel).size()
    assert read_out(panel).text() == "step 95 of 200\nlive"
    timeline.go_to(30)
    assert read_out(panel).text() == "step 30 of 200\nstored"
    timeline.go_to(33)
    timeline.set_origin(33, StepOrigin.COMPUTING)
    qtbot.waitUntil(lambda: read_out(panel).text() == "step 33 of 200\ncomputing…")
    timeline.set_origin(33, StepOrigin.REPLAYED, 30)
    assert read_out(panel).text() == "step 33 of 200\nreplayed from 30"
    timeline.set_plan(999_999, PER_EPOCH)
    timeline.add_events([BatchFinished(999_999, 9, 1.0, 0.5, 32, 0.001)])
    timeline.go_live()
    metrics = read_out(panel).fontMetrics()
    lines = read_out(panel).text().splitlines()
    assert max(metrics.horizontalAdvance(line) for line in lines) <= read_out(panel).width()
    assert read_out(panel).size() == size


def test_that_a_step_that_comes_quickly_is_not_announced(panel, qtbot):
    timeline, said = panel.timeline_for_test, set()
    timeline.go_to(33)
    timeline.set_origin(33, StepOrigin.COMPUTING)
    timeline.changed.connect(lambda: said.add(read_out(panel).text()))
    timeline.set_origin(33, StepOrigin.REPLAYED, 30)
    qtbot.wait(100)
    assert not any("computing" in text for text in said)


def test_that_the_live_button_tells_without_colour_whether_it_is_lit(panel):
    live = find(panel, "timeline_live", QPushButton)
    assert live.text() == "● LIVE"
    panel.timeline_for_test.go_to(3)
    assert live.text() == "○ LIVE"


def test_that_the_play_buttons_play_and_the_speed_is_chosen_from_a_menu(panel, qtbot):
    timeline, player = panel.timeline_for_test, panel.figure.timeline_bar.player
    menu = find(panel, "timeline_speed", QToolButton).menu()
    next(a for a in menu.actions() if a.objectName() == "timeline_speed_500").trigger()
    assert player.speed == 500
    timeline.go_to(50)
    click(find(panel, "timeline_play_back"))
    qtbot.waitUntil(lambda: timeline.wanted_step == 0)
    qtbot.waitUntil(lambda: player.direction == 0)
    slowest = min(menu.actions(), key=lambda a: int(a.objectName().rpartition("_")[2]))
    slowest.trigger()  # or it is at the end before the next click
    click(find(panel, "timeline_play"))
    qtbot.waitUntil(lambda: timeline.wanted_step > 0)
    click(find(panel, "timeline_play"))
    assert player.direction == 0


def test_that_the_flag_of_an_event_stands_over_its_step(panel):
    timeline = panel.timeline_for_test
    flag = TimeFlag(15, FlagKind.PAUSED, "Training was paused here.")
    timeline.add_flag(flag)
    strip = panel.figure._flags
    label = next(label for label in strip.labels if flag in label.flags)
    left = strip.mapToGlobal(label.rect.topLeft()).x()
    there = plot(panel).viewport().mapToGlobal(place_in_plot(panel, 15)).x()
    assert abs(left - there) <= 1
    click(strip, label.rect)
    assert timeline.wanted_step == 15


def test_that_the_parents_curve_stays_behind_and_is_named(panel, qtbot):
    parent = RunHistory()
    parent.add(run(60, loss=3.0))
    panel._curves.begin(panel._curves.history, parent)
    curve = plot(panel)._lines.curves[CurveSeries.PARENT]
    qtbot.waitUntil(lambda: curve.getData()[0] is not None and len(curve.getData()[0]) == 60)
    expected = parent.batches["smooth_loss"]
    np.testing.assert_array_equal(curve.getData()[1], expected)
    assert panel.figure.legends["loss"].number(CurveSeries.PARENT) == f"{expected[-1]:.4f}"
    assert "parent" in panel.figure.legends["loss"].text()
    panel._curves.begin()
    assert "parent" not in panel.figure.legends["loss"].text()


def test_that_without_a_run_there_is_nothing_to_travel_in(qtbot):
    panel = open_panel(qtbot, CurvesPanel(make_lab_state()), 900, 240)
    panel.make_late_parts()
    for name in ("timeline_track", "timeline_play", "timeline_branch", "timeline_live"):
        assert not find(panel, name).isEnabled()


def test_that_a_replay_that_is_not_exact_is_marked_beside_the_slider(panel):
    timeline, shown = panel.timeline_for_test, read_out(panel)
    usual = shown.toolTip()
    timeline.go_to(25)
    timeline.set_origin(25, StepOrigin.REPLAYED, 20, "another kernel")
    assert shown.text() == "step 25 of 200\n≈ replayed from 20"
    assert shown.toolTip() == "another kernel"
    letters = shown.fontMetrics()
    widest = "≈ replayed from 999,999"
    assert letters.horizontalAdvance(widest) <= shown.width()
    timeline.go_to(26)
    timeline.set_origin(26, StepOrigin.REPLAYED, 20)
    assert shown.text() == "step 26 of 200\nreplayed from 20"
    assert shown.toolTip() == usual
    timeline.set_origin(26, StepOrigin.REPLAYED, 20, "another kernel")
    timeline.go_live()
    assert "≈" not in shown.text()
    assert shown.toolTip() == usual


def test_that_a_dot_names_what_happened_and_leads_there(panel):
    timeline, rail = panel.timeline_for_test, track(panel)
    timeline.add_flag(TimeFlag(60, FlagKind.DIVERGED, "The loss is no number."))
    at = QPoint(round(rail.place_of(60)), 4)
    (flag,) = rail.flags_at(QPointF(at))
    assert (flag.step, flag.text) == (60, "The loss is no number.")
    QTest.mouseMove(rail, at)
    assert rail.cursor().shape() == Qt.CursorShape.PointingHandCursor
    QTest.mouseClick(rail, Qt.MouseButton.LeftButton, pos=at)
    assert timeline.wanted_step == 60
    assert rail.flags_at(QPointF(at.x(), 20)) == ()  # the rail itself is for dragging


def test_that_the_past_is_violet_and_what_comes_after_is_faded(panel):
    timeline, theme = panel.timeline_for_test, panel._theme.theme
    rail = track(panel)
    timeline.go_to(40)
    handle = rail.grab().toImage().pixelColor(round(rail.place_of(40)), 15)
    assert handle == QColor(theme.past)
    veil = plot(panel).time_marks._future
    assert veil.isVisible()
    assert veil.rect().left() == pytest.approx(40)
    assert veil.rect().right() >= LAST
    assert veil.brush().color().alphaF() == pytest.approx(1 - 0.38, abs=0.01)
    assert panel.figure.legends["loss"].number(CurveSeries.RAW) == f"{2 / 40:.4f}"
    timeline.go_live()
    assert not veil.isVisible()
    handle = rail.grab().toImage().pixelColor(round(rail.place_of(LAST)), 15)
    assert handle == QColor(theme.accent)


def test_that_the_roundest_of_the_steps_under_one_pixel_is_meant(panel, qtbot):
    timeline = panel.timeline_for_test
    timeline.set_plan(5064, 1688)
    timeline.add_events(run(5064))
    panel._curves.add(run(5064)[LAST:])
    rail = track(panel)
    qtbot.waitUntil(lambda: rail.place_of(5000) > rail.place_of(100) + 100)
    per_pixel = 100 / (rail.place_of(200) - rail.place_of(100))
    assert per_pixel > 3
    for step in (100, 500, 1000, 2500):
        assert rail.step_at(round(rail.place_of(step))) == step
    for x in range(round(rail.place_of(0)), rail.width() - 8):
        # none is far from where it is drawn
        assert abs(rail.place_of(rail.step_at(x)) - x) <= 1 or rail.step_at(x) == 5064
    assert rail.step_at(rail.place_of(5064)) == 5064
    place = place_in_plot(panel, 1000)
    QTest.mouseClick(plot(panel).viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert timeline.wanted_step == 1000
