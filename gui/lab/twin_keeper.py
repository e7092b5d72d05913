"""Keeps what is known of the current pair of runs."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Slot

from core.arrays import ByteArray
from gui.documents.pair_opening import open_pair
from gui.documents.prepared_run import PreparedRun
from gui.documents.viewed_run import ViewedRun
from gui.lab.lab import Lab
from gui.lab.run_rules import ACTIVE
from gui.state.pair_at_hand import PairAtHand
from gui.state.run_state import RunState

TRAINING = "The twins are being trained: pause first, then show the other one everywhere."
NOT_BEGUN = "The twins have not begun: there is nothing to show of the other one yet."


class TwinKeeper(QObject):
    """Makes the shared pair that of the current run, and has both asked about the sample.

    Parameters
    ----------
    lab : Lab
    """

    def __init__(self, lab: Lab, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lab = lab
        self._twins = lab.state.twins
        self._is_to_show = False  # the other one, as soon as the run has ended
        self._is_opened = False
        self._step: int | None = None  # to be shown once the other one is
        lab.run_prepared.connect(self._on_run_prepared)
        lab.run_keeper.recorder_changed.connect(self._on_recorder_changed)
        lab.run_keeper.twin_recorder_made.connect(self._on_recorder_changed)
        lab.state_changed.connect(self._on_state_changed)
        lab.state.sample.changed.connect(self._watch)

    @Slot()
    def show_other(self) -> None:
        """Make the other one of the pair the shown run, at the same step; both go on so."""
        lab, pair = self._lab, self._twins.pair
        if lab.run_state is RunState.RUNNING:
            lab.notice.emit("info", TRAINING)
        elif pair is None or lab.run_keeper.path is None or pair.second_path is None:
            lab.notice.emit("info", NOT_BEGUN)
        else:
            self._step = lab.state.timeline.wanted_step
            self._is_to_show = True
            if lab.run_state is RunState.PAUSED:
                lab.stop()  # only then others may read the documents
            self._on_state_changed(lab.run_state)

    @Slot(object)
    def _on_state_changed(self, run_state: RunState) -> None:
        """Open both the other way round, once nothing holds their documents."""
        lab, pair = self._lab, self._twins.pair
        if self._is_opened and self._step is not None:
            step, self._step, self._is_opened = self._step, None, False
            lab.state.timeline.go_to(step)
        if not self._is_to_show or run_state in ACTIVE:
            return
        self._is_to_show = False
        path = lab.run_keeper.path
        if pair is not None and pair.second_path is not None and path is not None:
            dataset = lab.state.data.dataset
            task = partial(open_pair, pair.second_path, path, dataset, pair.notes)
            lab.run_keeper.tasks.add(task, lab.take_over, self._on_failed)

    @Slot(object)
    def _on_run_prepared(self, run: PreparedRun | ViewedRun) -> None:
        twin = run.twin if isinstance(run, PreparedRun) else None
        notes = run.pair_notes if isinstance(run, PreparedRun) else None
        self._twins.want(None if twin is None else twin.experiment)
        if not isinstance(run, PreparedRun) or twin is None or notes is None:
            self._twins.use(None)
            return
        pair = PairAtHand(run.run_id, run.experiment, twin.experiment, notes)
        self._twins.use(pair)
        self._on_recorder_changed()
        self._watch()
        self._is_opened = self._step is not None and run.recorder is not None

    @Slot()
    def _on_recorder_changed(self) -> None:
        """Take notice of where the states and documents of both are."""
        recording = self._lab.run_keeper.recording
        pair = self._twins.pair
        if pair is None or recording is None or recording.run.run_id != pair.run_id:
            return
        from core.documents.time_machine import TimeMachine  # with sqlite3: not at start

        ours, twin, dataset = recording.recorder, recording.twin, recording.run.dataset
        theirs = None if twin is None else twin.recorder
        if ours is not None and theirs is not None:
            pair = replace(
                pair,
                first_machine=TimeMachine.of_recorder(ours, pair.first, dataset),
                second_machine=TimeMachine.of_recorder(theirs, pair.second, dataset),
                second_path=None if twin is None else twin.path,
            )
            self._twins.use(pair)

    @Slot()
    def _watch(self) -> None:
        """Have both asked about the shown image from the next step on."""
        pair, sample = self._twins.pair, self._lab.state.sample.sample
        if pair is None:
            return
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
