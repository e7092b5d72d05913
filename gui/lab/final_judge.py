"""What a run has come to: judged on images it never saw, away from the main thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QObject, Signal, Slot

from core.datasets.dataset import LabelledImages
from core.errors import Cancelled
from core.evaluation.confusion import Confusion, top_confusions
from core.inspection.network_copy import NetworkCopy
from core.network_spec import NetworkSpec
from core.training.events import FinishReason
from core.training.snapshot import Snapshot
from gui.background.attempt import Attempt
from gui.background.newest_wish import NewestWish
from gui.lab.lab import Lab
from gui.state.run_state import RunState

#: Images that are judged between two looks whether that is still wanted.
AT_A_TIME = 1000
#: States out of which a run ends; one that was opened at its end has been judged before.
ON_THE_WAY = (RunState.RUNNING, RunState.PAUSED, RunState.STOPPING)


@dataclass(frozen=True, slots=True, eq=False)
class FinalQuestion:
    """Judge the test images with the last weights of a run."""

    network: NetworkSpec
    snapshot: Snapshot
    images: LabelledImages


@dataclass(frozen=True, slots=True)
class FinalJudgement:
    """What came of it.

    Attributes
    ----------
    step : int
        Of the weights.
    right, count : int
        Test images that are judged right, and all of them.
    worst : Confusion or None
        The most frequent mistake.
    """

    step: int
    right: int
    count: int
    worst: Confusion | None

    @property
    def share(self) -> float:
        """How many of the images are judged right, from 0 to 1."""
        return self.right / self.count


class FinalJudge(QObject):
    """Judges the test images whenever a run has ended by itself.

    Parameters
    ----------
    lab : Lab

    Signals
    -------
    judged(FinalJudgement)
    begun()
        Another run is shown, or this one goes on: what was judged is past.
    """

    judged = Signal(object)
    begun = Signal()

    def __init__(self, lab: Lab, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lab = lab
        self._state = lab.run_state
        self._newest: Snapshot | None = None
        self._wish: NewestWish[FinalQuestion, FinalJudgement] = NewestWish(
            _judge(NetworkCopy()), name="final judgement", parent=self
        )
        self._wish.answered.connect(self._on_answered)
        lab.controller.snapshot_arrived.connect(self._on_snapshot)
        lab.run_prepared.connect(self._on_begun)
        lab.state_changed.connect(self._on_state)

    def shut_down(self) -> bool:
        """End the thread; return whether it ended in time."""
        return self._wish.shut_down()

    @Slot(object)
    def _on_snapshot(self, snapshot: Snapshot) -> None:
        self._newest = snapshot

    @Slot(object)
    def _on_begun(self, _run: object) -> None:
        self._newest = None
        self._forget()

    @Slot(object)
    def _on_state(self, state: RunState) -> None:
        before, self._state = self._state, state
        if state is RunState.RUNNING:
            self._forget()
        if state is not RunState.FINISHED or before not in ON_THE_WAY:
            return
        session, recording = self._lab.session, self._lab.run_keeper.recording
        finished = None if session is None else session.finished
        snapshot = self._newest
        if finished is None or finished.reason is FinishReason.DIVERGED or recording is None:
            return
        test = recording.run.dataset.test
        if test is not None and len(test) and snapshot is not None:
            self._wish.ask(FinalQuestion(recording.run.experiment.network, snapshot, test))

    def _forget(self) -> None:
        self._wish.give_up()
        self.begun.emit()

    @Slot(object, object)
    def _on_answered(self, _question: FinalQuestion, judgement: FinalJudgement) -> None:
        self.judged.emit(judgement)


def _judge(
    copy: NetworkCopy,
) -> Callable[[FinalQuestion, Attempt[FinalQuestion]], FinalJudgement]:
    def judge(asked: FinalQuestion, attempt: Attempt[FinalQuestion]) -> FinalJudgement:
        # brings the parts of training, and the window is painted before they are wanted
        from core.inspection.predictions import predict_labels

        network = copy.at(asked.network, asked.snapshot)
        true, parts = asked.images.labels, []
        for start in range(0, len(true), AT_A_TIME):
            if attempt.cancelled():
                raise Cancelled("the run is no longer shown")
            rows = np.arange(start, min(start + AT_A_TIME, len(true)))
            with np.errstate(all="ignore"):
                found = predict_labels(
                    network, asked.images.images, rows, asked.network.input_shape
                )
            parts.append(found)
        said = np.concatenate(parts)
        classes = int(max(true.max(), said.max())) + 1
        worst = top_confusions(true, said, classes, 1)
        right = int((said == true).sum())
        return FinalJudgement(
            asked.snapshot.step, right, len(true), worst[0] if worst else None
        )

    return judge
