"""A drawing from the first stroke to a branch that learned it, in the whole window."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox

from core.datasets.sample import Part
from core.documents.run_document import RunDocument
from core.number_text import probability_text
from core.training.session_state import capture
from gui.actions.action_id import ActionId
from gui.panels.draw.lesson_view import LIVE
from gui.state.teaching import TeachingStage
from gui.window.panel_table import PANELS
from tests.support.draw_panel import SEVEN, draw, is_answered
from tests.support.people import find, press, text_of
from tests.support.window_driving import LONG

pytestmark = pytest.mark.slow


def begun(qtbot, window):
    for step in (1, 2):
        window.lab.step_batch()
        qtbot.waitUntil(
            lambda step=step: window.state.moment.moment.snapshot.step == step, timeout=LONG
        )
    window.actions_by_id[ActionId.SAMPLE_DRAW].trigger()
    panel = window.docks["draw_panel"].panel
    qtbot.waitUntil(panel.isVisible)
    draw(qtbot, panel.board, SEVEN)
    qtbot.keyClick(panel.board, Qt.Key.Key_9)
    wait_for_answer(qtbot, window, panel)
    return panel


def wait_for_answer(qtbot, window, panel, label=9):
    qtbot.waitUntil(
        lambda: is_answered(panel) and panel.reader.read.sample.label == label, timeout=LONG
    )


def weights(window):
    return {name: array.tobytes() for name, array in capture(window.lab.session).arrays.items()}


def check_every_panel(qtbot, window):
    """Bring every panel about the sample forward, and read what it says of the drawing."""
    moment = window.state.moment.moment
    outputs = moment.trace.values[-1]
    said = int(outputs.argmax())
    about_sample = [spec for spec in PANELS if spec.shows_sample]
    assert len(about_sample) >= 6
    for spec in about_sample:
        dock = window.docks[spec.id]
        dock.come_forward()
        qtbot.waitUntil(
            lambda d=dock: d.panel.isVisible() and not d.panel._is_stale, timeout=LONG
        )
        headline = dock.body.headline
        qtbot.waitUntil(lambda h=headline: h._view.verdict.says == f"says {said}", timeout=LONG)
        verdict = headline._view.verdict
        assert verdict.truth == "9", spec.id
        assert verdict.percent == probability_text(float(outputs[said])), spec.id
    window.docks["draw_panel"].come_forward()


def test_that_a_drawing_goes_through_every_panel_and_two_kinds_of_steps(qtbot, window):
    panel, state = begun(qtbot, window), window.state
    check_every_panel(qtbot, window)
    before = float(state.moment.moment.trace.values[-1][9])
    press(panel, "draw_step_on_ink")
    qtbot.waitUntil(lambda: state.drawing.sheet.ink_steps == 1, timeout=LONG)
    wait_for_answer(qtbot, window, panel)
    moment = state.moment.moment
    assert moment.trace.values[-1][9] > before
    check_every_panel(qtbot, window)

    live, step = weights(window), moment.snapshot.step
    press(panel, "draw_step_on_network")
    teaching = state.teaching
    qtbot.waitUntil(lambda: teaching.stage is TeachingStage.DONE, timeout=LONG)
    taught = teaching.taught
    assert weights(window) == live
    np.testing.assert_allclose(taught.before, moment.trace.values[-1], rtol=1e-4)
    assert taught.after[9] > taught.before[9]
    assert (taught.part, taught.count) == ("test", 10_000)
    qtbot.waitUntil(lambda: not panel._is_stale)
    words = text_of(panel, "draw_lesson_says")
    assert words.startswith(f"9: {probability_text(taught.before[9])} → ")
    assert "test accuracy: " in words
    assert words.endswith(LIVE)
    press(panel, "draw_lesson_throw_away")
    assert teaching.stage is TeachingStage.NOTHING
    assert weights(window) == live

    press(panel, "draw_step_on_network")
    qtbot.waitUntil(lambda: teaching.stage is TeachingStage.DONE, timeout=LONG)
    run_id = state.moment.moment.run_id
    press(panel, "draw_lesson_keep")
    qtbot.waitUntil(lambda: state.moment.moment.run_id != run_id, timeout=LONG)
    wait_for_answer(qtbot, window, panel)
    moment = state.moment.moment
    assert moment.snapshot.step == step
    np.testing.assert_allclose(moment.trace.values[-1], taught.after, rtol=1e-4)
    assert window.lab.run_keeper.recording.run.parent.step == step
    window.lab.step_batch()  # it goes on from there
    qtbot.waitUntil(lambda: state.moment.moment.snapshot.step == step + 1, timeout=LONG)
    state.timeline.go_to(step)
    qtbot.waitUntil(lambda: state.moment.moment.snapshot.step == step, timeout=LONG)
    np.testing.assert_allclose(state.moment.moment.trace.values[-1], taught.after, rtol=1e-4)


def test_that_a_drawing_is_kept_with_its_run_and_returns_with_it(qtbot, window):
    panel, state = begun(qtbot, window), window.state
    find(panel, "draw_switch_centre", QCheckBox).click()
    wait_for_answer(qtbot, window, panel)
    path, board = window.lab.run_keeper.path, state.drawing.sheet.board.copy()
    document = window.lab.run_keeper.recording.document
    qtbot.waitUntil(lambda: bool(document.drawings.read()), timeout=LONG)
    window.lab.restart(start=False)
    qtbot.waitUntil(lambda: window.lab.run_keeper.path is None, timeout=LONG)
    press(panel, "draw_clear")
    draw(qtbot, panel.board, ((0.2, 0.2), (0.8, 0.8)))
    other = state.drawing.sheet.board.copy()
    window.documents.open_run(path)
    qtbot.waitUntil(lambda: window.lab.run_keeper.path == path, timeout=LONG)
    qtbot.waitUntil(lambda: np.array_equal(state.drawing.sheet.board, board), timeout=LONG)
    assert state.drawing.target == 9
    assert not state.drawing.how.centres
    qtbot.waitUntil(lambda: state.data.count(Part.DRAWING) == 1)
    press(panel, "draw_undo")
    np.testing.assert_array_equal(state.drawing.sheet.board, other)
    window.close()
    with_drawing = RunDocument(path)
    assert with_drawing.drawings.read()
    with_drawing.close()


def test_that_a_step_needs_a_run_and_a_class_and_can_be_cancelled(qtbot, window):
    window.actions_by_id[ActionId.SAMPLE_DRAW].trigger()
    panel, teaching = window.docks["draw_panel"].panel, window.state.teaching
    qtbot.waitUntil(panel.isVisible)
    draw(qtbot, panel.board, SEVEN)
    qtbot.keyClick(panel.board, Qt.Key.Key_9)
    wait_for_answer(qtbot, window, panel)
    press(panel, "draw_step_on_network")
    qtbot.waitUntil(lambda: not panel._is_stale)
    assert "train first" in text_of(panel, "draw_lesson_says")
    window.lab.step_batch()
    qtbot.waitUntil(lambda: window.state.moment.moment.snapshot.step == 1, timeout=LONG)
    wait_for_answer(qtbot, window, panel)
    press(panel, "draw_step_on_network")
    qtbot.waitUntil(lambda: teaching.stage is TeachingStage.WORKING and not panel._is_stale)
    teaching.throw_away()
    assert teaching.stage is TeachingStage.NOTHING
    qtbot.waitUntil(lambda: not window.time_travel._teacher._task.is_busy)
    assert teaching.taught is None
