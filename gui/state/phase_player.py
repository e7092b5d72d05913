"""Steps through one batch phase by phase."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from core.inspection.moment import Moment
from core.inspection.phases import Phase, phases_of
from core.losses.base import Loss
from core.losses.categorical_cross_entropy import CategoricalCrossEntropy
from gui.state.moment import CurrentMoment
from gui.state.run_state import RunState

#: States in which one more step can be taken.
CAN_STEP = frozenset({RunState.READY, RunState.PAUSED, RunState.FINISHED})
#: States in which the phases of the shown moment can be looked at.
CAN_SHOW = CAN_STEP | {RunState.DIVERGED, RunState.STOPPING}
CANNOT_STEP = "This run cannot take another step, because training diverged."
WAITING = "The step is being taken…"


class PhasePace(StrEnum):
    """How long a phase is shown while the phases play."""

    SLOW = "slow"
    NORMAL = "normal"
    FAST = "fast"


PACE_MS = {PhasePace.SLOW: 8000, PhasePace.NORMAL: 4000, PhasePace.FAST: 1500}


class PhasePlayer(QObject):
    """Holds which phase of which batch is shown; panels observe `changed`.

    Everything up to the update is shown from the current moment.  Going on from the last of
    these phases asks for the step itself, and the moment that comes back is shown as the
    update.  The phase after that is the first of the next batch.

    Parameters
    ----------
    current : CurrentMoment

    Signals
    -------
    changed()
        Another phase, other numbers, or no phases any more.
    step_wanted()
        The optimiser should take one step.
    playing_changed(bool)
    """

    changed = Signal()
    step_wanted = Signal()
    playing_changed = Signal(bool)

    def __init__(self, current: CurrentMoment, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._current = current
        self._before: Moment | None = None
        self._after: Moment | None = None
        self._phases: tuple[Phase, ...] = ()
        self._at = 0
        self._can_step = False
        self._timer = QTimer(self, interval=PACE_MS[PhasePace.NORMAL])
        self._timer.timeout.connect(self._on_tick)
        current.changed.connect(self._on_moment)

    @property
    def is_active(self) -> bool:
        """Whether phases are shown at all."""
        return self._before is not None

    @property
    def is_playing(self) -> bool:
        """Whether one phase follows the other by itself."""
        return self._timer.isActive()

    @property
    def phases(self) -> tuple[Phase, ...]:
        """All phases of the batch; empty while none is shown."""
        return self._phases

    @property
    def phase(self) -> Phase | None:
        """The shown one."""
        return self._phases[self._at] if self._phases else None

    @property
    def caption(self) -> str:
        """What is said of the shown phase."""
        if self.phase is None:
            return ""
        if self._is_at_update() and self._after is None:
            return WAITING if self._can_step else CANNOT_STEP
        return self.phase.caption

    @property
    def before(self) -> Moment | None:
        """The moment whose pass is shown; None while no phase is."""
        return self._before

    @property
    def after(self) -> Moment | None:
        """The moment after the update, once it was made."""
        return self._after

    @property
    def can_go_back(self) -> bool:
        """Whether there is a phase before this one that can be shown again."""
        return self._after is None and self._at > 0

    def _is_at_update(self) -> bool:
        return self._at == len(self._phases) - 1

    @Slot()
    def step(self) -> None:
        """Show the next phase; take the batch's step if that is the update."""
        if self._before is None or self._after is not None:
            self._begin()
        elif not self._is_at_update():
            self._at += 1
            self.changed.emit()
            if self._is_at_update() and self._can_step:
                self.step_wanted.emit()

    @Slot()
    def back(self) -> None:
        """Show the phase before this one; an update that was made stays made."""
        if self.can_go_back:
            self._at -= 1
            self.changed.emit()

    @Slot(int)
    def go_to(self, number: int) -> None:
        """Show the phase with this number, unless the batch's step lies between."""
        if self._after is None and 1 <= number < len(self._phases):
            self._at = number - 1
            self.changed.emit()

    @Slot()
    def play_or_pause(self) -> None:
        """Let one phase follow the other up to the update, or wait."""
        if self._timer.isActive():
            self._pause()
            return
        self.step()
        if self._at < len(self._phases) - 1:
            self._timer.start()
            self.playing_changed.emit(True)

    @Slot(object)
    def set_pace(self, pace: PhasePace) -> None:
        """Show each phase longer or shorter."""
        self._timer.setInterval(PACE_MS[pace])

    @Slot()
    def leave(self) -> None:
        """Show whole moments again."""
        if self.is_active:
            self._pause()
            self._before = self._after = None
            self._phases, self._at = (), 0
            self.changed.emit()

    @Slot(object)
    def show_state(self, state: RunState) -> None:
        """Take what the run is doing: phases are no way to watch it run by itself."""
        self._can_step = state in CAN_STEP
        if state not in CAN_SHOW:
            self.leave()
        elif self.is_active:
            self.changed.emit()

    @Slot(object)
    def _on_moment(self, moment: Moment) -> None:
        before = self._before
        if before is None:
            return
        steps = moment.snapshot.step - before.snapshot.step
        is_same_run = moment.run_id == before.run_id
        if is_same_run and steps == 0 and self._after is None:
            self._write_captions(moment, None)
        elif is_same_run and steps == 1 and self._after is None:
            self._pause()
            self._write_captions(before, moment)
            self._at = len(self._phases) - 1
        elif is_same_run and steps == 1:  # another sample while the update is shown
            self._begin()
            return
        else:
            self.leave()
            return
        self.changed.emit()

    def write_anew(self) -> None:
        """Write the captions again, as what indices begin with has changed."""
        if self._before is not None:
            self._write_captions(self._before, self._after)
            self.changed.emit()

    def _begin(self) -> None:
        if self._current.moment is not None:
            self._write_captions(self._current.moment, None)
            self._at = 0
            self.changed.emit()

    def _write_captions(self, before: Moment, after: Moment | None) -> None:
        """Write all captions anew; the shown phase stays, as far as there is one."""
        experiment = before.experiment
        self._before, self._after = before, after
        self._phases = phases_of(
            before.outlines,
            before.trace,
            _loss_of(before),
            label=before.sample.label,
            class_names=before.sample.class_names,
            batch_size=None if experiment is None else experiment.batch_size,
            before=before.snapshot,
            after=None if after is None else after.snapshot,
        )
        self._at = min(self._at, len(self._phases) - 1)

    def _pause(self) -> None:
        if self.is_playing:
            self._timer.stop()
            self.playing_changed.emit(False)

    @Slot()
    def _on_tick(self) -> None:
        self.step()
        if self._is_at_update():
            self._pause()


def _loss_of(moment: Moment) -> Loss:
    experiment = moment.experiment
    if experiment is None:
        return CategoricalCrossEntropy()
    return experiment.make_loss()
