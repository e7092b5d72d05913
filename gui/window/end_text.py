"""What a run has come to, in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from core.number_text import percent_text
from core.number_words import counted

if TYPE_CHECKING:
    from gui.lab.final_judge import FinalJudgement

#: A network that is right so much more often than by guessing has learned something.
MORE_THAN_GUESSING = 1.5
#: With fewer steps it is too early to blame the settings.
FEW_STEPS = 200


def share_right(judgement: FinalJudgement) -> str:
    """Return the share as percent, never 100 or 0 when it is not."""
    return percent_text(judgement.share, 2)


def headline(judgement: FinalJudgement) -> str:
    """Return the one number that counts."""
    return f"{share_right(judgement)} of {judgement.count:,} test images right"


def what_was_learned(judgement: FinalJudgement, names: Sequence[str]) -> str:
    """Return in one sentence what the network can do now, and what not.

    Parameters
    ----------
    judgement : FinalJudgement
    names : sequence of str
        Of the classes.
    """
    steps = counted(judgement.step, "step")
    if judgement.share < MORE_THAN_GUESSING / max(len(names), 1):
        said = f"After {steps} it does hardly better than guessing one of {len(names)} classes."
        if judgement.step < FEW_STEPS:
            said += " So few steps are seldom enough: Resume (Space) takes as many again."
        return said
    learned = f"In {steps} it learned to tell {len(names)} classes apart"
    worst = judgement.worst
    if worst is None:
        return f"{learned}, without a single mistake on images it never saw."
    times = counted(worst.count, "time")
    true, taken = (names[place] for place in (worst.true, worst.predicted))
    if len(true) > 1 or len(taken) > 1:  # names of classes may be plurals: cars, boats
        return f"{learned}; most often it takes {true} for {taken} ({times})."
    return f"{learned}; most often it takes a {true} for a {taken} ({times})."
