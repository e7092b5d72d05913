"""Which turns of a run get a flag."""

import math

import pytest

from core.curves.turning_points import TurningKind, TurningPoints
from core.training.events import (
    BatchFinished,
    EpochFinished,
    FinishReason,
    SessionFinished,
    ValidationFinished,
)


def batches(rates, first=1):
    return [
        BatchFinished(step, 1, 1.0, 0.5, 32, 0.001, learning_rate=rate)
        for step, rate in enumerate(rates, start=first)
    ]


def epochs(validation, training, *, accuracy=0.5, is_judged_first=True):
    """Events of epochs of 10 steps with these losses."""
    events = []
    for epoch, (judged, trained) in enumerate(zip(validation, training, strict=True), start=1):
        pair = [
            ValidationFinished(10 * epoch, epoch, judged, accuracy),
            EpochFinished(10 * epoch, epoch, trained, 0.5),
        ]
        events += pair if is_judged_first else pair[::-1]
    return events


def found(events, kind, **settings):
    points = TurningPoints(**settings)
    points.add(events)
    return [point.step for point in points.points if point.kind is kind]


def test_that_a_rate_that_stood_still_is_flagged_where_it_changes():
    steps = found(batches([0.1] * 8 + [0.05] * 8 + [0.1] * 2), TurningKind.LEARNING_RATE)
    assert steps == [9, 17]


@pytest.mark.parametrize(("still", "expected"), [(4, []), (5, [6]), (6, [7])])
def test_that_five_steps_of_one_rate_are_standing_still(still, expected):
    assert found(batches([0.1] * still + [0.05]), TurningKind.LEARNING_RATE) == expected


def test_that_the_flag_says_both_rates():
    points = TurningPoints()
    points.add(batches([0.1] * 8 + [0.05]))
    assert points.points[0].text == "The learning rate changed from 0.1 to 0.05."


def test_that_a_rate_that_moves_with_every_step_is_not_flagged():
    cosine = [0.1 * (1 + math.cos(math.pi * t / 500)) / 2 for t in range(500)]
    assert found(batches(cosine), TurningKind.LEARNING_RATE) == []


def test_that_rates_nobody_told_are_not_flagged():
    rates = [math.nan] * 10 + [0.1] * 10 + [math.nan] * 10
    assert found(batches(rates), TurningKind.LEARNING_RATE) == []


def test_that_the_best_validation_is_one_flag_that_moves():
    points = TurningPoints()
    for epoch, (loss, accuracy) in enumerate(
        [(0.9, 0.8), (0.5, 0.9), (0.4, 0.9), (0.4, 0.9), (0.1, 0.85)], start=1
    ):
        points.add([ValidationFinished(10 * epoch, epoch, loss, accuracy)])
    assert [(p.step, p.kind) for p in points.points] == [(30, TurningKind.BEST_VALIDATION)]


def test_that_judging_before_the_first_step_is_no_best():
    assert found([ValidationFinished(0, 0, 0.1, 1.0)], TurningKind.BEST_VALIDATION) == []


@pytest.mark.parametrize("is_judged_first", [True, False])
def test_that_overfitting_begins_where_validation_turned_up_and_training_went_on(
    is_judged_first,
):
    events = epochs(
        [0.9, 0.7, 0.6, 0.61, 0.62, 0.65, 0.7],
        [0.9, 0.7, 0.5, 0.40, 0.30, 0.20, 0.1],
        is_judged_first=is_judged_first,
    )
    assert found(events, TurningKind.OVERFITTING) == [30]


@pytest.mark.parametrize(
    ("validation", "training"),
    [
        ([0.6, 0.61, 0.62, 0.61, 0.62, 0.63], [0.6, 0.5, 0.4, 0.3, 0.2, 0.1]),  # 2, then 2
        ([0.6, 0.61, 0.62, 0.63, 0.64], [0.6, 0.7, 0.8, 0.9, 1.0]),  # both rise
        ([0.6, 0.5, 0.4, 0.3, 0.2], [0.6, 0.5, 0.4, 0.3, 0.2]),  # both fall
        ([0.6, 0.6, 0.6, 0.6, 0.6], [0.6, 0.5, 0.4, 0.3, 0.2]),  # stands still
        ([0.6, math.nan, math.nan, math.nan, 0.7], [0.6, 0.5, 0.4, 0.3, 0.2]),
    ],
)
def test_that_anything_else_is_no_overfitting(validation, training):
    assert found(epochs(validation, training), TurningKind.OVERFITTING) == []


def test_that_validations_within_an_epoch_do_not_count_towards_overfitting():
    events = [ValidationFinished(step, 1, 0.1 * step, 0.5) for step in range(1, 9)]
    assert found(events, TurningKind.OVERFITTING) == []


def test_that_patience_is_the_number_of_epochs_in_a_row():
    losses = [0.6, 0.61, 0.62], [0.6, 0.5, 0.4]
    assert found(epochs(*losses), TurningKind.OVERFITTING, patience=2) == [10]
    assert found(epochs(*losses), TurningKind.OVERFITTING, patience=3) == []


def test_that_a_divergence_is_flagged_with_its_explanation():
    points = TurningPoints()
    points.add([SessionFinished(FinishReason.DIVERGED, 7, "the loss is inf")])
    (point,) = points.points
    assert (point.step, point.kind) == (7, TurningKind.DIVERGED)
    assert point.text == "the loss is inf"


def test_that_an_ordinary_end_gets_no_flag():
    points = TurningPoints()
    assert not points.add([SessionFinished(FinishReason.COMPLETED, 7)])
    assert points.points == ()


def test_that_add_says_whether_anything_changed():
    points = TurningPoints()
    assert not points.add(batches([0.1] * 10))
    assert points.add(batches([0.2], first=11))
    assert points.add([ValidationFinished(11, 1, 0.5, 0.5)])
    assert not points.add([ValidationFinished(12, 1, 0.5, 0.4)])
