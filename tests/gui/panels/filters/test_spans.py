"""Since when the filters panel counts a change."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtWidgets import QLabel

from gui.panels.filters.filters_panel import FiltersPanel
from gui.panels.filters.heading import NO_BEFORE, FilterHeading
from tests.support.moments import make_moment
from tests.support.people import find, is_clipped, mosaic, press, text_of

NAME = "filters_panel"
WEIGHT = "0.conv2d.weight"


@pytest.fixture
def panel(open_trained):
    return open_trained(FiltersPanel, 1000, 420)


def test_that_a_change_is_counted_since_the_start_or_by_the_last_batch(panel, trained):
    press(panel, f"{NAME}_quantity_change")
    press(panel, f"{NAME}_span_last")
    assert text_of(panel, f"{NAME}_notice") == NO_BEFORE
    assert not mosaic(panel).maps.any()
    moment = replace(make_moment("seed-cnn", steps=21), run_id=trained.run_id)
    panel._state.moment.show(moment)
    new, old = (one.snapshot.values[WEIGHT] for one in (moment, trained))
    np.testing.assert_array_equal(mosaic(panel).maps, (new - old)[:, :, 0])
    assert text_of(panel, f"{NAME}_title") == "Change by the last batch"
    press(panel, f"{NAME}_span_start")
    since = (new - moment.initial[WEIGHT])[:, :, 0]
    np.testing.assert_array_equal(mosaic(panel).maps, since)
    later = replace(make_moment("seed-cnn", steps=25), run_id=trained.run_id)
    panel._state.moment.show(later)
    press(panel, f"{NAME}_span_last")
    assert text_of(panel, f"{NAME}_title") == "Change by the last 4 batches"
    press(panel, f"{NAME}_quantity_value")
    assert not find(panel, f"{NAME}_span").isVisible()


@pytest.mark.parametrize("steps", [0, 20])
def test_that_nothing_of_the_heading_is_cut_whatever_is_shown(panel, qtbot, steps):
    panel.resize(616, 420)
    panel._state.moment.show(make_moment("seed-cnn", steps=steps))
    heading = panel.findChild(FilterHeading)
    for wish in ("value", "gradient", "change"):
        press(panel, f"{NAME}_quantity_{wish}")
        for span in ("start", "last") if wish == "change" else (None,):
            if span is not None:
                press(panel, f"{NAME}_span_{span}")
            qtbot.waitUntil(lambda: not cut(heading))


def cut(heading):
    labels = [one for one in heading.findChildren(QLabel) if one.isVisible()]
    return [
        one.text()
        for one in labels
        if one.heightForWidth(one.width()) > one.height()
        or (is_clipped(one) and not one.wordWrap())
    ]
