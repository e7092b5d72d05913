"""Where every stage of a network stands."""

from __future__ import annotations

from dataclasses import dataclass

from gui.panels.network.stage_kind import StageKind
from gui.panels.network.stage_plan import StagePlan


@dataclass(frozen=True, slots=True)
class PipelinePlan:
    """The plan of every stage, and of the kernel under the input.

    Attributes
    ----------
    stages : tuple of StagePlan
        Without headers and legends.
    kernel : StagePlan or None
    kinds : tuple of StageKind
    gaps : tuple of int
        Pixels before every stage.
    height : int
        Height of the highest body; with more rows from the top of the first to the end of the
        last.
    tops : tuple of int
        Where the row of every stage begins; empty if there is one row.
    row_heights : tuple of int
        Height of the highest body in the row of every stage; empty if there is one row.
    """

    stages: tuple[StagePlan, ...]
    kernel: StagePlan | None
    kinds: tuple[StageKind, ...]
    gaps: tuple[int, ...]
    height: int
    tops: tuple[int, ...] = ()
    row_heights: tuple[int, ...] = ()

    @property
    def gap(self) -> int:
        """Pixels between stages that are not joined."""
        return max(self.gaps)

    @property
    def width(self) -> int:
        """Width of all stages of the widest row and the gaps between them."""
        ends = (left + one.width for left, one in zip(self.lefts, self.stages, strict=True))
        return max(ends, default=0)

    @property
    def lefts(self) -> tuple[int, ...]:
        """Where every stage begins."""
        found: list[int] = []
        x = 0
        for place, (stage, gap) in enumerate(zip(self.stages, self.gaps, strict=True)):
            if self.begins_row(place):
                x = 0
            found.append(x + gap)
            x += gap + stage.width
        return tuple(found)

    def begins_row(self, place: int) -> bool:
        """Return whether the stage at `place` is the first of a further row."""
        return place > 0 and bool(self.tops) and self.tops[place] != self.tops[place - 1]

    def row_of(self, place: int) -> tuple[int, int]:
        """Return where the row of a stage begins, and the height of its highest body."""
        return (self.tops[place], self.row_heights[place]) if self.tops else (0, self.height)
