"""What the user is told when a run has ended."""

from __future__ import annotations

from core.training.events import FinishReason, SessionFinished
from gui.state.run_state import RunState


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
    why = finished.explanation or f"Training is complete after {finished.step:,} steps."
    return f"{why} Train on goes on from here; Restart begins anew."


def ending_level(finished: SessionFinished) -> str:
    """Return how loud that has to be said."""
    return "error" if finished.reason is FinishReason.DIVERGED else "info"


def state_after(finished: SessionFinished | None) -> RunState:
    """Return what a run is that ended like this; None if somebody stopped it."""
    has_diverged = finished is not None and finished.reason is FinishReason.DIVERGED
    return RunState.DIVERGED if has_diverged else RunState.FINISHED
