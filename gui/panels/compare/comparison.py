"""Two runs at the same place of their way."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from core.datasets.dataset import Dataset
from core.datasets.sample import Sample
from core.documents.replay_exactness import INEXACT_MARK
from core.experiment import Experiment
from core.inspection.moment import Moment
from gui.state.pair_at_hand import PairAtHand

if TYPE_CHECKING:  # SQLite is loaded when the first run is read, not when the window opens
    from core.documents.run_document import RunDocument


class ComparedPart(StrEnum):
    """What of two runs is set side by side."""

    FILTERS = "filters"
    MAPS = "maps"
    JUDGED = "judged"


class ComparisonPace(StrEnum):
    """What it means for two runs to be at the same place."""

    STEP = "step"
    EPOCH = "epoch"


@dataclass(frozen=True, slots=True, eq=False)
class ComparisonRequest:
    """The question what another run was where the shown one is.

    Attributes
    ----------
    path : Path
        Of the other run.
    stamp : tuple of int
        Changes when its file does.
    step : int
        Of the shown run.
    experiment : Experiment or None
        Of the shown run; None if only its network is known.
    pace : ComparisonPace
    sample : Sample
    dataset : Dataset or None
        What is loaded: with the images of its training, any step can be replayed.
    live : RunDocument or None
        The document this program is writing.
    shown : Path or None
        Of the shown run, if it has a file.
    pair : PairAtHand or None
        The shown run and the other one, if that is trained along with it.
    """

    path: Path
    stamp: tuple[int, int]
    step: int
    experiment: Experiment | None
    pace: ComparisonPace
    sample: Sample
    dataset: Dataset | None
    live: RunDocument | None = None
    shown: Path | None = None
    pair: PairAtHand | None = None

    def differs_from(self, other: ComparisonRequest) -> bool:
        """Return whether the answer to `other` is no answer to this."""
        return (
            (self.path, self.stamp, self.step, self.pace, self.shown)
            != (other.path, other.stamp, other.step, other.pace, other.shown)
            or self.sample is not other.sample
            or self.dataset is not other.dataset
            or self.experiment is not other.experiment
            or self.live is not other.live
            or self.pair is not other.pair
        )


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """The answer.

    Attributes
    ----------
    request : ComparisonRequest
    moment : Moment
        Of the other run; its step is the wanted one or the nearest one that was stored.
    wanted_step : int
        Of the other run; beyond its end it is the end.
    last_step : int
        Where the other run ends.
    is_replayed : bool
        Whether it was computed anew.
    """

    request: ComparisonRequest
    moment: Moment
    wanted_step: int
    last_step: int
    is_replayed: bool

    @property
    def place(self) -> str:
        """Where the other run is shown: ``step 80 (replayed)``."""
        step = self.moment.snapshot.step
        how = "replayed" if self.is_replayed else "stored"
        if not self.moment.is_exact:
            how = INEXACT_MARK
        if step != self.wanted_step:
            how = f"the last one stored before step {self.wanted_step:,}"
        if self.wanted_step == self.last_step != self.request.step:
            how += ", its end"
        return f"step {step:,} ({how})"
