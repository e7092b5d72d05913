"""How the stages share their room: the same with and without giving up early."""

import numpy as np
import pytest

from core.inspection.stage_numbers import TILED, StageForm, StageNumbers
from gui.panels.network import pipeline_plan
from gui.panels.network.pipeline_plan import plan_pipeline

KERNELS = (None, (3, 3, 1), (5, 5, 6), (1, 1, 64))


def stage(form, *shape, group=1):
    return StageNumbers(0, "", form, shape, np.zeros(shape, np.float32), group)


def network(rng, layers):
    """Some stages: maps that pooling makes coarser, bars, strips, matrices."""
    stages = [stage(StageForm.INK, 28, 28, 1)]
    for _ in range(layers):
        size, maps = int(rng.integers(1, 28)), int(rng.choice([1, 4, 6, 16, 32]))
        before = stages[-1]
        choices = [
            stage(StageForm.MAPS, size, size, maps),
            stage(StageForm.KERNELS, 5, 5, 12, group=3),
            stage(StageForm.MATRIX, size * 7, size * 14, 1),
            stage(StageForm.NOTHING, 0),
            *(stage(form, size * 10) for form in StageForm if form not in TILED),
        ]
        if before.form is StageForm.MAPS:
            choices += [stage(StageForm.MAPS, max(1, size // 2), size, before.shape[2])] * 4
        stages.append(choices[rng.integers(len(choices))])
    return stages


def random_question(seed):
    rng = np.random.default_rng(seed)
    stages = network(rng, int(rng.integers(0, 14)))
    headers = [int(width) for width in rng.integers(20, 140, len(stages))]
    room = int(rng.integers(200, 1800)), int(rng.integers(60, 700))
    return stages, KERNELS[rng.integers(len(KERNELS))], headers, *room


def test_that_giving_up_a_trial_early_changes_no_plan(monkeypatch):
    questions = [random_question(seed) for seed in range(16)]
    early = [plan_pipeline(*question) for question in questions]
    plan_tiled = pipeline_plan._plan_tiled
    monkeypatch.setattr(
        pipeline_plan,
        "_plan_tiled",
        lambda wanted, _free, *rest: plan_tiled(wanted, None, *rest),
    )
    assert early == [plan_pipeline(*question) for question in questions]
    widths = [question[3] for question in questions]
    does_fit = [plan.width <= width for plan, width in zip(early, widths, strict=True)]
    assert any(does_fit)
    assert not all(does_fit)


@pytest.mark.parametrize("header_width", [60, 140], ids=["by tiles", "by headers"])
def test_that_flat_stages_are_planned_once_where_no_tiles_fit(monkeypatch, header_width):
    stages = [stage(StageForm.INK, 28, 28, 1)]
    stages += [stage(StageForm.MATRIX, 100, 160, 1)] * 6 + [stage(StageForm.UNITS, 10)] * 4
    planned = []
    plan_flat = pipeline_plan.plan_flat

    def counted(*args, **options):
        planned.append(args)
        return plan_flat(*args, **options)

    monkeypatch.setattr(pipeline_plan, "plan_flat", counted)
    plan = plan_pipeline(stages, (5, 5, 1), [header_width] * len(stages), 900, 400)
    assert plan.width > 900
    assert len(planned) == 4
