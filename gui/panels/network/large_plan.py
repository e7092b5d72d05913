"""How stages share the room when a tile of one of them is opened large."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from core.inspection.stage_numbers import StageNumbers
from gui.panels.network.pipeline_plan import PipelinePlan
from gui.panels.network.pipeline_planning import plan_pipeline
from gui.panels.network.stage_plan import StagePlan
from gui.widgets.large_tile import FULL_WIDTH, LEAST_WIDTH

GAP = 12  # behind the large tile
STEP = 32  # screen pixels: one cell at the usual zoom


def with_large(
    plan: PipelinePlan,
    stages: Sequence[StageNumbers],
    header_widths: Sequence[int],
    opened: int,
    width: int,
) -> PipelinePlan:
    """Return the plan in which one stage is wide; nothing on its left moves.

    Parameters
    ----------
    plan : PipelinePlan
        Without anything opened.
    stages : sequence of StageNumbers
    header_widths : sequence of int
    opened : int
        Place of the stage.
    width : int
        Room for all stages.
    """
    room = width - plan.lefts[opened]
    behind = opened + 1
    middle = StagePlan(min(FULL_WIDTH, room), plan.height)
    before = plan.stages[:opened]
    if behind == len(stages):
        return replace(plan, stages=(*before, middle))
    for large in range(FULL_WIDTH, LEAST_WIDTH - 1, -STEP):
        left = room - large - GAP
        rest = plan_pipeline(stages[behind:], None, header_widths[behind:], left, plan.height)
        middle = StagePlan(large, plan.height)
        if rest.width <= left:
            break
    gap = GAP if plan.gaps[behind] else 0
    return replace(
        plan,
        stages=(*before, middle, *rest.stages),
        gaps=(*plan.gaps[:behind], gap, *rest.gaps[1:]),
    )
