"""How often a run can be recorded without slowing it down."""

from __future__ import annotations

import math

from core.documents.save_cost import SaveCost
from core.training.session_state import SessionState

#: Share of the training's processor time that copying states may take, and that saving may.
COPYING_SHARE = 0.008
SAVING_SHARE = 0.008
#: Saving has less where taking note of every step, which steps of a quarter of a millisecond
#: feel, takes a part of what both together may; but not less than this.
NOTING_AND_SAVING_SHARE, LEAST_SAVING_SHARE = 0.011, 0.004
#: What saving the latest state alone may take.
BARE_SHARE = 0.012
#: Share of the time that the ends of epochs may wait for the disk.
WAITING_SHARE = 0.02
#: Steps between two states in a document are replayed in about this many seconds, unless
#: that would write more than so many bytes in a second of training, or take too much of it.
REPLAY_SECONDS = 0.05
WRITTEN_PER_SECOND = 2e6
#: Seconds between a save that failed and the next try.
RETRY_SECONDS = 5.0
#: Seconds between two saves at the ends of very short epochs.
SHORTEST_PAUSE = 1.0
#: Seconds until the first save: then a run that is killed at once is there.
FIRST_PAUSE = 0.2
#: Seconds between two saves, however much they cost.
LONGEST_PAUSE = 30.0
#: Weight of what was measured last; copying is quick but for the times when memory is full.
_MEMORY, _COPYING_MEMORY = 0.1, 0.02
#: States in a save from which on fewer of them would make it cheaper, and so many times
#: fewer than usual there may be.
_MANY_STATES, _FEWEST = 2, 1024.0


class RecordingPace:
    """Watches what steps, copies and saves cost, and says when the next is due.

    Parameters
    ----------
    save_every : float
        Seconds between two saves.
    now : float
        Time at the start.

    Attributes
    ----------
    spacing : int
        Steps between two states in memory.
    """

    def __init__(self, save_every: float, now: float) -> None:
        self.spacing = 1
        self._save_every = save_every
        self._began = self._last_save = now
        self._not_before = now + min(save_every, FIRST_PAUSE)
        self._last_state = 0
        self._step_seconds = math.nan
        self._step_processor = math.nan
        self._copy_seconds = 0.0
        self._save_seconds = 0.0
        self._cost = SaveCost()
        self._copies = 0
        self._noting_seconds = math.nan
        self._trained_since = 0.0
        self._rarity = 1.0
        self._waited_seconds = 0.0
        self._state_size = self._light_size = 0
        self._has_ended = False
        self._retry_at = -math.inf

    @property
    def spacing_in_document(self) -> int:
        """Steps between two states in a document."""
        step = self._step_seconds
        if not step > 0:
            return 1
        seconds = max(REPLAY_SECONDS, self._light_size / WRITTEN_PER_SECOND)
        return max(1, round(self._rarity * seconds / step))

    @property
    def longest_gap(self) -> int:
        """Steps between two states in memory that can still be replayed quickly."""
        return (
            max(2, round(REPLAY_SECONDS / self._step_seconds)) if self._step_seconds > 0 else 2
        )

    def step_took(self, seconds: float, processor_seconds: float | None = None) -> None:
        """Take note of how long a step took.

        Parameters
        ----------
        seconds : float
        processor_seconds : float, optional
            What it took of the processor, which is less on a busy machine; as much as usual if
            it was not measured.
        """
        self._step_seconds = _follow(self._step_seconds, seconds)
        if processor_seconds is not None:
            self._step_processor = _follow(self._step_processor, processor_seconds)
        elif not self._step_processor > 0:
            self._step_processor = seconds
        self._trained_since += self._step_processor

    def noting_took(self, seconds: float) -> None:
        """Take note of what of the processor recording a step took, without state and save."""
        self._noting_seconds = _follow(self._noting_seconds, seconds)

    def state_took(self, state: SessionState, seconds: float) -> None:
        """Take note of how much of the processor copying a state took."""
        self._copies += 1
        weight = max(_COPYING_MEMORY, 1 / self._copies)
        self._copy_seconds += weight * (seconds - self._copy_seconds)
        if state.size != self._state_size:
            self._state_size = state.size
            self._light_size = state.without_gradients().size  # as documents keep most
        self._last_state = state.step
        if self._step_processor > 0:
            self.spacing = max(
                1, math.ceil(self._copy_seconds / (COPYING_SHARE * self._step_processor))
            )

    def wants_state(self, step: int) -> bool:
        """Return whether it is time to keep the state of `step`."""
        return step - self._last_state >= self.spacing

    def wants_save(self, now: float, *, is_epoch_end: bool, is_end: bool) -> bool:
        """Return whether it is time to save: often at first, when a save is quick."""
        if now < self._not_before and not is_epoch_end and not is_end:  # nearly every step
            self._has_ended = False
            return False
        if now < self._retry_at:
            return False
        if is_end and not self._has_ended:
            self._has_ended = True
            return True
        self._has_ended = is_end
        passed = now - self._last_save
        due, affordable = self._due(now), self._affordable
        if is_epoch_end:  # sooner than otherwise; later only where the disk lets it wait
            due = max(min(due, SHORTEST_PAUSE), self._waited_seconds / WAITING_SHARE)
        return passed >= max(due, affordable)

    def saved(
        self,
        began: float,
        now: float,
        processor_seconds: float | None = None,
        written: int = 0,
    ) -> None:
        """Take note that a save was made, when, and what it cost.

        Parameters
        ----------
        began, now : float
        processor_seconds : float, optional
            Without the time the disk took; all of it if that is not known.
        written : int
            Bytes of states.  If they cost too much, fewer are written from now on: so what a
            save must cost is the share of the latest one alone, and what no state causes.
        """
        self._waited_seconds = now - began
        took = now - began if processor_seconds is None else processor_seconds
        self._save_seconds = took
        self._cost.add(written, took)
        if written > self._state_size:
            self._save_seconds *= self._state_size / written
        if self._trained_since > 0:
            # the first saves come sooner than they would have to: that says nothing of a state
            busy = self._step_processor / max(self._step_seconds, 1e-9)
            is_early = self._due(now) < self._save_every
            least = self._save_every if is_early else SHORTEST_PAUSE
            trained = max(self._trained_since, least * busy)
            share = self._cost.per_byte * written / trained / self._saving_share
            is_many = written >= _MANY_STATES * self._state_size
            factor = min(max(share, 0.5), 2.0) if is_many else 0.9
            self._rarity = min(max(self._rarity * factor, 1.0), _FEWEST)
        self._trained_since = 0.0
        self._last_save = now
        self._not_before = now + max(self._due(now), self._affordable)
        self._retry_at = -math.inf

    @property
    def _saving_share(self) -> float:
        if not self._noting_seconds > 0:
            return SAVING_SHARE
        left = NOTING_AND_SAVING_SHARE - self._noting_seconds / self._step_processor
        return min(max(left, LEAST_SAVING_SHARE), SAVING_SHARE)

    @property
    def _affordable(self) -> float:
        return min(self._save_seconds / BARE_SHARE, LONGEST_PAUSE)

    def _due(self, now: float) -> float:
        return min(self._save_every, max(FIRST_PAUSE, (now - self._began) / 2))

    def save_failed(self, now: float) -> None:
        """Take note that a save failed: the next try comes soon."""
        self._retry_at = now + RETRY_SECONDS
        self._last_save = self._not_before = -math.inf


def _follow(known: float, new: float) -> float:
    """Return a running mean that a single slow moment does not move far."""
    return new if not known > 0 else known + _MEMORY * (min(new, 4 * known) - known)
