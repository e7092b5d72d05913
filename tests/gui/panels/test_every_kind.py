"""Every kind of layer in the panels: a new one comes in with its case and nothing else."""

import numpy as np
import pytest

from core.anatomy.addresses import ParameterAddress, ValueAddress
from core.layers.conv2d import Conv2DSpec
from core.layers.dense import DenseSpec
from core.layers.flatten import FlattenSpec
from core.layers.softmax import SoftmaxSpec
from core.network_spec import NetworkSpec
from gui.panels.feature_maps.feature_maps_panel import FeatureMapsPanel
from gui.panels.filters.filters_panel import FiltersPanel
from gui.panels.ledger.ledger_panel import LedgerPanel
from gui.panels.network.network_panel import NetworkPanel
from gui.state.selection import Unit
from gui.widgets.layer_chooser import LayerChooser
from tests.support.layer_cases import LAYER_CASES
from tests.support.ledger_reader import LedgerReader
from tests.support.moments import make_lab_state, make_moment
from tests.support.people import mosaic, open_panel, text_of


class Shown:
    """A trained network on digits that has a kind in it, and where."""

    def __init__(self, case):
        on_maps = len(case.input_shape) == 4
        before = (Conv2DSpec(4, stride=(2, 2)),) if on_maps else (FlattenSpec(), DenseSpec(12))
        after = (FlattenSpec(), DenseSpec(10), SoftmaxSpec())
        spec = NetworkSpec((28, 28, 1), (*before, case.spec, *after))
        self.moment, self.layer = make_moment(steps=2, network=spec), len(before)
        self.title, self.values = case.spec.TITLE, self.moment.trace.values[self.layer + 1]
        self.is_gate = case.spec.IS_GATE
        self.gives_maps = self.values.ndim == 3

    def open(self, qtbot, kind, width=1110, height=500):
        panel = open_panel(qtbot, kind(make_lab_state()), width, height)
        panel._state.moment.show(self.moment)
        panel._state.selection.select(Unit(self.layer, 1, *[1, 1][: 2 * self.gives_maps]))
        return panel


def offered_by(panel):
    """Return the layers that can be chosen in a panel."""
    chooser = panel.findChild(LayerChooser)
    return {chooser.itemData(at) for at in range(chooser.count())}


@pytest.fixture(params=LAYER_CASES.values(), ids=LAYER_CASES.keys())
def shown(request):
    return Shown(request.param)


def test_that_the_network_shows_it_as_a_stage(qtbot, shown):
    panel = shown.open(qtbot, NetworkPanel)
    title = text_of(panel, f"network_stage_{shown.layer + 1}_title")
    # numbers that are only laid out otherwise are a line between two stages
    is_seam = panel.stages[shown.layer + 1].laid_from is not None
    assert title == "" if is_seam else title.startswith(shown.title)
    np.testing.assert_array_equal(panel.stages[shown.layer + 1].values, shown.values)


def test_that_its_maps_are_among_the_feature_maps_and_its_filters_in_sight(qtbot, shown):
    panel = shown.open(qtbot, FeatureMapsPanel, 1000, 420)
    is_offered = shown.gives_maps and not shown.is_gate  # a gate is drawn over what it reads
    assert (shown.layer in offered_by(panel)) == is_offered
    if is_offered:
        np.testing.assert_array_equal(mosaic(panel).maps, shown.values)
    panel = shown.open(qtbot, FiltersPanel, 1000, 420)
    drawn = {o.position for o in shown.moment.outlines if o.spec.SLIDES_FILTERS}
    assert drawn <= offered_by(panel)


def test_that_the_ledger_explains_a_number_and_every_parameter_of_it(qtbot, shown):
    panel = shown.open(qtbot, LedgerPanel, 300, 900)
    try:
        reader = LedgerReader(qtbot, panel, panel._state)
        places = [ValueAddress(shown.layer, (1,) * shown.values.ndim)]
        start = f"{shown.layer}."
        for path, gradient in shown.moment.trace.parameter_gradients.items():
            if path.startswith(start):
                places.append(ParameterAddress(path, (0,) * gradient.ndim))
        for address in places:
            reader.state.trail.walk(address)
            reader.wait_for(address)
            reader.assert_totals_are_stored()
    finally:
        panel.shut_down()
