"""What a spec states about its kind, against what the kind's layer does."""

from abc import ABC
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pytest

from core.anatomy.windows import Windows, has_windows
from core.layers.activation_spec import ActivationSpec
from core.layers.catalog import LAYER_KINDS
from core.layers.dropping import DroppingLayer
from core.layers.picking import PickingLayer
from core.layers.spec import LayerSpec
from core.network_spec import LayerOutline
from tests.support.layer_cases import LAYER_CASES

STEP, LEAST = 1e-6, 1e-6


class Measured:
    """A built layer, a few samples for it, and how each output depends on each input."""

    def __init__(self, case):
        rng = np.random.default_rng(11)
        self.spec, self.layer = case.spec, case.make_used(rng, np.float64)
        self.x = rng.standard_normal(case.input_shape)
        self.y = self.layer.forward(self.x, training=False)
        self.in_shape, self.out_shape = self.x.shape[1:], self.y.shape[1:]
        columns = []
        for place in np.ndindex(self.in_shape):
            sides = []
            for move in (STEP, -STEP):
                moved = self.x[:1].copy()
                moved[(0, *place)] += move
                sides.append(self.layer.forward(moved, training=False).reshape(-1))
            columns.append((sides[0] - sides[1]) / (2 * STEP))
        self.slopes = np.stack(columns, axis=1)  # (outputs, inputs)

    @property
    def depends(self):
        """Whether each output depends on each input: (*out_shape, *in_shape)."""
        return (np.abs(self.slopes) > LEAST).reshape(*self.out_shape, *self.in_shape)


MEASURED = {name: Measured(case) for name, case in LAYER_CASES.items()}


@pytest.fixture(params=MEASURED.values(), ids=MEASURED.keys())
def seen(request):
    return request.param


def test_that_a_kind_that_keeps_places_makes_each_number_of_the_one_at_its_place(seen):
    keeps = seen.in_shape == seen.out_shape
    if keeps:
        others = seen.slopes[~np.eye(len(seen.slopes), dtype=bool)]
        keeps = bool((np.abs(others) <= LEAST).all())
    assert keeps == seen.spec.KEEPS_PLACES


def test_that_a_kind_that_keeps_channels_makes_each_of_the_one_with_its_number(seen):
    if len(seen.in_shape) == 1 and seen.spec.KEEPS_PLACES:
        return  # the kind reads maps too, and then keeps their channels
    keeps = len(seen.in_shape) == len(seen.out_shape) == 3
    if keeps:
        by_channel = seen.depends.any(axis=(0, 1, 3, 4))  # (C_out, C_in)
        keeps = np.array_equal(by_channel, np.eye(*by_channel.shape, dtype=bool))
    assert keeps == seen.spec.KEEPS_CHANNELS


def test_that_a_kind_that_keeps_units_listens_most_to_the_unit_of_the_same_number(seen):
    keeps = seen.in_shape == seen.out_shape
    if keeps:
        strengths = np.abs(seen.slopes)
        keeps = bool((np.diag(strengths) >= strengths.max(axis=1)).all())
    assert keeps == seen.spec.KEEPS_UNITS


def test_that_a_kind_that_mixes_places_lets_every_output_see_all_of_them(seen):
    depends = seen.depends.reshape(-1, *seen.in_shape)
    places = depends.any(axis=3) if depends.ndim == 4 else depends
    assert bool(places.all()) == seen.spec.MIXES_PLACES


def test_that_a_window_holds_the_inputs_that_its_output_is_made_of(seen):
    outline = LayerOutline(0, seen.spec, seen.in_shape, seen.out_shape, 0)
    if not has_windows(outline):
        return
    windows = Windows.of(outline)
    assert windows.output_size == seen.out_shape[:2]
    for row, column in np.ndindex(*windows.output_size):
        held = np.zeros(windows.input_size, np.bool_)
        for cell in windows.window(row, column)[1]:
            if cell[0] >= 0:
                held[tuple(cell)] = True
        used = seen.depends[row, column].any(axis=(0, 3))  # (H, W)
        assert not (used & ~held).any()
        if not seen.spec.PICKS_WINNERS:
            assert (used == held).all()


def test_that_a_kind_with_several_places_that_says_nothing_of_them_slides_windows(seen):
    if seen.spec.KEEPS_PLACES or seen.spec.MIXES_PLACES or seen.spec.LAYS_OUT_MAPS:
        assert seen.spec.window(seen.in_shape) is None
    else:
        assert seen.spec.window(seen.in_shape) is not None


def test_that_a_kind_that_passes_the_gradient_whole_changes_no_number_of_it(seen):
    seen.layer.trace(seen.x)
    grad = np.random.default_rng(12).standard_normal(seen.y.shape)
    back = seen.layer.backward(grad)
    is_whole = np.array_equal(back.reshape(-1), grad.reshape(-1))
    assert is_whole == seen.spec.PASSES_GRADIENT_WHOLE


def test_that_a_gate_passes_what_is_above_zero_and_nothing_else(seen):
    is_gate = seen.y.shape == seen.x.shape and np.array_equal(seen.y, np.maximum(seen.x, 0))
    assert is_gate == seen.spec.IS_GATE


def test_that_laid_out_maps_are_the_same_numbers_in_a_row(seen):
    rows = seen.x.reshape(len(seen.x), -1)
    lays_out = seen.x.ndim == 4 and np.array_equal(seen.y, rows)
    assert lays_out == seen.spec.LAYS_OUT_MAPS


def test_that_probabilities_are_not_negative_and_sum_to_one(seen):
    sums = seen.y.reshape(len(seen.y), -1).sum(axis=1)
    assert bool((seen.y >= 0).all() and np.allclose(sums, 1)) == seen.spec.GIVES_PROBABILITIES


def test_that_layers_which_pick_or_drop_are_those_whose_spec_says_so(seen):
    assert isinstance(seen.layer, PickingLayer) == seen.spec.PICKS_WINNERS
    assert isinstance(seen.layer, DroppingLayer) == seen.spec.DROPS_NUMBERS


def test_that_weights_have_the_shape_that_the_spec_speaks_of(seen):
    weight = seen.spec.parameter_shapes(seen.in_shape).get("weight", ())
    window = seen.spec.window(seen.in_shape)
    assert (len(weight) == 4) == seen.spec.SLIDES_FILTERS
    if seen.spec.SLIDES_FILTERS:
        assert weight == (*window.size, seen.in_shape[2], seen.out_shape[2])
    assert (weight == (*seen.in_shape, *seen.out_shape)) == seen.spec.SUMS_ALL_INPUTS
    if seen.spec.SUMS_ALL_INPUTS:
        np.testing.assert_allclose(seen.slopes, seen.layer.weight.value.T, atol=1e-8)


@pytest.mark.parametrize("kind", LAYER_KINDS.values(), ids=LAYER_KINDS)
def test_that_a_new_layer_of_every_kind_has_a_value_for_each_field(kind):
    assert isinstance(kind.first(), kind)


FACTS = {
    "KIND": "odd",
    "TITLE": "Odd",
    "EXPLAINS": "Like no other.",
    "KEEPS_PLACES": True,
    "KEEPS_CHANNELS": True,
    "KEEPS_UNITS": True,
    "MIXES_PLACES": False,
    "PASSES_GRADIENT_WHOLE": False,
}


@pytest.mark.parametrize("name", FACTS)
def test_that_a_kind_that_leaves_out_a_fact_cannot_be_defined(name):
    stated = {fact: value for fact, value in FACTS.items() if fact != name}
    with pytest.raises(TypeError, match=rf"Odd: {name} must be stated as a (str|bool)"):
        type("Odd", (LayerSpec,), stated)


def test_that_a_kind_whose_facts_contradict_each_other_cannot_be_defined():
    with pytest.raises(TypeError, match="keeps channels and mixes no places"):
        type("Odd", (LayerSpec,), FACTS | {"MIXES_PLACES": True})


def test_that_a_kind_with_an_open_field_and_no_value_to_start_with_cannot_be_defined():
    with pytest.raises(TypeError, match="FIRST_VALUES must have a value for strength"):

        @dataclass(frozen=True, slots=True)
        class Odd(ActivationSpec):
            KIND: ClassVar[str] = "odd"
            TITLE: ClassVar[str] = "Odd"
            EXPLAINS: ClassVar[str] = "Like no other."
            strength: float


def test_that_only_what_stands_between_the_kinds_and_their_promise_may_leave_facts_out():
    class Between(LayerSpec, ABC):
        """What some kinds share."""

    assert not hasattr(Between, "KIND")
    assert not hasattr(LayerSpec, "KEEPS_PLACES")
