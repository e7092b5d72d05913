"""The network panel while one batch is unrolled phase by phase."""

from dataclasses import replace

import numpy as np
import pytest

from core.inspection.stage_numbers import StageForm
from core.presets import SEED_CNN
from gui.panels.network.network_panel import NOT_YET, NetworkPanel
from gui.panels.network.phase_bar import PhaseBar
from gui.panels.network.phase_overlay import PhaseOverlay
from gui.panels.network.phase_track import PhaseTrack
from gui.state.run_state import RunState
from gui.state.selection import Unit
from gui.theme.theme import DARK, LIGHT
from tests.support.moments import make_lab_state, make_moment
from tests.support.people import (
    broken_moment,
    click,
    find,
    is_clipped,
    open_panel,
    point_at,
    press,
    text_of,
)
from tests.support.pixels import color_names, pixels
from tests.support.shown_numbers import on_screen

FLATTEN = 4
PLACES = range(7)
UPDATE = 14


@pytest.fixture(scope="module")
def run():
    before, after = make_moment(steps=5), make_moment(steps=6)
    return before, replace(after, initial=before.initial, run_id=before.run_id)


@pytest.fixture
def panel(qtbot, run):
    panel = open_panel(qtbot, NetworkPanel(make_lab_state()), 1110, 560)
    panel._state.phases.show_state(RunState.PAUSED)
    panel._state.moment.show(run[0])
    panel._state.selection.select(Unit(0, 3))
    return panel


def overlay(panel):
    return find(panel, "network_phase_overlay", PhaseOverlay)


def bar(panel):
    return find(panel, "network_phase", PhaseBar)


def views(panel):
    return panel._pipeline.views


def go_to(panel, number):
    """Press Next until the phase with this number is shown."""
    if not panel._state.phases.is_active:
        press(panel, "network_phases")
    while panel._state.phases.phase.number < number:
        press(panel, "network_phase_step")


def is_blank(panel, place):
    """Return whether nothing of a stage's numbers is on the screen."""
    body = views(panel)[place].body
    corner = body.mapTo(panel._pipeline.content, body.rect().topLeft())
    inner = body.rect().adjusted(3, 3, -3, -3).translated(corner)
    picture = panel._pipeline.content.grab(inner).toImage()
    return color_names(pixels(picture)) == {panel._state.theme.theme.surface}


def test_that_a_button_begins_with_the_first_layer_and_covers_what_comes_later(panel):
    assert not bar(panel).isVisible()
    press(panel, "network_phases")
    assert bar(panel).isVisible()
    assert text_of(panel, "network_phase_number") == "Phase 1 of 14"
    assert text_of(panel, "network_phase_title") == "Conv2D forward"
    assert "5,408 sums" in text_of(panel, "network_phase_caption")
    assert overlay(panel).lit == 1
    assert overlay(panel).hidden == {2, 3, 4, 5, 6}
    assert [is_blank(panel, place) for place in PLACES] == [False] * 2 + [True] * 5


@pytest.mark.parametrize("theme", [DARK, LIGHT])
def test_that_going_forward_uncovers_one_stage_at_a_time(panel, theme):
    panel._state.theme.use(theme)
    for number in range(1, 7):
        go_to(panel, number)
        assert overlay(panel).lit == number
        pictures = [place for place in PLACES if place != FLATTEN]  # it is none
        assert [is_blank(panel, place) for place in pictures] == [
            place > number for place in pictures
        ]
    go_to(panel, 7)
    assert text_of(panel, "network_phase_title") == "Loss"
    assert not overlay(panel).hidden


def test_that_going_back_shows_the_gradients_that_have_arrived(panel, run):
    go_to(panel, 11)  # back through the pooling
    assert text_of(panel, "network_phase_title") == "MaxPool2D backward"
    assert overlay(panel).lit == 2
    assert overlay(panel).hidden == {0, 1}
    np.testing.assert_array_equal(panel.stages[2].values, run[0].trace.gradients[2])
    assert is_blank(panel, 0)
    assert not is_blank(panel, 2)
    assert overlay(panel)._hides_kernel
    go_to(panel, 13)
    assert not overlay(panel)._hides_kernel
    assert not overlay(panel).hidden


def test_that_what_has_not_happened_cannot_be_read_with_the_mouse(panel):
    go_to(panel, 1)
    conv, pool = views(panel)[1].body, views(panel)[3].body
    point_at(conv, conv.cell_rect(3, 10, 10))
    assert "channel 3 · (10, 10)" in panel._read_out.text
    point_at(pool, pool.cell_rect(3, 5, 5))
    assert panel._read_out.text == NOT_YET


def test_that_the_update_shows_what_changed_and_reads_old_and_new(panel, run, qtbot):
    asked = []
    panel._state.phases.step_wanted.connect(lambda: asked.append(True))
    go_to(panel, UPDATE)
    assert asked == [True]
    panel._state.moment.show(run[1])
    assert text_of(panel, "network_phase_caption").startswith("Step 5 → 6")
    old, new = (moment.snapshot.values["0.conv2d.weight"] for moment in run)
    conv = panel.stages[1]
    assert conv.form is StageForm.KERNELS
    assert conv.title == text_of(panel, "network_stage_1_title") == "Δ Conv2D"
    np.testing.assert_array_equal(conv.values, (new - old)[:, :, 0])
    body = views(panel)[1].body
    qtbot.wait(1)  # the line of the last batch has gone
    point_at(body, body.cell_rect(2, 1, 0))
    was, became = float(old[1, 0, 0, 2]), float(new[1, 0, 0, 2])
    assert panel._read_out.text.endswith(on_screen(f"{was:+.4f} → {became:+.4f}"))
    assert not find(panel, "network_phase_back").isEnabled()
    press(panel, "network_phase_step")
    assert text_of(panel, "network_phase_number") == "Phase 1 of 14"
    assert text_of(panel, "network_stage_1_title") == "Conv2D"
    np.testing.assert_array_equal(panel.stages[1].values, run[1].trace.values[1])


def test_that_leaving_gives_the_chosen_view_back(panel, run):
    press(panel, "network_view_gradients")
    go_to(panel, 3)
    assert not find(panel, "network_view").isEnabled()
    np.testing.assert_array_equal(panel.stages[1].values, run[0].trace.values[1])
    press(panel, "network_phase_leave")
    assert not bar(panel).isVisible()
    assert not overlay(panel).isVisible()
    assert find(panel, "network_view").isEnabled()
    np.testing.assert_array_equal(panel.stages[1].values, run[0].trace.gradients[1])


def test_that_training_restores_the_whole_picture(panel):
    go_to(panel, 2)
    panel._state.phases.show_state(RunState.RUNNING)
    assert not bar(panel).isVisible()
    assert not any(is_blank(panel, place) for place in PLACES)


def test_that_segments_lead_to_their_phases_but_not_over_the_update(panel):
    go_to(panel, 1)
    track = find(panel, "network_phase_track", PhaseTrack)
    click(track, track.segment_rect(9))
    assert text_of(panel, "network_phase_number") == "Phase 9 of 14"
    point_at(track, track.segment_rect(12))
    assert track.toolTip() == "12 · ReLU backward"
    click(track, track.segment_rect(14))
    assert text_of(panel, "network_phase_number") == "Phase 9 of 14"
    press(panel, "network_phase_back")
    assert text_of(panel, "network_phase_number") == "Phase 8 of 14"


def test_that_the_bar_keeps_its_height_from_phase_to_phase(panel):
    heights = set()
    for number in range(1, 14):
        go_to(panel, number)
        panel.grab()
        heights.add(bar(panel).height())
    assert len(heights) == 1


@pytest.mark.parametrize("size", [(700, 330), (744, 390), (1400, 640)])
def test_that_no_caption_is_cut(panel, qtbot, size, run):
    panel.resize(*size)
    for number in range(1, 14):
        go_to(panel, number)
        caption = find(panel, "network_phase_caption")
        panel.grab()
        needed = caption.heightForWidth(caption.width())
        assert needed <= caption.height() + 1
        assert not is_clipped(find(panel, "network_phase_number"))


def test_that_broken_numbers_are_stepped_through_too(panel):
    panel._state.moment.show(broken_moment(SEED_CNN.network))
    go_to(panel, 13)
    panel.grab()
    assert "NaN" in text_of(panel, "network_phase_caption")
