"""Take a session apart into plain data, and put it together again: exact resume."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from numpy.typing import NDArray

from core.arrays import frozen_copy
from core.datasets.dataset import Dataset
from core.errors import OrderError, SpecError
from core.experiment import Experiment
from core.training.best_weights import BestWeights
from core.training.build import session_for
from core.training.epoch_progress import EpochState
from core.training.events import SessionFinished
from core.training.plan import TrainingPlan
from core.training.session import TrainingSession
from core.training.snapshot import Snapshot, named_arrays, named_states

VALUES, GRADIENTS, OPTIMIZER, BEST = "values/", "gradients/", "optimizer/", "best/"
#: About what one array costs besides its numbers.
ARRAY_OVERHEAD = 256


@dataclass(frozen=True, slots=True)
class BestJudgement:
    """When a network judged best so far, and how; step 0 is never.

    Attributes
    ----------
    step : int
    loss, accuracy : float
    """

    step: int
    loss: float
    accuracy: float


@dataclass(frozen=True, slots=True, eq=False)
class SessionNumbers:
    """All that a session needs to go on besides its arrays, as it is between two steps.

    Attributes
    ----------
    step : int
        Steps taken.
    epoch : EpochState
        Order of the images, place in it, sums, and the generator.
    optimizer_steps : int
    base_rate, learning_rate : float
        Before the schedule, and of the last step.
    plan : TrainingPlan
    plan_start : int
        Epochs before the plan began.
    schedule : mapping of str to float
    early_stopping : mapping of str to float, or None
    best : BestJudgement or None
    finished : SessionFinished or None
    """

    step: int
    epoch: EpochState
    optimizer_steps: int
    base_rate: float
    learning_rate: float
    plan: TrainingPlan
    plan_start: int
    schedule: Mapping[str, float]
    early_stopping: Mapping[str, float] | None
    best: BestJudgement | None
    finished: SessionFinished | None


@dataclass(frozen=True, slots=True, eq=False)
class SessionState(SessionNumbers):
    """Everything a session needs to go on bit for bit, as it is between two steps.

    Attributes
    ----------
    arrays : mapping of str to ndarray
        Read-only, C-contiguous.  ``values/<path>`` are parameters and state of the layers,
        ``gradients/<path>`` those of the latest batch (they decide nothing, but views show
        them; a state may be kept without any), ``optimizer/<name>/<path>`` what the optimiser
        keeps, and ``best/<path>`` the best values so far, if any were judged.
    """

    arrays: Mapping[str, NDArray[Any]]

    @property
    def size(self) -> int:
        """About how many bytes it takes in memory."""
        return sum(array.nbytes + ARRAY_OVERHEAD for array in self.arrays.values())

    @property
    def has_gradients(self) -> bool:
        """Whether the gradients of the latest batch are there too."""
        return any(name.startswith(GRADIENTS) for name in self.arrays)

    def without_gradients(self) -> SessionState:
        """Return the same without what decides nothing; shares its arrays."""
        kept = {n: array for n, array in self.arrays.items() if not n.startswith(GRADIENTS)}
        return replace(self, arrays=MappingProxyType(kept))

    @property
    def snapshot(self) -> Snapshot:
        """What views show of it; shares its arrays."""
        return Snapshot(
            self.step,
            self.epoch.number,
            MappingProxyType(self.group(VALUES)),
            MappingProxyType(self.group(GRADIENTS)),
        )

    def group(self, prefix: str) -> dict[str, NDArray[Any]]:
        """Return the arrays whose names begin with `prefix`, by the rest of their names."""
        return {
            name.removeprefix(prefix): array
            for name, array in self.arrays.items()
            if name.startswith(prefix)
        }


def live_arrays(session: TrainingSession) -> Iterator[tuple[str, NDArray[Any]]]:
    """Yield the arrays that training writes to, named as in `SessionState.arrays`."""
    parameters = list(session.network.named_parameters())  # once: this runs while training
    for path, parameter in parameters:
        yield VALUES + path, parameter.value
    for path, array in named_states(session.network):
        yield VALUES + path, array
    for path, parameter in parameters:
        yield GRADIENTS + path, parameter.gradient
    for name, array in session.optimizer.state().items():
        yield OPTIMIZER + name, array


def capture(session: TrainingSession) -> SessionState:
    """Return what `session` needs to go on from here; each array is copied once.

    Call it between two steps only.
    """
    arrays = {name: frozen_copy(array) for name, array in live_arrays(session)}
    best, stopping = session.best, session.early_stopping
    if best is not None:  # its copies never change, so they can be shared
        arrays |= {BEST + path: array for path, array in best.values.items()}
    return SessionState(
        step=session.step,
        epoch=session.progress.state(),
        optimizer_steps=session.optimizer.step_count,
        base_rate=session.base_rate,
        learning_rate=session.optimizer.learning_rate,
        plan=session.plan,
        plan_start=session.plan_start,
        schedule=_floats(session.schedule.state()),
        early_stopping=None if stopping is None else _floats(stopping.state()),
        best=None if best is None else _judgement(best),
        finished=session.finished,
        arrays=MappingProxyType(arrays),
    )


def restore(session: TrainingSession, state: SessionState) -> None:
    """Let `session` go on where another session of the same experiment and data stood.

    Its gradients are zero until the next step if the state has none.

    Raises
    ------
    SpecError
        If the state is that of another experiment; the session is then of no further use.
    """
    _check_fit(session, state)
    try:
        session.progress.load_state(state.epoch)
    except OrderError as error:
        raise SpecError(str(error)) from None
    for name, array in live_arrays(session):
        array[...] = state.arrays.get(name, 0)
    session.notebook.forget()
    session.optimizer.step_count = state.optimizer_steps
    session.optimizer.learning_rate = state.learning_rate
    session.step = state.step
    session.base_rate = state.base_rate
    session.plan = state.plan
    session.plan_start = state.plan_start
    _load_counters(session, state)
    if session.best is not None and state.best is not None:
        best = state.best
        session.best.load_state(
            best.step, best.loss, best.accuracy, MappingProxyType(state.group(BEST))
        )
    session.finished = state.finished


def resumed_session(
    experiment: Experiment, dataset: Dataset, state: SessionState, *, threads: int | None = None
) -> TrainingSession:
    """Return a session that goes on from `state`.

    Parameters
    ----------
    experiment : Experiment
        What the run was made from.
    dataset : Dataset
        The very images it was trained on.
    state : SessionState
    threads : int, optional
        See `session_for`.

    Raises
    ------
    SpecError
        If these do not belong together.
    """
    session = session_for(experiment, dataset, threads=threads)
    restore(session, state)
    return session


def _load_counters(session: TrainingSession, state: SessionState) -> None:
    try:
        session.schedule.load_state(state.schedule)
        if session.early_stopping is not None and state.early_stopping is not None:
            session.early_stopping.load_state(state.early_stopping)
    except (KeyError, ValueError, OverflowError):  # a count that is none
        raise SpecError("resume: what the schedule remembers makes no sense") from None


def _judgement(best: BestWeights) -> BestJudgement:
    return BestJudgement(best.step, float(best.loss), float(best.accuracy))


def _floats(state: Mapping[str, float]) -> Mapping[str, float]:
    return MappingProxyType({name: float(number) for name, number in state.items()})


def _check_fit(session: TrainingSession, state: SessionState) -> None:
    expected = dict(live_arrays(session))
    if state.best is not None and state.best.step:
        expected |= {BEST + path: array for path, array in named_arrays(session.network)}
    if not state.has_gradients:
        expected = {n: array for n, array in expected.items() if not n.startswith(GRADIENTS)}
    if different := sorted(expected.keys() ^ state.arrays.keys()):
        raise SpecError(f"resume: this state belongs to another network ({different[0]:.80})")
    for name, array in expected.items():
        stored = state.arrays[name]
        if (stored.shape, stored.dtype) != (array.shape, array.dtype):
            raise SpecError(
                f"resume: {name:.80} must be {array.dtype} of shape {array.shape}, "
                f"received {stored.dtype} of shape {stored.shape}"
            )
    listens = session.early_stopping is not None, session.best is not None
    if listens != (state.early_stopping is not None, state.best is not None):
        raise SpecError("resume: this state belongs to a run that ends otherwise")
    if session.schedule.state().keys() != state.schedule.keys():
        raise SpecError("resume: this state belongs to another schedule")
