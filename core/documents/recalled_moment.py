"""What a run was at some step."""

from __future__ import annotations

from dataclasses import dataclass, replace

from core.documents.unknown_gradients import with_unknown_gradients
from core.errors import LoadError
from core.network_spec import NetworkSpec
from core.training.session_state import SessionState
from core.training.snapshot import Snapshot
from core.training.step_record import StepRecord


@dataclass(frozen=True, slots=True, eq=False)
class RecalledMoment:
    """What a run was at some step.

    Attributes
    ----------
    state : SessionState
    is_replayed : bool
        Whether it was computed anew; otherwise it was stored.
    from_step : int
        The stored step it comes from: its own, if it was stored.
    inexact : str
        Why it is not the run's own, bit for bit; empty if it is.  A replayed one is not if the
        losses on the way were not those that were recorded, or if the run was computed by
        another engine, kernel or version on that way.
    record : StepRecord or None
        How the step was taken that led here, if it was taken again to be noted.
    """

    state: SessionState
    is_replayed: bool
    from_step: int
    inexact: str = ""
    record: StepRecord | None = None

    @property
    def is_exact(self) -> bool:
        """Whether it is the run's own, bit for bit."""
        return not self.inexact

    @property
    def snapshot(self) -> Snapshot:
        """Values and gradients, as views want them."""
        return replace(self.state.snapshot, record=self.record)


def as_stored(state: SessionState, step: int, network: NetworkSpec) -> RecalledMoment:
    """Return the moment at `step` of a run whose images are not there, from a state before it.

    Raises
    ------
    LoadError
        If that state is not the one of `step`: it cannot be computed.
    """
    if state.step != step:
        raise LoadError(
            f"Step {step:,} is not stored, and computing it anew needs the images that "
            f"this run was trained on; step {state.step:,} is stored."
        )
    return RecalledMoment(
        with_unknown_gradients(state, network), is_replayed=False, from_step=step
    )
