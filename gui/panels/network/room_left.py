"""What becomes of the room that the stages of a network leave."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from core.inspection.stage_numbers import TILED, StageNumbers
from gui.panels.network.pipeline_plan import PipelinePlan
from gui.panels.network.stage_kind import StageKind
from gui.panels.network.stage_plan import (
    COMFORTABLE_BARS,
    LARGEST_CELL,
    WIDEST_STRIP,
    plan_strip,
)
from gui.panels.network.unit_rows import MAX_ROWS
from gui.panels.network.unit_strip import MARGIN

WIDE_GAP = 32
MOST_BAR_GROWTH = 160


def gaps_between(kinds: Sequence[StageKind], gap: int) -> tuple[int, ...]:
    """Return the pixels before every stage: none around a seam, nor within the table."""
    gaps = []
    for place, kind in enumerate(kinds):
        before = kinds[max(0, place - 1)]
        is_joined = StageKind.SEAM in (kind, before) or kind is StageKind.CHANCES
        gaps.append(0 if place == 0 or is_joined else gap)
    return tuple(gaps)


def spread(plan: PipelinePlan, stages: Sequence[StageNumbers], width: int) -> PipelinePlan:
    """Give the room that is left to the gaps and the bars."""
    bars = [
        place
        for place, stage in enumerate(stages)
        if stage.form not in TILED
        and 0 < stage.values.size <= MAX_ROWS
        and plan.kinds[place] in (StageKind.OWN, StageKind.CHANCES)
    ]
    gaps = sum(gap > 0 for gap in plan.gaps)
    plan = _with_wider_strips(plan, stages, width, bars)
    left = width - plan.width
    if left <= 0 or not gaps:
        return plan
    # bars that have become cells for want of room come first, then air, then longer bars
    more = min(max(0, COMFORTABLE_BARS * len(bars) - _widths(plan, bars)), left)
    wider = max(0, min((left - more) // (2 * gaps), WIDE_GAP - plan.gap))
    if bars:
        more = min(left - wider * gaps, MOST_BAR_GROWTH * len(bars))
        wider = max(wider, min((left - more) // gaps, WIDE_GAP - plan.gap))
    stage_plans = tuple(
        replace(stage, width=stage.width + more // len(bars)) if place in bars else stage
        for place, stage in enumerate(plan.stages)
    )
    gaps_wide = gaps_between(plan.kinds, plan.gap + wider)
    return replace(plan, stages=stage_plans, gaps=gaps_wide)


def _with_wider_strips(
    plan: PipelinePlan, stages: Sequence[StageNumbers], width: int, bars: Sequence[int]
) -> PipelinePlan:
    """Give the room that bars and gaps do not need to the cells of many numbers."""
    strips = [
        place
        for place, stage in enumerate(stages)
        if stage.form not in TILED
        and stage.values.size > MAX_ROWS
        and plan.kinds[place] is StageKind.OWN
    ]
    wanted = max(0, COMFORTABLE_BARS * len(bars) - _widths(plan, bars))
    wanted += sum(WIDE_GAP - gap for gap in plan.gaps if gap)
    left = width - plan.width - wanted
    if not strips or left <= 0:
        return plan
    stage_plans = list(plan.stages)
    for place in strips:
        now = stage_plans[place]
        room = min(WIDEST_STRIP, now.width + left // len(strips))
        count = stages[place].values.size
        larger = plan_strip(count, room - 2 * MARGIN, plan.height, LARGEST_CELL)
        if larger.zoom > now.zoom and larger.width <= room:
            stage_plans[place] = replace(larger, width=max(larger.width, now.width))
    return replace(plan, stages=tuple(stage_plans))


def _widths(plan: PipelinePlan, places: Sequence[int]) -> int:
    return sum(plan.stages[place].width for place in places)
