"""Sharing the room among the stages of a network."""

from itertools import pairwise

import pytest

from core.inspection.stage_numbers import TILED, NetworkView, network_stages
from gui.panels.network.pipeline_planning import SCROLL_BAR, plan_pipeline
from gui.panels.network.row_plan import BETWEEN_ROWS, plan_rows
from gui.panels.network.unit_rows import LABEL_WIDTH, label_width
from tests.support.moments import make_moment

KERNEL = (3, 3, 6)


@pytest.fixture(scope="module")
def stages():
    moment = make_moment("lenet-5")
    views = (NetworkView.ACTIVATIONS, moment.outlines, moment.trace, moment.snapshot.values)
    return network_stages(*views)


def test_that_a_default_window_shows_all_of_lenet_5_without_scrolling(stages):
    headers = [50, 50, 33, 71, 50, 33, 71, 0, 40, 33, 40, 33, 40, 53]  # their titles
    plan = plan_pipeline(stages, (5, 5, 1), headers, 834, 340)  # of 1440×900, docks open
    assert plan.width <= 834
    assert plan.height <= 340
    assert all(stage.zoom >= 1 for stage in plan.stages)


def test_that_the_table_of_classes_grows_by_the_room_of_their_names_only():
    moment = make_moment("seed-cnn")
    views = (NetworkView.ACTIVATIONS, moment.outlines, moment.trace, moment.snapshot.values)
    headers = [32, 50, 33, 71, 0, 40, 53]
    plain, numbered, named = (
        plan_pipeline(network_stages(*views, names), (3, 3, 1), headers, 912, 260)
        for names in ((), tuple("0123456789"), ("barn door", *"123456789"))
    )
    assert numbered == plain
    room = label_width(("barn door",)) - LABEL_WIDTH
    assert room > 20
    assert named.stages[5].width + named.stages[6].width >= 80 + 88 + room


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


#: Widths of the titles of lenet-5, and rooms of the panel: 1440×900 with the docks open and
#: with a frame around it, 1280×720, 1024×576, and 1920×1080 at 200 %.
TITLES = [50, 50, 33, 71, 50, 33, 71, 0, 40, 33, 40, 33, 40, 53]
LARGE_ROOMS, SMALL_ROOMS = ((834, 340), (834, 300), (1290, 420)), ((712, 190), (912, 200))
#: What may be scrolled where the window has a frame: a legend.
LITTLE = 60


def zooms(plan, stages):
    drawn = zip(plan.stages, stages, strict=True)
    return [one.zoom for one, stage in drawn if stage.form in TILED]


@pytest.mark.parametrize("room", LARGE_ROOMS, ids=str)
def test_that_every_cell_of_lenet_5_has_two_pixels_and_nothing_is_scrolled(stages, room):
    plan = plan_rows(stages, (5, 5, 1), TITLES, *room)
    assert min(zooms(plan, stages)) >= 2
    assert plan.width <= room[0]
    assert plan.height <= room[1] + (LITTLE if room == (834, 300) else 0)


@pytest.mark.parametrize("room", SMALL_ROOMS, ids=str)
@pytest.mark.parametrize("preset", ["lenet-5", "mnist-best"])
def test_that_a_small_room_scrolls_a_deep_network_down_and_never_sideways(preset, room):
    moment = make_moment(preset)
    views = (NetworkView.ACTIVATIONS, moment.outlines, moment.trace, moment.snapshot.values)
    deep = network_stages(*views)
    plan = plan_rows(deep, (5, 5, 1), [*TITLES, 40, 40][: len(deep)], *room)
    bar = SCROLL_BAR if plan.height > room[1] else 0
    assert plan.width + bar <= room[0]
    is_in_one_row = not plan.tops
    assert is_in_one_row or min(zooms(plan, deep)) >= 2
    assert not is_in_one_row or plan.height <= room[1]


def test_that_rows_lie_below_each_other_and_each_begins_at_the_left(stages):
    plan = plan_rows(stages, (5, 5, 1), TITLES, 834, 340)
    places = list(zip(plan.lefts, plan.stages, plan.tops, plan.row_heights, strict=True))
    firsts = [place for place in range(len(stages)) if place == 0 or plan.begins_row(place)]
    assert len(firsts) > 1
    assert all(plan.lefts[place] == 0 for place in firsts)
    for (left, stage, top, high), (_, _, next_top, _) in pairwise(places):
        assert stage.height <= high
        assert next_top in (top, top + high + BETWEEN_ROWS)
        assert left + stage.width <= 834
    assert plan.tops[-1] + plan.row_heights[-1] == plan.height


def test_that_a_network_with_room_for_one_row_has_one(stages):
    assert not plan_rows(stages, (5, 5, 1), TITLES, 2400, 700).tops
    seed = make_moment("seed-cnn")
    views = (NetworkView.ACTIVATIONS, seed.outlines, seed.trace, seed.snapshot.values)
    one = network_stages(*views)
    for room in ((834, 340), (712, 190), (912, 260)):
        headers = [32, 50, 33, 71, 0, 40, 53]
        assert plan_rows(one, (3, 3, 1), headers, *room) == plan_pipeline(
            one, (3, 3, 1), headers, *room
        )


def test_that_the_strips_of_an_mlp_use_the_room_beside_them():
    moment = make_moment("seed-mlp")
    views = (NetworkView.ACTIVATIONS, moment.outlines, moment.trace, moment.snapshot.values)
    stages = network_stages(*views)
    strips = [at for at, stage in enumerate(stages) if stage.values.shape == (128,)]
    assert strips
    headers = [60] * len(stages)
    plans = {width: plan_pipeline(stages, KERNEL, headers, width, 270) for width in (500, 706)}
    for width, plan in plans.items():
        assert plan.width <= width
        assert plan.height <= 270
    wide, narrow = (plans[width].stages for width in (706, 500))
    for at in strips:
        assert wide[at].columns * (128 // wide[at].columns) <= 128
        assert wide[at].zoom > narrow[at].zoom
        assert wide[at].columns >= 7
