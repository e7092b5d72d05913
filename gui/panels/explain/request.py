"""What is asked of the seven methods."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

from core.explanation.class_score import Target
from core.inspection.moment import Moment


@dataclass(frozen=True, slots=True, eq=False)
class ExplainRequest:
    """The question which pixels speak for a class.

    Attributes
    ----------
    moment : Moment
        Whose weights, and whose sample.
    target : Target
    """

    moment: Moment
    target: Target

    @property
    def subject(self) -> Hashable:
        """What is explained, at whatever step."""
        return self.moment.run_id, self.moment.edits, self.moment.sample, self.target

    @property
    def key(self) -> Hashable:
        """The same for all requests that have the same answer."""
        return self.subject, self.moment.snapshot.step, self.moment.inexact
