"""Paints on every stage what its numbers add to the difference of two class scores."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from core.arrays import FloatArray
from core.inspection.moment import Moment
from core.inspection.stage_numbers import MAX_TILES, NetworkView, StageForm, StageNumbers
from gui.state.score_question import ScoreQuestion

if TYPE_CHECKING:  # the whole of core.ledger comes with it
    from core.ledger.score_parts import ScoreParts


class ScorePaint:
    """Puts the parts of an answered "why 9 and not 4?" in the place of the activations.

    Parameters
    ----------
    question : ScoreQuestion
    """

    def __init__(self, question: ScoreQuestion) -> None:
        self._question = question
        self._parts: ScoreParts | None = None

    @property
    def is_on(self) -> bool:
        """Whether parts are painted."""
        return self._parts is not None

    def look(self, moment: Moment | None, view: NetworkView, *, is_free: bool) -> bool:
        """Take what is to be painted on `moment`.

        Parameters
        ----------
        moment : Moment or None
        view : NetworkView
            Parts are painted on activations only.
        is_free : bool
            Whether no phase dictates what is shown.

        Returns
        -------
        bool
            Whether it can be shown now: otherwise its answer is to come.
        """
        self._parts = None
        if moment is None or view is not NetworkView.ACTIVATIONS or not is_free:
            return True
        self._parts = self._question.parts(moment)
        return not self._question.is_due(moment)

    def stages(self, stages: tuple[StageNumbers, ...]) -> tuple[StageNumbers, ...]:
        """Return what is shown in place of `stages`, up to what makes the scores."""
        if self._parts is None:
            return stages
        parts = self._parts.parts
        painted = [_painted(stage, part) for stage, part in zip(stages, parts, strict=False)]
        return (*painted, *stages[len(painted) :])

    def text(self) -> str:
        """Return what is painted, and what the colours mean."""
        if self._parts is None:
            return ""
        first, second = self._parts.first, self._parts.second
        return (
            f"Why {first} and not {second}: each number × its slope. "
            f"Blue speaks for {first}, orange for {second}."
        )

    def named(self, stages: Sequence[StageNumbers], place: int, text: str) -> str:
        """Return the place of a number, with what it is a part of."""
        if self._parts is None or place >= len(self._parts.parts) or place >= len(stages):
            return text
        return f"adds to {self._parts.first} − {self._parts.second}: {text}"


def _painted(stage: StageNumbers, part: FloatArray) -> StageNumbers:
    values = part if part.ndim == 1 else part[..., :MAX_TILES]
    form = StageForm.MAPS if stage.form is StageForm.INK else stage.form
    return replace(stage, values=values, form=form)
