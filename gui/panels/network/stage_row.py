"""A row of stages, and what of its plan depends on no room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

from core.inspection.stage_numbers import TILED, StageForm, StageNumbers
from gui.panels.network.stage_kind import StageKind, stage_kinds

LEAST_STAGE = 44  # the number under a legend


class ColumnSource(Enum):
    """By what the columns of a stage are found."""

    INPUT = "input"  # the sample, with a kernel under it
    TILES = "tiles"  # by the side of a tile
    AS_BEFORE = "as before"  # they are those of the maps it comes from
    FLAT = "flat"  # it has no tiles


@dataclass(frozen=True, slots=True)
class StageRow:
    """Stages that stand beside each other.

    Attributes
    ----------
    stages : tuple of StageNumbers
    kernel : tuple (rows, columns, tiles) or None
        Shape of what is shown under the first stage.
    kinds : tuple of StageKind
    sources : tuple of ColumnSource
        By what the columns of every stage are found.
    floors : tuple of int
        Least width of every stage.
    shrinks : bool
        Whether maps are lower than those before them that they have their columns from.
    """

    stages: tuple[StageNumbers, ...]
    kernel: tuple[int, ...] | None
    kinds: tuple[StageKind, ...]
    sources: tuple[ColumnSource, ...]
    floors: tuple[int, ...]
    shrinks: bool


def stage_row(
    stages: Sequence[StageNumbers],
    kernel: tuple[int, ...] | None,
    header_widths: Sequence[int],
) -> StageRow:
    """Return the row of `stages`, whose titles are `header_widths` pixels wide."""
    kinds = stage_kinds(stages)
    sources = _sources(stages, kernel)
    floors = tuple(
        0 if kind is StageKind.SEAM else max(header, LEAST_STAGE)
        for kind, header in zip(kinds, header_widths, strict=True)
    )
    shrinks = any(
        source is ColumnSource.AS_BEFORE and is_lower(stage, before)
        for source, (before, stage) in zip(sources[1:], pairwise(stages), strict=True)
    )
    return StageRow(tuple(stages), kernel, kinds, sources, floors, shrinks)


def is_lower(stage: StageNumbers, before: StageNumbers) -> bool:
    """Return whether the maps of a stage have fewer lines than those before."""
    return bool(stage.values.shape[0] < before.values.shape[0])


def _sources(
    stages: Sequence[StageNumbers], kernel: tuple[int, ...] | None
) -> tuple[ColumnSource, ...]:
    sources: list[ColumnSource] = []
    for place, stage in enumerate(stages):
        if stage.form not in TILED:
            sources.append(ColumnSource.FLAT)
        elif place == 0 and kernel is not None:
            sources.append(ColumnSource.INPUT)
        # the first of a row is an image or begins anew: nothing has its columns from it
        elif place > 1 and _has_as_many_maps(stage, stages[place - 1]):
            sources.append(ColumnSource.AS_BEFORE)
        else:
            sources.append(ColumnSource.TILES)
    return tuple(sources)


def _has_as_many_maps(stage: StageNumbers, before: StageNumbers) -> bool:
    are_maps = stage.form is before.form is StageForm.MAPS
    return are_maps and bool(stage.values.shape[2] == before.values.shape[2])
