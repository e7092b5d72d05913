"""Which class is explained, and against which other one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from core.datasets.sample import Sample
from core.explanation.class_score import Target
from core.inspection.moment import Moment

LONGEST_NAME = 12


class ClassChoice:
    """What the network says, until another class is chosen; a new sample forgets the choice.

    The other class is the true one where that is not the explained one, else the likeliest
    other one.
    """

    def __init__(self) -> None:
        self._sample: Sample | None = None
        self._index: int | None = None
        self._against: int | None = None
        self._likely: tuple[int, ...] = ()  # all classes, the likeliest first
        self._true: int | None = None

    @property
    def classes(self) -> int:
        """How many classes there are."""
        return len(self._likely)

    @property
    def index(self) -> int:
        """The explained class."""
        return self._likely[0] if self._index is None else self._index

    @property
    def against(self) -> int | None:
        """The other class; None if there is none."""
        if self._against is not None:
            return self._against
        if self._true is not None and self._true != self.index:
            return self._true
        return next((one for one in self._likely if one != self.index), None)

    def follow(self, moment: Moment) -> None:
        """Take what a moment's network says of its sample."""
        output = moment.trace.values[-1].reshape(-1)
        with np.errstate(all="ignore"):
            self._likely = tuple(np.argsort(-output, kind="stable").tolist())
        label = moment.sample.label
        self._true = label if label is not None and label < len(output) else None
        if moment.sample is not self._sample:
            self._sample, self._index, self._against = moment.sample, None, None
        kept = self._index is None or self._index < len(output)
        if not kept or (self._against is not None and self._against >= len(output)):
            self._index = self._against = None

    def choose(self, index: int) -> None:
        """Explain a class; what the network says is followed again if that is chosen."""
        self._index = None if index == self._likely[0] else index
        if self._against == index:
            self._against = None

    def choose_against(self, index: int) -> None:
        """Set another class against the explained one."""
        self._against = index if index != self.index else None

    def target(self, *, is_against: bool) -> Target:
        """Return what is explained."""
        return Target(self.index, self.against if is_against else None)

    def remark(self, index: int) -> str:
        """Return what distinguishes a class: said by the network, or true."""
        if index == self._likely[0]:
            return "says"
        return "true" if index == self._true else ""


def short_name(index: int, names: Sequence[str]) -> str:
    """Return what a class is called: its number, if its name is long or unknown."""
    name = names[index] if index < len(names) else ""
    return name if 0 < len(name) <= LONGEST_NAME else str(index)
