"""A step with all that belongs to it, or none of it."""

from __future__ import annotations

from core.training.abandoned import ShouldStop, StepAbandoned
from core.training.events import TrainingEvent
from core.training.judging import NONE_KNOWN, Judgements, judges_long_next
from core.training.session import TrainingSession
from core.training.session_state import capture, restore


def take_whole_step(
    session: TrainingSession,
    should_stop: ShouldStop | None = None,
    known: Judgements = NONE_KNOWN,
) -> list[TrainingEvent]:
    """Take a step and return its events; return none if it was given up.

    A step that was given up has left the session as it was, to the bit.

    Parameters
    ----------
    session : TrainingSession
    should_stop : callable, optional
        Asked between the layers of each shard, of training and of validation; a step that
        takes no time is not given up.
    known : mapping, optional
        See `TrainingSession.run_step`.
    """
    # When a validation is given up, the update was made: only then is a copy needed.
    needs_copy = should_stop is not None and judges_long_next(session)
    before = capture(session) if needs_copy else None
    notes = session.notebook.notes if needs_copy else None
    try:
        return list(session.run_step(known, should_stop))
    except StepAbandoned:
        if before is None or notes is None:
            raise
        restore(session, before)
        session.notebook.notes = notes
        return []
