"""What it means that a run has ended, and what is said to the user about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.number_words import counted
from core.training.events import FinishReason, SessionFinished
from gui.lab.run_wish import RunWish

if TYPE_CHECKING:  # training is imported when there is data
    from core.training.session import TrainingSession


def ending_sentence(finished: SessionFinished) -> str:
    """Return why the run ended, and what can be done next.

    Parameters
    ----------
    finished : SessionFinished

    Returns
    -------
    str
    """
    if finished.reason is FinishReason.DIVERGED:
        return finished.explanation
    why = (
        finished.explanation or f"Training is complete after {counted(finished.step, 'step')}."
    )
    return f"{why} Resume trains further from here; Restart begins again at step 0."


def ending_level(finished: SessionFinished) -> str:
    """Return how loud that has to be said."""
    return "error" if finished.reason is FinishReason.DIVERGED else "info"


def how_it_ended(session: TrainingSession) -> RunWish:
    """Return how a run left the training thread: diverged, by itself or stopped."""
    if _has_diverged(session):
        return RunWish.DIVERGED
    return RunWish.ENDED if session.step else RunWish.ENDED_UNTRAINED


def how_far_it_is(session: TrainingSession) -> RunWish:
    """Return how far a run is that was opened."""
    if _has_diverged(session):
        return RunWish.OPENED_DIVERGED
    if session.finished is not None:
        return RunWish.OPENED_ENDED
    return RunWish.OPENED_MIDWAY if session.step else RunWish.OPENED_UNTRAINED


def _has_diverged(session: TrainingSession) -> bool:
    finished = session.finished
    return finished is not None and finished.reason is FinishReason.DIVERGED
