"""The curves panel, fed and used as in the window."""

import math
import re
from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QCheckBox,
    QLabel,
    QLayout,
    QPushButton,
    QWidget,
)

from gui.panels.curves.curves_panel import EMPTY_TEXT, CurvesPanel
from gui.panels.curves.series import CurveSeries
from gui.panels.refresh_queue import RefreshQueue
from gui.theme.theme import LIGHT
from tests.support.curves_panel import MAIN, RAW, VALIDATION, legend, plot, run
from tests.support.moments import make_lab_state


def drawn(panel, series, measure="loss"):
    """What pyqtgraph was really given."""
    x, y = plot(panel, measure)._lines.curves[series].getData()
    return ([], []) if x is None else (x.tolist(), y.tolist())


def test_that_an_empty_panel_says_what_to_do(panel):
    hint = panel.findChild(QLabel, "curves_empty")
    assert hint.isVisible()
    assert hint.text() == EMPTY_TEXT
    assert not plot(panel).isVisible()


def test_that_the_plots_are_there_in_time_for_the_first_step(qtbot):
    panel = CurvesPanel(make_lab_state())
    qtbot.addWidget(panel)
    panel.show()
    assert plot(panel) is None
    panel._curves.add(run(1))
    assert plot(panel).isVisible()
    assert drawn(panel, RAW) == ([1], [2])


def test_that_plots_wanted_early_are_imported_made_and_drawn_in_turns_of_their_own(
    qtbot, monkeypatch
):
    panel, turns = CurvesPanel(make_lab_state()), []
    qtbot.addWidget(panel)
    queue = RefreshQueue(panel)
    panel.take_turns(queue)
    panel.show()
    qtbot.waitUntil(lambda: queue.is_empty)
    for name in ("import_late_parts", "make_late_parts", "refresh"):
        done = getattr(panel, name)

        def note(name=name, done=done):
            turns.append(name)
            done()

        monkeypatch.setattr(panel, name, note)
    panel._curves.add(run(1))
    qtbot.waitUntil(lambda: plot(panel) is not None and plot(panel).isVisible())
    assert turns == ["refresh", "import_late_parts", "refresh", "make_late_parts", "refresh"]


def test_that_the_curves_appear_with_the_first_step_and_go_with_clear(panel, qtbot):
    panel._curves.add(run(1))
    assert plot(panel).isVisible()
    assert drawn(panel, RAW) == ([1], [2])
    panel._curves.begin()
    qtbot.waitUntil(lambda: panel.findChild(QLabel, "curves_empty").isVisible())
    assert panel._curves.history.is_empty
    panel._curves.add(run(2))
    qtbot.waitUntil(lambda: drawn(panel, RAW)[0] == [1, 2])


def test_that_every_batch_and_every_validation_is_drawn_at_its_step(panel):
    panel._curves.add(run(25))
    assert drawn(panel, RAW) == (list(range(1, 26)), [2 / step for step in range(1, 26)])
    assert drawn(panel, VALIDATION) == ([10, 20], [0.45, 0.35])
    assert drawn(panel, VALIDATION, "accuracy") == ([10, 20], [0.75, 0.75])
    assert len(drawn(panel, MAIN)[0]) == 25


def test_that_the_legend_reads_the_latest_numbers(panel):
    panel._curves.add(run(20))
    assert legend(panel).number(RAW) == "0.1000"
    assert legend(panel).number(VALIDATION) == "0.3500"
    assert legend(panel, "accuracy").number(RAW) == "95.5 %"
    assert legend(panel, "accuracy").number(VALIDATION) == "75.0 %"
    assert re.fullmatch(
        r"batch 0\.1000 · smoothed 0\.\d{4} · validation 0\.3500", legend(panel).text()
    )


def test_that_per_epoch_shows_the_epochs_means(panel, qtbot):
    panel._curves.add(run(25))
    button = panel.findChild(QPushButton, "curves_unit_epoch")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert drawn(panel, RAW) == ([], [])
    assert drawn(panel, MAIN) == ([1, 2], [0.7, 0.6])
    assert drawn(panel, VALIDATION) == ([1, 2], [0.45, 0.35])
    assert legend(panel).text() == "train 0.6000 · validation 0.3500"
    assert plot(panel).shown_range.x_high < 10
    qtbot.mouseClick(
        panel.findChild(QPushButton, "curves_unit_step"), Qt.MouseButton.LeftButton
    )
    assert len(drawn(panel, RAW)[0]) == 25


def test_that_log_draws_powers_of_ten_and_leaves_accuracy_alone(panel, qtbot):
    panel._curves.add(run(20))
    before = drawn(panel, RAW, "accuracy")
    qtbot.mouseClick(panel.findChild(QCheckBox, "curves_log"), Qt.MouseButton.LeftButton)
    assert drawn(panel, RAW)[1] == pytest.approx([math.log10(2 / s) for s in range(1, 21)])
    assert drawn(panel, RAW, "accuracy") == before
    assert (plot(panel).shown_range.y_low, plot(panel).shown_range.y_high) == (-1.0, 0.5)
    qtbot.mouseClick(panel.findChild(QCheckBox, "curves_log"), Qt.MouseButton.LeftButton)
    assert drawn(panel, RAW)[1] == [2 / s for s in range(1, 21)]


def test_that_a_broken_loss_is_marked_and_the_curve_before_it_stays(panel):
    panel._curves.add(run(30, loss=lambda step: 1.0 if step < 20 else math.nan))
    marks = plot(panel)._breaks.crosses
    assert marks.getData()[0].tolist() == [20]
    assert marks.getData()[1].tolist() == [1.0]
    assert marks.opts["pen"].color() == QColor(panel._theme.theme.error)
    assert plot(panel)._breaks.text.isVisible()
    finite = [y for y in drawn(panel, RAW)[1] if not math.isnan(y)]
    assert finite == [1.0] * 19
    assert legend(panel).number(RAW) == "NaN"
    panel.grab()  # painting NaN raises nothing


@pytest.mark.parametrize("loss", [math.inf, -math.inf, 1e300, math.nan, 0.0, -2.0])
@pytest.mark.parametrize("is_log", [pytest.param(False, marks=pytest.mark.slow), True])
def test_that_no_loss_at_all_breaks_the_plot(panel, qtbot, loss, is_log):
    panel.findChild(QCheckBox, "curves_log").setChecked(is_log)
    panel._curves.add(run(5, loss=lambda step: loss))
    panel.grab()
    shown = plot(panel).shown_range
    assert all(map(math.isfinite, (shown.x_high, shown.y_low, shown.y_high)))


def test_that_x_grows_by_a_quarter_and_y_only_widens(panel):
    seen = []
    for step in range(1, 200):
        events = run(1, first=step, loss=lambda step: 5.0 if step == 40 else 0.5)
        panel._curves.history.add(events)
        panel.refresh()
        shown = plot(panel).shown_range
        seen.append((shown.x_high, shown.y_high))
    x_high = [x for x, _ in seen]
    assert sorted(set(x_high)) == [50, 63, 79, 99, 124, 155, 194, 243]
    assert x_high == sorted(x_high)
    assert {y for _, y in seen[:39]} == {0.5, 0.8}  # 0.75 is validation at step 10
    assert {y for _, y in seen[39:]} == {6.0}  # 5.25


def test_that_a_hidden_panel_draws_nothing_until_it_is_shown(panel, monkeypatch):
    panel.hide()
    refreshes = []
    refresh = panel.refresh
    monkeypatch.setattr(panel, "refresh", lambda: (refreshes.append(1), refresh()))
    panel._curves.add(run(30))
    QTest.qWait(150)
    assert not refreshes
    panel.show()
    assert len(refreshes) == 1
    assert len(drawn(panel, RAW)[0]) == 30


def test_that_a_flood_of_events_is_drawn_once_a_tick(panel, qtbot, monkeypatch):
    refreshes = []
    refresh = panel.refresh
    monkeypatch.setattr(panel, "refresh", lambda: (refreshes.append(1), refresh()))
    ticks = []
    panel._timer.timeout.connect(lambda: ticks.append(1))
    step = 0
    while len(ticks) < 2:
        panel._curves.add(run(1, first=step + 1))  # so few that none is thinned out
        step += 1
        QTest.qWait(5)
    qtbot.waitUntil(lambda: drawn(panel, RAW)[0][-1:] == [step])
    qtbot.waitUntil(lambda: not panel._timer.isActive())
    assert len(refreshes) <= len(ticks) + 1  # however many events there were


def test_that_another_theme_recolors_the_curves(panel):
    panel._curves.add(run(20))
    panel._theme.use(LIGHT)
    pens = {s: plot(panel)._lines.curves[s].opts["pen"].color() for s in CurveSeries}
    assert pens[MAIN] == QColor(LIGHT.positive)
    assert pens[VALIDATION] == QColor(LIGHT.truth)
    assert pens[RAW] == QColor(LIGHT.dim)
    corner = panel.figure.plots["loss"].grab().toImage().pixelColor(500, 20)
    assert corner == QColor(LIGHT.background)


@pytest.mark.parametrize("width", [1000, 730, 610, 490, 400])
def test_that_a_narrow_panel_leaves_out_what_would_be_cut_off(panel, qtbot, width):
    panel._curves.add(run(25))
    for inner in (panel, panel.figure):  # as in a dock: a window of its own does not shrink
        inner.layout().setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
    panel.setMinimumSize(0, 0)
    assert panel.minimumSizeHint().width() <= 400
    panel.resize(width, 220)
    qtbot.wait(1)
    assert panel.width() == width
    names = ("timeline_read_out", "timeline_speed", "timeline_branch", "timeline_live")
    parts = [panel.findChild(QWidget, name) for name in (*names, "curves_unit", "curves_log")]
    if width >= 730:  # laid out twice: what a row is too long for goes, and may come back
        qtbot.waitUntil(lambda: all(part.isVisible() for part in parts))
    seen = [part for part in parts if part.isVisible()]
    for part in seen:
        assert part.mapTo(panel, part.rect().topRight()).x() < width, part.objectName()
    for left, right in pairwise(seen[:-2]):
        assert left.geometry().right() < right.geometry().left()
    assert set(parts[2:4]) <= set(seen)
    panel.resize(1000, 220)
    qtbot.waitUntil(lambda: all(part.isVisible() for part in parts))


def test_that_the_legend_fits_a_narrow_place_and_numbers_keep_their_width(panel, qtbot):
    panel._curves.add(run(20))
    narrow = legend(panel)
    wide = narrow.sizeHint().width()
    assert narrow.minimumSizeHint().width() < wide
    panel._curves.add(run(1, first=21, loss=lambda step: 12345.678))
    panel.refresh()
    assert narrow.number(RAW) == "1.2e4"
    assert narrow.sizeHint().width() == wide


def test_that_a_hundred_thousand_steps_are_drawn_as_few_points(panel):
    rng = np.random.default_rng(0)
    noise = rng.normal(size=100_000).tolist()
    panel._curves.add(run(100_000, per_epoch=1000, loss=lambda step: 1 + 0.1 * noise[step - 1]))
    panel.refresh()
    panel.grab()
    panel._curves.history.add(run(1, first=100_001))
    panel.refresh()
    assert max(len(drawn(panel, series)[0]) for series in CurveSeries) <= 1600
    assert drawn(panel, MAIN)[0][-1] == 100_001
