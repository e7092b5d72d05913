"""What is asked about a run, and what is answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.datasets.sample import Sample
from core.inspection.moment import Moment
from core.training.snapshot import Snapshot
from core.what_if.edits import NO_EDITS, Edits
from gui.documents.prepared_run import PreparedRun
from gui.documents.viewed_run import ViewedRun

if TYPE_CHECKING:  # it brings sqlite3, which no window needs before the first step
    from core.documents.recalled_moment import RecalledMoment
    from core.documents.time_machine import TimeMachine


@dataclass(frozen=True, slots=True, eq=False)
class Recall:
    """A step that is to be brought back, and who knows the run as it was then."""

    machine: TimeMachine
    step: int


@dataclass(frozen=True, slots=True, eq=False)
class MomentQuestion:
    """The question what a run makes of a sample.

    Attributes
    ----------
    run : PreparedRun or ViewedRun
    sample : Sample
    drops : bool
        Whether dropout drops as in training.
    snapshot : Snapshot
        The weights at hand.
    recall : Recall or None
        Where the weights are to come from, if those at hand are not the wanted ones.
    is_unseen : bool
        Whether the sample was not shown yet: then the weights at hand are of use until those
        of a step are computed.
    edits : Edits
        What is to be changed in the network before.
    """

    run: PreparedRun | ViewedRun
    sample: Sample
    drops: bool
    snapshot: Snapshot
    recall: Recall | None = None
    is_unseen: bool = False
    edits: Edits = NO_EDITS


@dataclass(frozen=True, slots=True, eq=False)
class MomentAnswer:
    """The answer.

    Attributes
    ----------
    moment : Moment
    recalled : RecalledMoment or None
        How its weights were come by, if they had to be brought back.
    """

    moment: Moment
    recalled: RecalledMoment | None = None
