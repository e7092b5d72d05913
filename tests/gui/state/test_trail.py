"""Where one is in the ledger: follows the selection, moves it, goes back and forth."""

from dataclasses import replace

import numpy as np
import pytest

from core.anatomy.addresses import LossAddress, ParameterAddress, ValueAddress
from core.presets import PRESETS
from gui.state.moment import CurrentMoment
from gui.state.selection import Selection, Unit
from gui.state.trail import LONGEST, Trail
from tests.support.moments import make_moment

PIXEL = ValueAddress(0, (17, 12, 3))
SCORE = ValueAddress(4, (7,))


@pytest.fixture(scope="module")
def seed_moment():
    return make_moment(steps=2)


class Walker:
    def __init__(self, moment):
        self.selection, self.moment = Selection(), CurrentMoment()
        self.trail = Trail(self.selection, self.moment)
        self.opened = []
        self.trail.changed.connect(self.opened.append)
        if moment is not None:
            self.moment.show(moment)


@pytest.fixture
def walker(seed_moment):
    return Walker(seed_moment)


def test_that_nothing_is_open_until_somebody_selects_something(walker):
    assert walker.trail.address is None
    assert not walker.trail.can_go_back
    assert not walker.trail.can_go_forward
    walker.trail.back()
    walker.trail.forward()
    assert walker.opened == []


def test_that_a_selected_pixel_or_neuron_opens_its_page(walker):
    walker.selection.select(Unit(0, 3, 17, 12))
    walker.selection.select(Unit(4, 7))
    assert walker.opened == [PIXEL, SCORE]


def test_that_of_a_whole_channel_the_largest_pixel_is_opened(walker, seed_moment):
    walker.selection.select(Unit(0, 5))
    row, column, channel = walker.trail.address.index
    sizes = [
        (abs(float(seed_moment.trace.values[1][i, j, 5])), i, j)
        for i in range(26)
        for j in range(26)
    ]
    assert channel == 5
    assert abs(float(seed_moment.trace.values[1][row, column, 5])) == max(sizes)[0]


def test_that_the_pixel_of_a_channel_stays_while_the_numbers_change(walker):
    walker.selection.select(Unit(0, 5))
    chosen = walker.trail.address
    walker.moment.show(make_moment(steps=3, index=4))
    assert walker.trail.address == chosen
    assert walker.opened == [chosen]


def test_that_of_a_broken_channel_the_first_broken_pixel_is_opened(walker, seed_moment):
    broken = seed_moment.trace.values[1].copy()
    broken[4, 6, 2] = np.nan
    broken[9, 9, 2] = np.nan
    values = (seed_moment.trace.values[0], broken, *seed_moment.trace.values[2:])
    walker.moment.show(replace(seed_moment, trace=replace(seed_moment.trace, values=values)))
    walker.selection.select(Unit(0, 2))
    assert walker.trail.address == ValueAddress(0, (4, 6, 2))


@pytest.mark.parametrize(
    ("address", "unit"),
    [
        (PIXEL, Unit(0, 3, 17, 12)),
        (SCORE, Unit(4, 7)),
        (ValueAddress(-1, (10, 14, 0)), Unit(-1, 0, 10, 14)),
        (ParameterAddress("0.conv2d.weight", (1, 2, 0, 6)), Unit(0, 6)),
        (ParameterAddress("4.dense.weight", (700, 2)), Unit(4, 2)),
        (ParameterAddress("0.conv2d.bias", (6,)), Unit(0, 6)),
    ],
)
def test_that_walking_selects_the_unit_for_every_panel(walker, address, unit):
    walker.trail.walk(address)
    assert walker.trail.address == address
    assert walker.selection.unit == unit
    assert walker.opened == [address]


def test_that_the_loss_is_no_unit(walker):
    walker.trail.walk(PIXEL)
    walker.trail.walk(LossAddress())
    assert walker.trail.address == LossAddress()
    assert walker.selection.unit == Unit(0, 3, 17, 12)


def test_that_back_and_forward_go_the_same_way_and_take_the_selection_along(walker):
    for address in (LossAddress(), SCORE, PIXEL):
        walker.trail.walk(address)
    walker.trail.back()
    assert (walker.trail.address, walker.selection.unit) == (SCORE, Unit(4, 7))
    walker.trail.back()
    assert walker.trail.address == LossAddress()
    assert not walker.trail.can_go_back
    walker.trail.forward()
    walker.trail.forward()
    assert (walker.trail.address, walker.selection.unit) == (PIXEL, Unit(0, 3, 17, 12))
    assert not walker.trail.can_go_forward
    assert walker.trail.visited == (LossAddress(), SCORE, PIXEL)


def test_that_walking_from_an_earlier_page_forgets_the_later_ones(walker):
    for address in (LossAddress(), SCORE, PIXEL):
        walker.trail.walk(address)
    walker.trail.go_to(0)
    walker.trail.walk(PIXEL)
    assert walker.trail.visited == (LossAddress(), PIXEL)


def test_that_the_open_page_is_not_opened_again(walker):
    walker.trail.walk(PIXEL)
    walker.trail.walk(PIXEL)
    assert walker.opened == [PIXEL]


def test_that_a_very_long_way_forgets_its_beginning(walker):
    for unit in range(LONGEST + 30):
        walker.trail.walk(ValueAddress(3, (unit,)))
    assert len(walker.trail.visited) == LONGEST
    assert walker.trail.address == ValueAddress(3, (LONGEST + 29,))
    walker.trail.back()
    assert walker.trail.address == ValueAddress(3, (LONGEST + 28,))


def test_that_what_is_selected_before_the_first_moment_is_opened_with_it(seed_moment):
    walker = Walker(None)
    walker.selection.select(Unit(0, 3, 17, 12))
    assert walker.trail.address is None
    walker.moment.show(seed_moment)
    assert walker.trail.address == PIXEL


def test_that_a_unit_of_the_next_network_waits_for_its_moment(walker):
    walker.selection.select(Unit(9, 80))  # lenet-5 has a tenth layer, seed-cnn has not
    assert walker.opened == []
    walker.moment.show(make_moment("lenet-5"))
    assert walker.opened == [ValueAddress(9, (80,))]


def test_that_a_new_architecture_leaves_the_open_page_where_it_was(walker):
    walker.selection.select(Unit(5, 7))
    network = PRESETS["seed-mlp"].network  # of five layers, not six
    walker.selection.fit(network.input_shape, network.outline())
    assert walker.selection.unit != Unit(5, 7)
    assert walker.trail.address == ValueAddress(5, (7,))
