"""What becomes of the selected unit in another network."""

import pytest

from core.layers.conv2d import Conv2DSpec
from core.layers.dense import DenseSpec
from core.layers.flatten import FlattenSpec
from core.network_spec import NetworkSpec
from gui.state.selection import INPUT_LAYER, Selection, Unit

NETWORK = NetworkSpec((6, 5, 2), (Conv2DSpec(3, (2, 2)), FlattenSpec(), DenseSpec(4)))


def fitted(unit):
    selection = Selection()
    selection.select(unit)
    selection.fit(NETWORK.input_shape, NETWORK.outline())
    return selection.unit


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        (Unit(0, 2, 4, 3), Unit(0, 2, 4, 3)),  # the last place of maps of 5 × 4
        (Unit(0, 3), Unit(0, 2)),
        (Unit(0, 99, 1, 1), Unit(0, 2, 1, 1)),
        (Unit(0, 1, 5, 0), Unit(0, 1)),  # no such row
        (Unit(0, 1, 0, 4), Unit(0, 1)),  # no such column
        (Unit(2, 4), Unit(2, 3)),
        (Unit(2, 1, 0, 0), Unit(2, 1)),  # units are no pixels
        (Unit(3, 1), Unit(INPUT_LAYER, 0)),  # no such layer
        (Unit(INPUT_LAYER, 1, 5, 4), Unit(INPUT_LAYER, 1, 5, 4)),
        (Unit(INPUT_LAYER, 2, 5, 5), Unit(INPUT_LAYER, 1)),
    ],
)
def test_that_what_is_not_in_the_network_is_brought_inside(unit, expected):
    assert fitted(unit) == expected


def test_that_at_first_a_unit_with_weights_is_selected_in_every_network_until_one_is_chosen():
    flat = NetworkSpec((6, 5, 2), (FlattenSpec(), DenseSpec(4), DenseSpec(3)))
    selection = Selection()
    selection.begin(NETWORK.outline())
    assert selection.unit == Unit(0, 0)
    selection.fit(flat.input_shape, flat.outline())
    assert selection.unit == Unit(1, 0)
    selection.fit(NETWORK.input_shape, NETWORK.outline())
    assert selection.unit == Unit(0, 0)
    selection.ask(Unit(0, 0))
    selection.fit(flat.input_shape, flat.outline())
    assert selection.unit == Unit(0, 0)


def test_that_panels_can_tell_a_fitted_unit_from_a_chosen_one():
    selection, seen = Selection(), []
    selection.changed.connect(lambda unit: seen.append((unit, selection.is_fitting)))
    selection.select(Unit(0, 7))
    selection.fit(NETWORK.input_shape, NETWORK.outline())
    assert seen == [(Unit(0, 7), False), (Unit(0, 2), True)]
    assert not selection.is_fitting
