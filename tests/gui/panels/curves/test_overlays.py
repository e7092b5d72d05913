"""Other runs over the curves of the shown one."""

import numpy as np
import pytest

from core.curves.history import RunHistory
from core.training.events import BatchFinished, EpochFinished, ValidationFinished
from gui.panels.curves.curves_panel import EMPTY_TEXT, CurvesPanel
from gui.panels.curves.series import CurveSeries, line_color
from gui.state.curve_overlay import CurveOverlay
from gui.theme.run_colors import LOOKS, run_color, run_dashes
from gui.theme.theme import DARK, LIGHT
from tests.support.moments import make_lab_state
from tests.support.people import find, open_panel, point_at, press


def history(steps, height, every=10):
    """Return curves of a run whose loss falls from `height` and whose batches are quiet."""
    made = RunHistory()
    made.add(events(steps, height, every))
    return made


def events(steps, height, every=10):
    for step in range(1, steps + 1):
        loss = height / step
        yield BatchFinished(step, 1 + (step - 1) // every, loss, 1 - loss / height, 8, 0.01)
        if step % every == 0:
            yield EpochFinished(step, step // every, loss, 0.5)
            yield ValidationFinished(step, step // every, loss / 2, 0.75)


@pytest.fixture
def panel(qtbot):
    panel = CurvesPanel(make_lab_state())
    return open_panel(qtbot, panel, 900, 260)


def drawn(panel, measure="loss"):
    """Return the lines of the overlays that can be seen, each with its points and pen."""
    curves = panel.figure.plots[measure]._overlays
    return [
        (*line.getData(), line.opts["pen"]) for line, _ in curves._items if line.isVisible()
    ]


def dots(panel, measure="loss"):
    curves = panel.figure.plots[measure]._overlays
    return [part.getData() for _, part in curves._items if part.isVisible()]


def test_that_an_overlay_is_the_smoothed_curve_of_its_run(panel):
    other = history(40, 3.0)
    panel._curves.add(list(events(30, 2.0)))
    panel.show_overlays([CurveOverlay("other", other, 0)])
    ((x, y, pen),) = drawn(panel)
    assert x.tolist() == other.batches["step"].tolist()
    assert y.tolist() == pytest.approx(other.batches["smooth_loss"].tolist())
    assert pen.color().name() == run_color(DARK, 0)
    assert pen.dashPattern() == pytest.approx(list(run_dashes(0)))
    ((dot_x, dot_y),) = dots(panel)
    assert sorted(dot_x.tolist()) == [10, 20, 30, 40]
    assert sorted(dot_y.tolist()) == pytest.approx(
        sorted(1.5 / step for step in (10, 20, 30, 40))
    )


def test_that_the_axes_make_room_for_a_longer_and_higher_run(panel):
    panel._curves.add(list(events(30, 2.0)))
    panel.show_overlays([CurveOverlay("other", history(400, 30.0), 0)])
    shown = panel.figure.plots["loss"].shown_range
    assert shown.x_high >= 400
    assert shown.y_high >= 30
    panel.show_overlays([])
    shown = panel.figure.plots["loss"].shown_range
    assert shown.x_high < 400
    assert shown.y_high < 30
    assert drawn(panel) == []


def test_that_overlays_are_there_before_the_first_step_of_the_shown_run(panel):
    assert find(panel, "curves_empty").isVisible()
    assert find(panel, "curves_empty").text() == EMPTY_TEXT
    panel.show_overlays([CurveOverlay("other", history(40, 3.0), 0)])
    assert not find(panel, "curves_empty").isVisible()
    panel.show_overlays([])
    panel.refresh()
    assert find(panel, "curves_empty").isVisible()


def test_that_the_legend_names_the_runs_and_reads_them_under_the_mouse(panel):
    panel._curves.add(list(events(30, 2.0)))
    overlays = [
        CurveOverlay("first", history(40, 3.0), 0),
        CurveOverlay("second", history(20, 5.0), 3),
    ]
    panel.show_overlays(overlays)
    legend = find(panel, "overlay_legend")
    assert legend.isVisible()
    assert [(entry.name, entry.color_index) for entry in legend.entries] == [
        ("first", 0),
        ("second", 3),
    ]
    at_end = legend.entries[0].numbers
    plot = panel.figure.plots["loss"]
    box = plot.getViewBox()
    place = plot.mapFromScene(box.mapViewToScene(box.viewRect().center()))
    point_at(plot.viewport(), place)
    step = panel.figure._pointed_at
    expected = overlays[0].history.batches.at(step, "smooth_loss")
    assert legend.entries[0].numbers != at_end
    assert legend.entries[0].numbers.startswith(f"{expected:.4f}")
    panel.show_overlays([])
    assert not legend.isVisible()


def test_that_epochs_and_logarithms_hold_for_overlays_too(panel):
    panel._curves.add(list(events(30, 2.0)))
    panel.show_overlays([CurveOverlay("other", history(40, 3.0), 0)])
    press(panel, "curves_unit_epoch")
    ((x, y, _),) = drawn(panel)
    assert x.tolist() == [1, 2, 3, 4]
    assert y.tolist() == pytest.approx([3.0 / step for step in (10, 20, 30, 40)])
    press(panel, "curves_log")
    ((_, y, _),) = drawn(panel)
    assert y.tolist() == pytest.approx([np.log10(3.0 / step) for step in (10, 20, 30, 40)])
    ((_, accuracy, _),) = drawn(panel, "accuracy")
    assert accuracy.tolist() == [0.5] * 4


def test_that_broken_numbers_leave_gaps(panel):
    broken = RunHistory()
    losses = [1.0, float("nan"), float("inf"), 0.5]
    broken.add(BatchFinished(n + 1, 1, loss, 0.1, 8, 0.1) for n, loss in enumerate(losses))
    nothing = RunHistory()
    nothing.add([BatchFinished(1, 1, float("nan"), float("nan"), 8, 0.1)])
    panel.show_overlays([CurveOverlay("a", broken, 0), CurveOverlay("b", nothing, 1)])
    panel.show_overlays([CurveOverlay("none", RunHistory(), 2)])
    assert panel.figure.plots["loss"].shown_range.y_high < 10


def test_that_items_are_made_once_and_used_again(panel):
    plot = panel.figure.plots["loss"]
    two = [CurveOverlay(name, history(9, 1.0), n) for n, name in enumerate("ab")]
    panel.show_overlays(two)
    count = len(plot.getPlotItem().items)
    for _ in range(5):
        panel.show_overlays([])
        panel.show_overlays(two)
    assert len(plot.getPlotItem().items) == count


def test_that_redrawing_the_own_curves_leaves_overlays_alone(panel, monkeypatch):
    panel.show_overlays([CurveOverlay("other", history(40, 3.0), 0)])
    panel.refresh()
    calls = []
    for plot in panel.figure.plots.values():
        monkeypatch.setattr(plot, "show_overlays", calls.append)
    panel._curves.add(list(events(20, 2.0)))
    panel.refresh()
    assert calls == []


def test_that_the_light_theme_has_colours_of_its_own(panel):
    panel.show_overlays([CurveOverlay("other", history(40, 3.0), 1)])
    panel._theme.use(LIGHT)
    ((_, _, pen),) = drawn(panel)
    assert pen.color().name() == run_color(LIGHT, 1)


@pytest.mark.parametrize("theme", [DARK, LIGHT])
def test_that_looks_differ_from_each_other_and_from_the_own_curves(theme):
    looks = [(run_color(theme, n), run_dashes(n)) for n in range(4 * LOOKS)]
    assert len(set(looks)) == len(looks)
    colors = {run_color(theme, n) for n in range(LOOKS)}
    assert len(colors) == LOOKS
    assert not colors & {line_color(theme, series) for series in CurveSeries}


@pytest.mark.parametrize("theme", [DARK, LIGHT])
def test_that_curves_can_be_seen_on_their_background(theme):
    for index in range(LOOKS):
        low, high = sorted(map(luminance, (run_color(theme, index), theme.background)))
        assert (high + 0.05) / (low + 0.05) >= 4.0


def luminance(color):
    """Return the relative luminance of the web's contrast rules."""
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
