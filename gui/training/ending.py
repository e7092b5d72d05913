"""What the user is told when a run has ended."""

from __future__ import annotations

from core.training.events import FinishReason, SessionFinished


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
