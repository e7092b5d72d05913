"""What the network panel shows of what training has just changed."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QProxyStyle, QStyle

from core.anatomy.addresses import ParameterAddress
from gui.panels.network.change_row import NOTHING, ChangeRow
from gui.panels.network.network_panel import NetworkPanel
from tests.support.moments import make_moment
from tests.support.network_panel import CONV, DENSE, INPUT, SOFTMAX, body, cell, read_out
from tests.support.people import click, find, point_at, press, text_of, without_label
from tests.support.shown_numbers import on_screen, read_number

WEIGHT = "0.conv2d.weight"


@pytest.fixture(scope="module")
def run():
    """Three steps of one run, one after the other."""
    moments = [make_moment("seed-cnn", steps=steps) for steps in (3, 4, 7)]
    return [replace(one, run_id="one run") for one in moments]


@pytest.fixture
def panel(open_trained, run):
    panel = open_trained(NetworkPanel, 866, 470)
    panel._state.moment.show(run[0])
    return panel


def row(panel):
    return find(panel, "network_change_row", ChangeRow)


def test_that_before_a_second_look_it_says_how_to_get_one(panel):
    assert row(panel).isVisible()
    assert row(panel).title == NOTHING
    assert not find(panel, "network_changes").isEnabled()


def test_that_the_change_of_every_filter_by_the_last_batch_is_shown(panel, run):
    panel._state.moment.show(run[1])
    expected = run[1].snapshot.values[WEIGHT] - run[0].snapshot.values[WEIGHT]
    np.testing.assert_array_equal(row(panel).changes, expected[:, :, 0])
    assert np.abs(expected).max() > 0
    assert row(panel).title == "Changed by the last batch"
    said, true = run[1].trace.predicted, run[1].sample.label
    added = run[1].trace.values[DENSE] - run[0].trace.values[DENSE]
    named = [said] if said == true else [said, true]
    assert row(panel).scores == ", ".join(
        on_screen(f"score {c} {added[c]:+.3f}") for c in named
    )
    assert row(panel).tile_rect(3).width() == 27  # nine pixels a cell


def test_that_several_batches_between_two_looks_are_counted(panel, run):
    panel._state.moment.show(run[2])
    assert row(panel).title == "Changed by the last 4 batches"


def test_that_a_change_is_read_and_its_weight_opened(panel, run):
    panel._state.moment.show(run[1])
    changed = row(panel).changes
    tile = row(panel).tile_rect(5)
    place = tile.topLeft() + row(panel).rect().topLeft()
    place.setX(place.x() + 2 * 9 + 4)
    place.setY(place.y() + 1 * 9 + 4)
    point_at(row(panel), place)
    assert read_out(panel)[0] == "Δ filter 5 · row 1, column 2"
    assert read_number(read_out(panel)[1]) == pytest.approx(changed[1, 2, 5], abs=5e-5)
    click(row(panel), place)
    assert panel._state.trail.address == ParameterAddress(WEIGHT, (1, 2, 0, 5))


def test_that_another_run_or_an_earlier_step_is_nothing_to_compare_with(panel, run):
    panel._state.moment.show(run[1])
    panel._state.moment.show(run[0])
    assert row(panel).title == NOTHING
    panel._state.moment.show(replace(run[2], run_id="another"))
    assert row(panel).title == NOTHING


def test_that_a_button_draws_the_differences_in_all_tiles(panel, run):
    panel._state.moment.show(run[1])
    press(panel, "network_changes")
    for stage, new, old in zip(
        panel.stages[1:], run[1].trace.values[1:], run[0].trace.values[1:], strict=True
    ):
        np.testing.assert_array_equal(stage.values, new - old)
    np.testing.assert_array_equal(panel.stages[INPUT].values, run[1].trace.values[0])
    assert text_of(panel, f"network_stage_{CONV}_title") == "Δ Conv2D"
    added = run[1].trace.values[SOFTMAX][4] - run[0].trace.values[SOFTMAX][4]
    point_at(body(panel, SOFTMAX), cell(panel, SOFTMAX, (4,)))
    assert read_number(read_out(panel)[1]) == pytest.approx(added, rel=1e-3, abs=5e-5)
    new, old = (one.snapshot.values[WEIGHT][..., 0] for one in (run[1], run[0]))
    np.testing.assert_array_equal(panel._pipeline.kernel.mosaic.maps, new - old)
    press(panel, "network_view_weights")
    assert text_of(panel, f"network_stage_{CONV}_title") == "Δ Conv2D"
    press(panel, "network_view_activations")
    press(panel, "network_changes")
    np.testing.assert_array_equal(panel.stages[CONV].values, run[1].trace.values[CONV])


def test_that_holding_the_key_shows_them_for_as_long_as_it_is_held(panel, run, qtbot):
    panel._state.moment.show(run[1])
    qtbot.keyPress(body(panel, CONV), Qt.Key.Key_C)
    assert text_of(panel, f"network_stage_{CONV}_title") == "Δ Conv2D"
    qtbot.keyRelease(body(panel, CONV), Qt.Key.Key_C)
    assert text_of(panel, f"network_stage_{CONV}_title") == "Conv2D"
    qtbot.keyPress(body(panel, CONV), Qt.Key.Key_C)
    panel.set_seen(False)  # behind another tab it is let go
    assert not find(panel, "network_changes").isChecked()


def test_that_samples_are_not_compared_with_one_another(panel, run):
    press(panel, "network_view_activations")
    other = replace(run[1], sample=replace(run[1].sample, index=5))
    panel._state.moment.show(other)
    assert not find(panel, "network_changes").isEnabled()
    assert row(panel).title == "Changed by the last batch"  # the weights can be
    assert row(panel).scores == ""
    panel._state.moment.show(without_label(run[2]))
    panel.grab()


def test_that_a_low_panel_keeps_its_height_for_the_pictures(panel):
    panel.resize(866, 300)
    assert not row(panel).isVisible()


class _Still(QProxyStyle):
    """The style of a desktop on which nothing is to move."""

    def styleHint(self, hint, option=None, widget=None, result=None):  # noqa: N802
        if hint is QStyle.StyleHint.SH_Widget_Animation_Duration:
            return 0
        return super().styleHint(hint, option, widget, result)


def test_that_changed_filters_stand_out_for_a_moment_unless_nothing_is_to_move(
    panel, run, qtbot
):
    panel._state.moment.show(run[1])
    assert row(panel).stands_out
    qtbot.waitUntil(lambda: not row(panel).stands_out)
    still = _Still()
    still.setParent(row(panel))
    row(panel).setStyle(still)
    panel._state.moment.show(run[2])
    assert row(panel).title == "Changed by the last 3 batches"
    qtbot.waitUntil(lambda: not row(panel).stands_out)
