"""Finds the moment of a run, a step and a sample; away from the main thread."""

from __future__ import annotations

from core.inspection.moment import Moment, moment_of
from core.inspection.network_copy import NetworkCopy
from core.training.snapshot import Snapshot
from gui.background.attempt import Attempt
from gui.lab.moment_question import MomentAnswer, MomentQuestion


class MomentFinder:
    """Answers questions on a network of its own."""

    def __init__(self) -> None:
        self._network = NetworkCopy()

    def find(self, question: MomentQuestion, attempt: Attempt[MomentQuestion]) -> MomentAnswer:
        """Return the moment that is asked for.

        If its step has to be computed, that is announced first: by what the weights at hand
        make of the sample if that was not shown yet, else by None.

        Raises
        ------
        LoadError
            If the step cannot be had.
        Cancelled
            If something else is wanted before the step is there.
        """
        recall = question.recall
        if recall is None:
            return MomentAnswer(self._moment(question, question.snapshot))
        if not recall.machine.is_stored(recall.step):
            is_unseen = question.is_unseen
            attempt.advance(self._moment(question, question.snapshot) if is_unseen else None)
        recalled = recall.machine.at(recall.step, cancelled=attempt.cancelled)
        attempt.keep()  # so that a fast scrub shows the steps it passes
        moment = self._moment(question, recalled.snapshot, inexact=recalled.inexact)
        return MomentAnswer(moment, recalled)

    def _moment(
        self, question: MomentQuestion, snapshot: Snapshot, *, inexact: str = ""
    ) -> Moment:
        run = question.run
        return moment_of(
            run.experiment,
            snapshot,
            question.sample,
            self._network,
            initial=run.start.values,
            run_id=run.run_id,
            drops=question.drops,
            inexact=inexact,
            edits=question.edits,
        )
