"""Two runs judged on the same images, away from the main thread."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass

from core.evaluation.two_judged import TwoJudged, two_judged
from core.inspection.network_copy import NetworkCopy
from gui.background.attempt import Attempt
from gui.judging.evaluation import Evaluation, EvaluationRequest
from gui.judging.evaluator import judged, with_temperature
from gui.judging.rested_wish import News


@dataclass(frozen=True, slots=True, eq=False)
class PairRequest:
    """Judge the same images with the shown run and with another one."""

    first: EvaluationRequest
    second: EvaluationRequest

    @property
    def key(self) -> Hashable:
        """The same for requests that have the same answer."""
        return self.first.key, self.second.key

    @property
    def subject(self) -> Hashable:
        """The same for requests that differ in nothing but the steps."""
        return self.first.subject, self.second.subject

    @property
    def source(self) -> object:
        """The data."""
        return self.first.source

    @property
    def is_live(self) -> bool:
        """Whether the newest step is followed."""
        return self.first.is_live


@dataclass(frozen=True, slots=True, eq=False)
class PairAnswer:
    """What came of it."""

    request: PairRequest
    first: Evaluation
    second: Evaluation
    both: TwoJudged


def judging_pair(
    first: NetworkCopy, second: NetworkCopy
) -> Callable[[PairRequest, Attempt[PairRequest]], PairAnswer]:
    """Return what judges with two networks, on one thread.

    What it returns raises `LoadError` if one of them cannot judge, and `Cancelled`.
    """

    def judge(asked: PairRequest, attempt: Attempt[PairRequest]) -> PairAnswer:
        found = []
        for at, (request, copy) in enumerate(((asked.first, first), (asked.second, second))):

            def advance(share: float, _text: str, done: int = at) -> None:
                attempt.check()
                attempt.advance(News((done + share) / 2))

            evaluation = judged(request, copy, advance)
            found.append(
                with_temperature(evaluation, copy, lambda _share, _text: attempt.check())
            )
        ours, theirs = found
        return PairAnswer(asked, ours, theirs, two_judged(ours.verdicts, theirs.verdicts))

    return judge
