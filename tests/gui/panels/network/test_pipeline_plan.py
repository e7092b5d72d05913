"""Sharing the room among the stages of a network."""

import numpy as np
import pytest

from core.inspection.stage_numbers import NetworkView, network_stages
from gui.panels.network import pipeline_plan
from gui.panels.network.pipeline_plan import plan_pipeline
from tests.support.moments import make_moment

KERNEL = (3, 3, 6)


@pytest.fixture(scope="module")
def stages():
    moment = make_moment("lenet-5")
    views = (NetworkView.ACTIVATIONS, moment.outlines, moment.trace, moment.snapshot.values)
    return network_stages(*views)


def trials(monkeypatch, gives_up):
    """Count the stages that are planned; without giving up, every trial goes to its end."""
    planned = []
    tiles, tiled = pipeline_plan.plan_same_grid, pipeline_plan._plan_tiled
    monkeypatch.setattr(
        pipeline_plan, "plan_same_grid", lambda *given: (planned.append(1), tiles(*given))[1]
    )
    if not gives_up:
        monkeypatch.setattr(
            pipeline_plan, "_plan_tiled", lambda *given: tiled(*given[:-1], None)
        )
    return planned


def test_that_giving_a_trial_up_early_never_changes_the_plan(stages, monkeypatch):
    rng = np.random.default_rng(2)
    rooms = [
        (rng.integers(20, 160, len(stages)).tolist(), int(w), int(h))
        for w, h in zip(rng.integers(200, 2400, 8), rng.integers(60, 1000, 8), strict=True)
    ]
    plans = [plan_pipeline(stages, KERNEL, *room) for room in rooms]
    trials(monkeypatch, gives_up=False)
    assert plans == [plan_pipeline(stages, KERNEL, *room) for room in rooms]


def test_that_most_trials_of_a_deep_network_are_given_up_early(stages, monkeypatch):
    headers = [60] * len(stages)
    with monkeypatch.context() as patched:
        all_of_them = trials(patched, gives_up=False)
        plan_pipeline(stages, KERNEL, headers, 800, 300)
    planned = trials(monkeypatch, gives_up=True)
    plan_pipeline(stages, KERNEL, headers, 800, 300)
    assert 4 * len(planned) < len(all_of_them)


def test_that_a_default_window_shows_all_of_lenet_5_without_scrolling(stages):
    headers = [50, 50, 33, 71, 50, 33, 71, 0, 40, 33, 40, 33, 40, 53]  # their titles
    plan = plan_pipeline(stages, (5, 5, 1), headers, 834, 340)  # of 1440×900, docks open
    assert plan.width <= 834
    assert plan.height <= 340
    assert all(stage.zoom >= 1 for stage in plan.stages)


def test_that_a_low_room_shows_eight_maps_in_threes_at_three_pixels_a_cell():
    moment = make_moment("seed-cnn")
    seed = network_stages(
        NetworkView.ACTIVATIONS, moment.outlines, moment.trace, moment.snapshot.values
    )
    plan = plan_pipeline(seed, (3, 3, 1), [32, 50, 33, 71, 0, 40, 53], 912, 260)
    conv, relu, pool = plan.stages[1:4]
    assert [(one.columns, one.zoom) for one in (conv, relu, pool)] == [(3, 3)] * 3
    assert plan.width <= 912
    assert plan.height <= 260
