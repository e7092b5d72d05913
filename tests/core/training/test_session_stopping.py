"""A run that ends early, or with the best weights."""

import pytest

from core.early_stopping_spec import EarlyStoppingSpec
from core.errors import SpecError
from core.schedules.reduce_on_plateau import ReduceOnPlateauSpec
from core.training.events import (
    BestRestored,
    EpochFinished,
    FinishReason,
    SessionFinished,
    ValidationFinished,
)
from tests.support.sessions import fingerprint, make_session, of_kind, pretend_validations


def test_that_early_stopping_ends_the_run_with_a_reason_and_a_sentence(monkeypatch):
    session = make_session(epochs=50, early_stopping=EarlyStoppingSpec(patience=2))
    pretend_validations(monkeypatch, session, [(1.0, 0.5), (0.5, 0.6), (0.6, 0.9), (0.5, 0.9)])
    events = list(session.run())
    assert events[-1].reason is FinishReason.STOPPED_EARLY
    assert "validation loss did not get better than 0.5000" in events[-1].explanation
    assert len(of_kind(events, EpochFinished)) == 4
    assert session.finished is events[-1]


def test_that_a_run_that_was_stopped_early_can_go_on(monkeypatch):
    session = make_session(epochs=50, early_stopping=EarlyStoppingSpec(patience=2))
    pretend_validations(monkeypatch, session, [(1.0, 0)] * 5)
    list(session.run())
    session.extend(10)
    assert session.plan.epochs == 13
    events = list(session.run())
    assert len(of_kind(events, EpochFinished)) == 2
    assert events[-1].reason is FinishReason.STOPPED_EARLY


def test_that_the_best_weights_and_statistics_are_back_at_the_end(monkeypatch):
    session = make_session(keep_best=True)
    pretend_validations(monkeypatch, session, [(0.5, 0.8), (0.4, 0.8), (0.3, 0.7)])
    prints, events = {}, []
    for event in session.run():
        events.append(event)
        if isinstance(event, ValidationFinished):
            prints[event.step] = fingerprint(session)
    (restored,) = of_kind(events, BestRestored)
    assert restored == BestRestored(step=15, epoch=3, best_step=10, loss=0.4, accuracy=0.8)
    assert fingerprint(session) == prints[10] != prints[15]
    assert events[-1] == SessionFinished(
        FinishReason.COMPLETED,
        15,
        "The weights of step 10 are back: they judged best, with 80.00 % of the held-back "
        "images right.",
    )


def test_that_nothing_is_put_back_when_the_last_weights_are_the_best(monkeypatch):
    session = make_session(keep_best=True)
    pretend_validations(monkeypatch, session, [(0.5, 0.6), (0.4, 0.7), (0.3, 0.8)])
    events = list(session.run())
    assert not of_kind(events, BestRestored)
    assert events[-1] == SessionFinished(FinishReason.COMPLETED, 15)


def test_that_an_early_stop_puts_the_best_back_and_says_both(monkeypatch):
    session = make_session(
        epochs=50, keep_best=True, early_stopping=EarlyStoppingSpec(patience=1)
    )
    pretend_validations(monkeypatch, session, [(1.0, 0.5), (1.1, 0.4)])
    *_, last = session.run()
    assert last.explanation.startswith("Stopped early: ")
    assert "weights of step 5 are back" in last.explanation


@pytest.mark.parametrize(
    ("changes", "who"),
    [
        ({"early_stopping": EarlyStoppingSpec()}, "Early stopping"),
        ({"keep_best": True}, "Keeping the best"),
        ({"schedule": ReduceOnPlateauSpec()}, "The schedule “On plateau”"),
    ],
)
def test_that_listening_to_validation_needs_images_held_back(changes, who):
    with pytest.raises(SpecError, match=f"{who} needs images held back"):
        make_session(validation_share=0.0, **changes)
