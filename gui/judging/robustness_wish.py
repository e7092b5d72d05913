"""How well networks do on images made worse, away from the main thread."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from core.arrays import ByteArray
from core.evaluation.disturbance import DISTURBANCES, Disturbance, disturbed
from core.evaluation.robustness import Robustness, robustness, some_rows
from core.inspection.moment import Moment
from core.inspection.network_copy import NetworkCopy
from gui.background.attempt import Attempt
from gui.judging.evaluation import EvaluationRequest
from gui.judging.evaluator import check_inputs
from gui.judging.rested_wish import News


@dataclass(frozen=True, slots=True, eq=False)
class RobustnessRequest:
    """Make images of a part worse, and judge them with the weights of one or two moments.

    Attributes
    ----------
    judged : tuple of EvaluationRequest
        Of the same part of the same data; they differ in the moment alone.
    """

    judged: tuple[EvaluationRequest, ...]

    @property
    def first(self) -> EvaluationRequest:
        """What is judged with the shown moment."""
        return self.judged[0]

    @property
    def moments(self) -> tuple[Moment, ...]:
        """With whose weights is judged."""
        return tuple(one.moment for one in self.judged)

    @property
    def key(self) -> Hashable:
        """The same for requests that have the same answer."""
        return tuple(one.key for one in self.judged)

    @property
    def subject(self) -> Hashable:
        """The same for requests that differ in nothing but the step."""
        return tuple(one.subject for one in self.judged)

    @property
    def source(self) -> object:
        """The data."""
        return self.first.source

    @property
    def is_live(self) -> bool:
        """Whether the newest step is followed."""
        return self.first.is_live


@dataclass(frozen=True, slots=True, eq=False)
class RobustnessAnswer:
    """What came of it, or is known so far.

    Attributes
    ----------
    request : RobustnessRequest
    curves : Robustness
    examples : mapping of Disturbance to ndarray of uint8, shape (levels + 1, H, W, C)
        One image at every strength, first as it is.
    """

    request: RobustnessRequest
    curves: Robustness
    examples: Mapping[Disturbance, ByteArray]


_Answering = Callable[[RobustnessRequest, Attempt[RobustnessRequest]], RobustnessAnswer]


def disturbing(copies: Sequence[NetworkCopy]) -> _Answering:
    """Return what answers a `RobustnessRequest`, with a network for each of its moments.

    What it returns raises `LoadError` and `Cancelled`, as judging does.
    """

    def answer(
        asked: RobustnessRequest, attempt: Attempt[RobustnessRequest]
    ) -> RobustnessAnswer:
        first, moments = asked.first, asked.moments
        for moment in moments:
            check_inputs(moment, first.images, first.rows, first.part)
        rows = some_rows(first.rows)
        images, labels = first.images.images[rows], first.images.labels[rows]
        networks = [
            (copy.at(moment.network, moment.snapshot), moment.network.input_shape)
            for copy, moment in zip(copies, moments, strict=False)
        ]
        empty = RobustnessAnswer(asked, Robustness(), _examples(images[:1]))
        found = robustness(
            networks,
            images,
            labels.astype(np.int64),
            advance=lambda curves: attempt.advance(
                News(curves.share, replace(empty, curves=curves))
            ),
            check=attempt.check,
        )
        return replace(empty, curves=found)

    return answer


def _examples(image: ByteArray) -> dict[Disturbance, ByteArray]:
    size = image.shape[1:3]
    return {
        kind: np.concatenate(
            [
                image,
                *(
                    disturbed(image, kind, level, at)
                    for at, level in enumerate(known.levels_for(*size))
                ),
            ]
        )
        for kind, known in DISTURBANCES.items()
    }
