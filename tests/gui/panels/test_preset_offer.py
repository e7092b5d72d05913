"""What panels offer that have nothing to show for this network."""

import pytest
from PySide6.QtWidgets import QPushButton

from core.layers.batch_norm import BatchNormSpec
from core.layers.flatten import FlattenSpec
from core.layers.softmax import SoftmaxSpec
from core.network_spec import NetworkSpec
from core.presets import SEED_CNN, SEED_MLP
from gui.panels.feature_maps.feature_maps_panel import FeatureMapsPanel
from gui.panels.filters.filters_panel import FiltersPanel
from gui.panels.pooling.pooling_panel import PoolingPanel
from gui.panels.preset_offer import CHOSEN, OFFER
from gui.panels.sliding_window.sliding_window_panel import SlidingWindowPanel
from tests.support.moments import make_lab_state, make_moment
from tests.support.people import click, find, open_panel, text_of

KINDS = (FeatureMapsPanel, FiltersPanel, PoolingPanel, SlidingWindowPanel)


@pytest.mark.parametrize("kind", KINDS)
def test_that_a_panel_says_in_two_lines_what_it_would_show_and_gets_there(qtbot, kind):
    state = make_lab_state(experiment=SEED_MLP)
    panel = open_panel(qtbot, kind(state), 800, 420)
    network = SEED_MLP.network
    if kind is FiltersPanel:  # any weights of inputs are something to show
        layers = (FlattenSpec(), BatchNormSpec(), SoftmaxSpec())
        network = NetworkSpec((28, 28, 1), layers)
    panel._state.moment.show(make_moment(network=network))
    said = text_of(panel, f"{kind.PANEL_ID}_message")
    assert len(said.split("\n")) == 2
    assert "this network" in said.lower()
    button = find(panel, f"{kind.PANEL_ID}_message_offer", QPushButton)
    assert (button.text(), button.isVisible()) == (OFFER, True)
    click(button)
    assert state.experiment.experiment.network == SEED_CNN.network
    assert text_of(panel, f"{kind.PANEL_ID}_message") == f"{said}\n\n{CHOSEN}"
    assert not button.isVisible()
    state.experiment.undo_stack.undo()
    assert state.experiment.experiment.network == SEED_MLP.network
    assert button.isVisible()
    state.moment.show(make_moment("seed-cnn"))
    assert not find(panel, f"{kind.PANEL_ID}_message").isVisible()
