"""Patience."""

import pytest

from core.early_stopping_spec import EarlyStoppingSpec
from core.errors import SpecError
from core.training.early_stopping import EarlyStopping


def epochs_until_over(spec, judgements):
    stopping = EarlyStopping(spec)
    for epoch, (loss, accuracy) in enumerate(judgements, start=1):
        stopping.epoch_judged(loss, accuracy)
        if stopping.is_over:
            return epoch
    return None


def test_that_patience_counts_epochs_since_the_best_loss():
    losses = [(1.0, 0), (0.8, 0), (0.9, 0), (0.79, 0), (0.8, 0), (0.79, 0), (0.85, 0)]
    assert epochs_until_over(EarlyStoppingSpec(patience=2), losses) == 6
    assert epochs_until_over(EarlyStoppingSpec(patience=3), losses) == 7
    assert epochs_until_over(EarlyStoppingSpec(patience=4), losses) is None


def test_that_accuracy_is_better_when_it_is_higher():
    spec = EarlyStoppingSpec(patience=1, watch="accuracy")
    assert epochs_until_over(spec, [(9, 0.5), (9, 0.6), (1, 0.6)]) == 3


def test_that_a_gain_below_the_least_does_not_count():
    spec = EarlyStoppingSpec(patience=2, min_change=0.1)
    assert epochs_until_over(spec, [(1.0, 0), (0.95, 0), (0.91, 0)]) == 3
    assert epochs_until_over(spec, [(1.0, 0), (0.95, 0), (0.85, 0)]) is None


def test_that_an_undefined_loss_is_no_improvement():
    assert epochs_until_over(EarlyStoppingSpec(patience=1), [(float("nan"), 0)]) == 1


def test_that_the_explanation_says_what_did_not_get_better():
    stopping = EarlyStopping(EarlyStoppingSpec(patience=2, watch="accuracy"))
    for accuracy in (0.9125, 0.9, 0.91):
        stopping.epoch_judged(1.0, accuracy)
    assert stopping.explanation == (
        "Stopped early: the validation accuracy did not get better than 91.25 % in the last "
        "2 epochs."
    )


def test_that_a_saved_state_goes_on():
    first, second = (EarlyStopping(EarlyStoppingSpec(patience=2)) for _ in range(2))
    for loss in (0.5, 0.6):
        first.epoch_judged(loss, 0)
    second.load_state(first.state())
    second.epoch_judged(0.55, 0)
    assert second.is_over


@pytest.mark.parametrize(
    ("field", "value"), [("patience", 0), ("watch", "validation"), ("min_change", -1)]
)
def test_that_settings_out_of_range_are_refused_by_name(field, value):
    with pytest.raises(SpecError, match=f"early_stopping: {field} must be "):
        EarlyStoppingSpec(**{field: value})
