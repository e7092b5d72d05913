"""Keeps what is known of the current run and its twins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from core.arrays import ByteArray
from gui.documents.prepared_run import PreparedRun
from gui.documents.twins_opening import open_twins
from gui.documents.viewed_run import ViewedRun
from gui.lab.lab import Lab
from gui.lab.run_rules import ACTIVE
from gui.state.pair_at_hand import PairAtHand
from gui.state.run_state import RunState

if TYPE_CHECKING:  # training is imported when there is data
    from core.twins.twin_notes import TwinNotes

TRAINING = "The twins are being trained: pause first."
NOT_BEGUN = "The twins have not begun: there is nothing to show of the others yet."


class TwinKeeper(QObject):
    """Makes the shared pairs those of the current run, and has all asked about the sample.

    Parameters
    ----------
    lab : Lab
    """

    def __init__(self, lab: Lab, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lab = lab
        self._twins = lab.state.twins
        self._wanted: tuple[Sequence[Path], Sequence[TwinNotes | None]] | None = None
        self._is_opened = False
        self._step: int | None = None  # to be shown once they are
        lab.run_prepared.connect(self._on_run_prepared)
        lab.run_keeper.recorder_changed.connect(self._on_recorder_changed)
        lab.run_keeper.twin_recorder_made.connect(self._on_recorder_changed)
        lab.state_changed.connect(self._on_state_changed)
        lab.state.sample.changed.connect(self._watch)

    @Slot(int)
    def show_other(self, at: int) -> None:
        """Make a twin the shown run, at the same step, and the shown run its twin."""
        pairs = self._twins.pairs
        if at < len(pairs):
            chosen = pairs[at]
            paths = [one.second_path for one in pairs]
            notes: list[TwinNotes | None] = [None] * len(pairs)
            paths[at], notes[at] = self._lab.run_keeper.path, chosen.notes.turned()
            self._open_when_free([chosen.second_path, *paths], notes)

    @Slot(int)
    def leave_out(self, at: int) -> None:
        """Let a twin rest: the shown run and its other twins go on without it."""
        pairs = self._twins.pairs
        if at < len(pairs):
            rest = [*pairs[:at], *pairs[at + 1 :]]
            paths = [self._lab.run_keeper.path, *(one.second_path for one in rest)]
            self._open_when_free(paths, [one.notes for one in rest])

    @Slot(object)
    def resume_with(self, path: Path) -> None:
        """Have the shown run go on together with another one of the same batches."""
        pairs = self._twins.pairs
        paths = [self._lab.run_keeper.path, *(one.second_path for one in pairs), path]
        self._open_when_free(paths, [*(one.notes for one in pairs), None])

    def _open_when_free(
        self, paths: Sequence[Path | None], notes: Sequence[TwinNotes | None]
    ) -> None:
        """Open these runs, the first as the shown one, once nothing holds their documents."""
        lab, found = self._lab, [path for path in paths if path is not None]
        if lab.run_state is RunState.RUNNING:
            lab.notice.emit("info", TRAINING)
        elif len(found) < len(paths):
            lab.notice.emit("info", NOT_BEGUN)
        else:
            self._step = lab.state.timeline.wanted_step
            self._wanted = found, notes
            if lab.run_state is RunState.PAUSED:
                lab.stop()  # only then others may read the documents
            self._on_state_changed(lab.run_state)

    @Slot(object)
    def _on_state_changed(self, run_state: RunState) -> None:
        lab, wanted = self._lab, self._wanted
        if self._is_opened and self._step is not None:
            step, self._step, self._is_opened = self._step, None, False
            lab.state.timeline.go_to(step)
        if wanted is None or run_state in ACTIVE:
            return
        self._wanted = None
        task = partial(open_twins, wanted[0], lab.state.data.dataset, wanted[1])
        lab.run_keeper.tasks.add(task, lab.take_over, self._on_failed)

    @Slot(object)
    def _on_run_prepared(self, run: PreparedRun | ViewedRun) -> None:
        twins = run.twins if isinstance(run, PreparedRun) else ()
        self._twins.want(*(twin.experiment for twin in twins))
        if not isinstance(run, PreparedRun) or not twins:
            self._twins.use()
        else:
            both = zip(twins, run.pair_notes, strict=True)
            self._twins.use(
                *(
                    PairAtHand(run.run_id, run.experiment, twin.experiment, notes)
                    for twin, notes in both
                )
            )
            self._on_recorder_changed()
            self._watch()
        if isinstance(run, PreparedRun):
            self._is_opened = self._step is not None and run.recorder is not None

    @Slot()
    def _on_recorder_changed(self) -> None:
        """Take notice of where the states and documents of all are."""
        recording, pairs = self._lab.run_keeper.recording, self._twins.pairs
        if not pairs or recording is None or recording.run.run_id != pairs[0].run_id:
            return
        from core.documents.time_machine import TimeMachine  # with sqlite3: not at start

        ours, dataset = recording.recorder, recording.run.dataset
        if ours is None or any(twin.recorder is None for twin in recording.twins):
            return
        lead = TimeMachine.of_recorder(ours, pairs[0].first, dataset)
        known = []
        for pair, twin in zip(pairs, recording.twins, strict=True):
            if twin.recorder is not None:
                machine = TimeMachine.of_recorder(twin.recorder, pair.second, dataset)
                known.append(
                    replace(
                        pair,
                        first_machine=lead,
                        second_machine=machine,
                        second_path=twin.path,
                    )
                )
        self._twins.use(*known)

    @Slot()
    def _watch(self) -> None:
        """Have all asked about the shown image from the next step on."""
        sample = self._lab.state.sample.sample
        for pair in self._twins.pairs:
            image: ByteArray | None = None if sample is None else sample.image
            if image is not None and image.size != _pixels(pair):
                image = None
            if image is not pair.notes.image:
                pair.notes.watch(image)

    def _on_failed(self, text: str) -> None:
        self._step = None
        if text:
            self._lab.notice.emit("error", text)


def _pixels(pair: PairAtHand) -> int:
    """Return how many numbers both read."""
    count = 1
    for length in pair.first.network.input_shape:
        count *= length
    return count
