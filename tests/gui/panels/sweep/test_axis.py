"""Where values are on the axes of the Sweep panel."""

import pytest

from core.sweeping.sweep_spec import SweepObjective
from gui.panels.sweep.axis import objective_axis, setting_axis
from tests.support.sweep_files import small_sweep


def axis_of(path, values):
    spec = small_sweep(space={path: values})
    return setting_axis(spec.space[0], path)


def test_that_ratios_count_on_an_axis_by_ratio():
    axis = axis_of("optimizer.learning_rate", {"low": 0.001, "high": 1, "log": True})
    assert axis.place(0.001) == 0
    assert axis.place(1.0) == 1
    assert axis.place(0.01) == pytest.approx(1 / 3)
    assert [text for _, text in axis.ticks] == ["0.001", "0.01", "0.1", "1"]
    assert axis.value_at(2 / 3) == pytest.approx(0.1)


def test_that_differences_count_elsewhere_and_whole_numbers_have_whole_ticks():
    axis = axis_of("layers.0.filters", {"low": 4, "high": 16})
    assert axis.place(10) == 0.5
    assert all(float(text).is_integer() for _, text in axis.ticks)


def test_that_choices_stand_apart_and_numbers_among_them_in_order():
    axis = axis_of("batch_size", {"choices": [64, 16, 32]})
    assert [axis.place(size) for size in (16, 32, 64)] == pytest.approx([1 / 6, 0.5, 5 / 6])
    assert axis.place(48) is None
    kinds = axis_of("optimizer", {"choices": ["sgd", "adam"]})
    assert [text for _, text in kinds.ticks] == ["SGD", "Adam"]


def test_that_a_single_value_has_its_place_too():
    axis = axis_of("layers.0.filters", {"low": 4, "high": 4})
    assert axis.place(4) == 0.5


@pytest.mark.parametrize("objective", SweepObjective)
def test_that_the_best_is_on_top_whatever_is_judged(objective):
    values = [0.5, 0.9, 0.8, 0.85]
    best, worst = (max, min) if objective.is_larger_better else (min, max)
    axis = objective_axis(objective, values)
    places = {value: axis.place(value) for value in values}
    assert max(places, key=places.get) == best(values)
    assert min(places, key=places.get) == worst(values)
    assert all(0 <= place <= 1 for place, _ in axis.ticks)


def test_that_one_very_bad_trial_does_not_press_all_others_together():
    axis = objective_axis(SweepObjective.VALIDATION_ACCURACY, [0.97, 0.968, 0.96, 0.95, 0.1])
    assert axis.place(0.97) - axis.place(0.95) > 0.3
    assert axis.place(0.1) == 0


def test_that_an_axis_without_any_value_has_no_ticks():
    assert objective_axis(SweepObjective.VALIDATION_LOSS, []).ticks == ()
