"""The search for the rows of a network leaves out what cannot fit, and nothing else."""

import random
from dataclasses import replace

import pytest

from gui.panels.network import least_room, pipeline_planning, row_plan
from gui.panels.network.row_plan import plan_rows
from gui.panels.network.stage_plan import _plan_kernel
from tests.support.made_up_stages import deep_network, made_up_network
from tests.support.plain_row_search import (
    kernel_below,
    plan_pipeline_plainly,
    plan_rows_plainly,
)

#: As the sizes of windows that a hand makes; half of them small, where rows are many.
SMALL, LARGE = ((300, 1000), (60, 500)), ((60, 2400), (-20, 1300))
PLANNERS = ("plan_tiles", "plan_same_grid", "plan_flat", "plan_input")
#: Rooms for bodies, and how many plans of a stage may be asked for in each.
ROOMS = {(519, 300): 4_000, (900, 300): 6_000, (1900, 500): 14_000, (2500, 1300): 4_500}
#: Networks that the plain search is done with soon.
QUICK = (11, 12, 19, 21, 22, 27, 28, 29, 30, 33, 35)


def room(rng):
    widths, heights = rng.choice((SMALL, LARGE))
    return rng.randint(*widths), rng.randint(*heights)


def see_same(seeds, most):
    scrolled = rows = 0
    for seed in seeds:
        rng = random.Random(seed)
        network = made_up_network(rng, most)
        width, height = room(rng)
        plan = plan_rows(*network, width, height)
        assert plan == plan_rows_plainly(*network, width, height), seed
        one = pipeline_planning.plan_pipeline(*network, width, height)
        assert one == plan_pipeline_plainly(*network, width, height), seed
        rows += bool(plan.tops)
        scrolled += plan.height > height
    return rows, scrolled


def test_that_a_search_that_leaves_out_gives_the_rows_of_one_that_tries_all():
    assert all(see_same(QUICK, 7))


@pytest.mark.slow
def test_that_it_does_so_for_many_networks_and_deep_ones():
    assert all(see_same(range(100, 150), 10))
    assert all(see_same(range(300, 304), 24))


def test_that_the_fewest_columns_with_the_largest_kernels_are_found():
    rng = random.Random(5)
    for _ in range(300):
        kernel = rng.randint(1, 9), rng.randint(1, 9), rng.choice((1, 2, 3, 7, 16, 33, 128))
        width, height = rng.randint(1, 500), rng.randint(-30, 700)
        found = _plan_kernel(kernel, width, height)
        assert found == kernel_below(kernel, width, height), (kernel, width, height)


def test_that_a_plan_is_not_kept_for_other_names_of_the_classes():
    network = deep_network(1)
    stages, kernel, headers = network
    plain = plan_rows(*network, 900, 300)
    names = ("barn door", *"123456789")
    named = (*stages[:-2], *(replace(one, unit_names=names) for one in stages[-2:]))
    assert plan_rows(named, kernel, headers, 900, 300) != plain
    assert plan_rows(*network, 900, 300) == plain


def planned(monkeypatch, network, width, height):
    """Return how many stages are planned till the rows of a network are found."""
    count = []
    with monkeypatch.context() as patched:
        patched.setattr(row_plan, "_kept", type(row_plan._kept)(1))
        for module in (pipeline_planning, least_room):
            for name in PLANNERS:
                plan = getattr(module, name, None)
                if plan is not None:
                    patched.setattr(
                        module, name, lambda *a, _p=plan, **k: (count.append(1), _p(*a, **k))[1]
                    )
        plan_rows(*network, width, height)
    return len(count)


@pytest.mark.parametrize("size", ROOMS, ids=str)
def test_that_the_deepest_network_is_laid_out_by_few_trials(monkeypatch, size):
    """Sixty layers, which a window has to lay out at every size while it is dragged."""
    assert 0 < planned(monkeypatch, deep_network(20), *size) < ROOMS[size]
