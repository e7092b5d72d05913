"""What a panel shows of what is selected."""

import pytest

from core.presets import SEED_CNN
from gui.panels.shown_unit import ShownUnit, layer_within

OFFERED = (2, 5, 7)


@pytest.mark.parametrize(
    ("before", "selected", "after", "is_offered"),
    [
        ((-1, 0), 5, (5, 3), True),  # goes along
        ((2, 1), 7, (7, 3), True),
        ((5, 1), 4, (5, 1), False),  # stays with what it showed
        ((5, 1), None, (5, 1), False),
        ((-1, 0), 4, (2, 0), False),  # nothing shown yet: the first
        ((6, 1), -1, (2, 1), False),  # what it showed is gone
    ],
)
def test_that_a_panel_follows_where_it_can_and_stays_elsewhere(
    before, selected, after, is_offered
):
    shown = ShownUnit(*before)
    assert shown.follow(selected, OFFERED, 3) is is_offered
    assert (shown.layer, shown.channel) == after


def test_that_without_a_channel_the_one_before_stays():
    shown = ShownUnit(2, 4)
    assert shown.follow(7, OFFERED)
    assert (shown.layer, shown.channel) == (7, 4)


@pytest.mark.parametrize(("channels", "channel"), [(9, 4), (5, 4), (4, 3), (1, 0)])
def test_that_of_fewer_channels_the_last_is_shown(channels, channel):
    shown = ShownUnit(2, 4)
    shown.keep_within(channels)
    assert shown.channel == channel


def test_that_a_layer_beyond_the_network_is_its_last():
    outlines = SEED_CNN.network.outline()
    count = len(outlines)
    assert [layer_within(outlines, layer) for layer in (-1, 0, count - 1, count + 3)] == [
        *(-1, 0, count - 1, count - 1)
    ]
