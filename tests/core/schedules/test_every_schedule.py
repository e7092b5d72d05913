"""Schedules of the learning rate, against numbers worked by hand."""

import math

import pytest

from core.errors import SpecError
from core.schedules.base import Clock
from core.schedules.catalog import SCHEDULES
from core.schedules.constant import ConstantSpec
from core.schedules.cosine import CosineSpec
from core.schedules.exponential_decay import ExponentialDecaySpec
from core.schedules.reduce_on_plateau import ReduceOnPlateauSpec
from core.schedules.step_decay import StepDecaySpec

PER_EPOCH = 4


def factors(spec, steps, *, start=0, end=None):
    schedule = spec.build()
    end = start + steps if end is None else end
    return [
        schedule.factor(Clock(step, PER_EPOCH, start, end))
        for step in range(start, start + steps)
    ]


def test_that_constant_is_exactly_one():
    assert factors(ConstantSpec(), 6) == [1.0] * 6


def test_that_steps_fall_after_every_k_epochs():
    assert factors(StepDecaySpec(every=2, decay=0.1), 20) == pytest.approx(
        [1.0] * 8 + [0.1] * 8 + [0.01] * 4
    )


def test_that_exponential_falls_after_every_epoch():
    assert factors(ExponentialDecaySpec(decay=0.5), 10) == [1.0] * 4 + [0.5] * 4 + [0.25] * 2


def test_that_cosine_falls_from_one_to_almost_zero():
    expected = [1.0, (2 + math.sqrt(2)) / 4, 0.5, (2 - math.sqrt(2)) / 4]
    assert factors(CosineSpec(), 4) == pytest.approx(expected)


def test_that_a_warm_up_rises_in_a_line_and_the_cosine_takes_what_is_left():
    in_epochs = factors(CosineSpec(warm_up=1.0), 8)
    assert in_epochs[:5] == pytest.approx([0.25, 0.5, 0.75, 1.0, 1.0])
    assert in_epochs[6] == pytest.approx(0.5)
    assert factors(CosineSpec(warm_up=4, warm_up_unit="steps"), 8) == in_epochs


def test_that_the_final_share_is_what_cosine_falls_to():
    last = factors(CosineSpec(final_share=0.2), 1000)[-1]
    assert last == pytest.approx(0.2, abs=1e-4)
    assert factors(CosineSpec(final_share=0.2), 2)[1] == pytest.approx(0.6)


def test_that_a_warm_up_longer_than_the_run_never_falls():
    assert factors(CosineSpec(warm_up=2), 4) == pytest.approx([1 / 8, 2 / 8, 3 / 8, 4 / 8])


def test_that_cosine_begins_anew_where_a_run_is_extended():
    assert factors(CosineSpec(), 4, start=40) == factors(CosineSpec(), 4)


def test_that_the_plateau_is_that_of_pytorch():
    # What ReduceLROnPlateau of torch 2.13 makes of a factor 0.5, patience 2, threshold 0.1.
    losses = [
        1.0, 0.95, 0.8, 0.79, 0.75, 0.73, 0.7, 0.6, 0.61, 0.62, 0.63, 0.64, 0.65, 0.66, 0.67,
        0.68, 0.69, 0.7,
    ]  # fmt: skip
    expected = [1.0] * 5 + [0.5] * 5 + [0.25] * 3 + [0.2] * 5
    schedule = ReduceOnPlateauSpec(
        patience=2, decay=0.5, threshold=0.1, final_share=0.2
    ).build()
    clock = Clock(0, PER_EPOCH, 0, 100)
    seen = []
    for loss in losses:
        schedule.epoch_judged(loss)
        seen.append(schedule.factor(clock))
    assert seen == expected


def test_that_a_plateau_goes_on_from_its_saved_state():
    spec = ReduceOnPlateauSpec(patience=1, decay=0.5)
    whole, first, second = spec.build(), spec.build(), spec.build()
    clock = Clock(0, PER_EPOCH, 0, 100)
    losses = [1.0, 1.1, 1.2, 0.9, 1.0, 1.0, 1.0]
    for loss in losses:
        whole.epoch_judged(loss)
    for loss in losses[:2]:
        first.epoch_judged(loss)
    second.load_state(first.state())
    for loss in losses[2:]:
        second.epoch_judged(loss)
    assert second.factor(clock) == whole.factor(clock) == 0.25


def test_that_an_undefined_loss_is_no_improvement():
    schedule = ReduceOnPlateauSpec(patience=0, decay=0.5).build()
    schedule.epoch_judged(float("nan"))
    assert schedule.factor(Clock(0, PER_EPOCH, 0, 100)) == 0.5


@pytest.mark.parametrize("kind", list(SCHEDULES))
def test_that_every_factor_lies_between_zero_and_one_and_a_twin_agrees(kind):
    spec = SCHEDULES[kind]()
    seen = factors(spec, 60)
    assert all(0 <= factor <= 1 for factor in seen)
    assert factors(spec, 60) == seen
    assert 20 < len(spec.EXPLAINS) < 80


@pytest.mark.parametrize(
    ("kind", "field", "value"),
    [
        ("step", "every", 0),
        ("step", "decay", 0.0),
        ("step", "decay", 1.5),
        ("exponential", "decay", -1.0),
        ("cosine", "warm_up", -1),
        ("cosine", "warm_up_unit", "minutes"),
        ("cosine", "final_share", 2),
        ("reduce_on_plateau", "patience", -1),
        ("reduce_on_plateau", "threshold", float("nan")),
    ],
)
def test_that_settings_out_of_range_are_refused_by_name(kind, field, value):
    with pytest.raises(SpecError, match=f"{kind}: {field} must be "):
        SCHEDULES[kind](**{field: value})
