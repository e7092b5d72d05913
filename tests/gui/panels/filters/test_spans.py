"""Since when the filters panel counts a change."""

from dataclasses import replace

import numpy as np
import pytest

from gui.panels.filters.filters_panel import FiltersPanel
from gui.panels.filters.heading import NO_BEFORE
from tests.support.moments import make_moment
from tests.support.people import find, mosaic, press, text_of

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
