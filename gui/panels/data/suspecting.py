"""Looks for images whose label may be wrong, on a thread."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from core.datasets.dataset import Dataset
from core.exploring.parts import ExploredPart
from core.exploring.suspects import Suspects, neighbour_suspects, network_suspects
from core.inspection.moment import Moment
from core.inspection.network_copy import NetworkCopy
from gui.background.attempt import Attempt
from gui.judging.evaluation import EvaluationRequest
from gui.judging.evaluator import judged


class Witness(StrEnum):
    """Who says that a label may be wrong."""

    NEIGHBOURS = "neighbours"
    NETWORK = "network"


@dataclass(frozen=True, slots=True, eq=False)
class SuspectWish:
    """Look for suspects among the images of a part.

    Attributes
    ----------
    witness : Witness
    dataset : Dataset
    part : ExploredPart
    among : ExploredPart
        Where neighbours are looked for.
    moment : Moment or None
        Whose network is asked.
    """

    witness: Witness
    dataset: Dataset
    part: ExploredPart
    among: ExploredPart
    moment: Moment | None

    @property
    def key(self) -> Hashable:
        """The same for wishes that have the same answer."""
        of = None
        if self.witness is Witness.NETWORK and self.moment is not None:
            of = self.moment.weights_key
        return self.witness, id(self.dataset), self.part.part, id(self.part.rows), of


def suspecting() -> Callable[[SuspectWish, Attempt[SuspectWish]], Suspects]:
    """Return what looks for suspects; it hands over ``(share, Suspects or None)``."""
    copy = NetworkCopy()

    def answer(wish: SuspectWish, attempt: Attempt[SuspectWish]) -> Suspects:
        if wish.witness is Witness.NEIGHBOURS or wish.moment is None:
            return neighbour_suspects(
                wish.part, wish.among, attempt.check, lambda *news: attempt.advance(news)
            )

        def advance(share: float, _text: str) -> None:
            attempt.check()
            attempt.advance((share, None))

        part = wish.part
        asked = EvaluationRequest(
            wish.moment, part.part, wish.dataset, part.rows, np.zeros(0, np.int64), False
        )
        return network_suspects(judged(asked, copy, advance).verdicts)

    return answer
