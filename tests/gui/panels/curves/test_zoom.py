"""Wheel and drag over the curves, and what the axes show."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from core.training.events import BatchFinished
from gui.panels.curves.followed_share import followed_shares

LAST = 4000


@pytest.fixture
def plots(panel):
    said = [
        BatchFinished(step, 1, 2.5 / step**0.5, min(0.1 + step / 100, 0.97), 32, 0.001)
        for step in range(1, LAST + 1)
    ]
    panel._curves.add(said)
    panel._timeline.add_events(said)
    panel.refresh()
    panel.grab()
    return panel.figure.plots


def inside(plot, x, y=None):
    """Where x (and y) is, in pixels of the viewport."""
    box = plot.getViewBox()
    y = sum(plot.window.y) / 2 if y is None else y
    return plot.mapFromScene(box.mapViewToScene(QPointF(x, y)))


def turn(plot, place, notches):
    event = QWheelEvent(
        QPointF(place), QPointF(plot.mapToGlobal(place)), QPoint(), QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(plot.viewport(), event)


def drag(plot, start, end):
    target, left = plot.viewport(), Qt.MouseButton.LeftButton
    QTest.mousePress(target, left, pos=start)
    QTest.mouseMove(target, (start + end) / 2)
    QTest.mouseMove(target, end)
    QTest.mouseRelease(target, left, pos=end)


def test_that_the_wheel_zooms_both_plots_about_the_mouse_and_a_double_click_shows_all(plots):
    loss, accuracy = plots.values()
    before = loss.window
    place = inside(loss, 1000)
    turn(loss, place, 5)
    after = loss.window
    assert after.x_high - after.x_low < 0.4 * (before.x_high - before.x_low)
    assert abs(inside(loss, 1000).x() - place.x()) <= 8  # margins are added anew
    assert after.y == before.y
    assert accuracy.zoom.x == loss.zoom.x
    QTest.mouseDClick(loss.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert loss.window == before
    assert accuracy.zoom.x is None


def test_that_a_zoom_shows_more_points_and_the_slider_stays_under_them(plots, panel):
    loss = plots["loss"]
    turn(loss, inside(loss, 1000), 6)
    drawn = loss._lines.curves["raw"].getData()[0]
    low, high = loss.window.x
    assert np.diff(drawn[(drawn > low) & (drawn < high)]).max() <= 2
    rail = panel.figure.timeline_bar.track
    above = loss.viewport().mapToGlobal(inside(loss, 1000)).x()
    below = rail.mapToGlobal(QPoint(round(rail.place_of(1000)), 0)).x()
    assert abs(above - below) <= 1


def test_that_dragging_along_an_axis_shows_what_was_dragged_over(plots):
    loss = plots["loss"]
    box = loss.getViewBox().sceneBoundingRect()
    below = round(box.bottom()) + 6
    drag(loss, QPoint(inside(loss, 500).x(), below), QPoint(inside(loss, 1500).x(), below))
    assert loss.zoom.x == pytest.approx((500, 1500), abs=10)
    left = round(box.left()) - 10
    places = [QPoint(left, inside(loss, 1000, y).y()) for y in (0.5, 1.5)]
    drag(loss, *places)
    assert loss.zoom.y == pytest.approx((0.5, 1.5), abs=0.05)
    assert loss.zoom.x == pytest.approx((500, 1500), abs=10)


def test_that_turning_the_wheel_back_ends_where_everything_is_seen(plots):
    loss = plots["loss"]
    before = loss.window
    for notches in (3, -5):
        turn(loss, inside(loss, 2000), notches)
    assert loss.window == before
    over_numbers = QPoint(10, inside(loss, 0, 0.2).y())
    turn(loss, over_numbers, 4)
    assert loss.window.x == before.x
    assert loss.window.y_high < before.y_high


def test_that_a_drag_within_the_plot_still_scrubs(plots, panel):
    loss = plots["loss"]
    drag(loss, inside(loss, 500), inside(loss, 1500))
    assert loss.zoom.x is None
    assert abs(panel._timeline.wanted_step - 1500) <= 10


def test_that_the_accuracy_axis_shows_where_the_curve_is(plots):
    low, high = plots["accuracy"].window.y
    assert 0.85 <= low <= 0.95
    assert 1.0 <= high < 1.02


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([], (0.0, 1.0)),
        ([np.nan], (0.0, 1.0)),
        ([0.1] * 9, (0.0, 0.2)),
        ([0.97] * 9, (0.95, 1.0)),
        ([0.1, *[0.9] * 90], (0.85, 1.0)),  # the first steps may lie below
        ([1.0] * 9, (0.98, 1.0)),
    ],
)
def test_that_an_axis_of_shares_has_round_ends_about_most_of_them(values, expected):
    assert followed_shares(np.array(values)) == expected


def test_that_the_first_and_the_last_number_of_an_axis_are_whole(plots, monkeypatch):
    for plot in plots.values():
        for axis in plot._axes.values():
            written = []
            draw = type(axis).drawPicture

            def remember(self, painter, line, ticks, texts, draw=draw, written=written):
                written.extend(texts)
                draw(self, painter, line, ticks, texts)

            monkeypatch.setattr(type(axis), "drawPicture", remember)
            axis.picture = None
            axis.update()
            plot.grab()
            monkeypatch.undo()
            room = axis.mapRectFromParent(axis.geometry())
            assert len(written) >= 2
            for rect, _, text in written:
                if axis.orientation == "left":
                    assert room.top() <= rect.top() <= room.bottom() - rect.height(), text
                else:
                    assert room.left() <= rect.left() <= room.right() - rect.width(), text


def test_that_the_first_loss_is_not_cut(plots):
    loss = plots["loss"]
    first = inside(loss, 1, 2.5)
    box = loss.getViewBox().sceneBoundingRect()
    assert box.left() + 3 <= first.x()
    assert box.top() + 3 <= first.y()
