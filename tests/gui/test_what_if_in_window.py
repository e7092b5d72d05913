"""A filter silenced by a click, a kernel cell changed: seen everywhere, and taken back."""

import numpy as np
import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QLineEdit

from core.anatomy.addresses import ParameterAddress, ValueAddress
from core.inspection.predictions import predict_labels
from core.ledger.silenced import SILENCED_NOTE
from core.number_text import percent_text
from core.presets import SEED_CNN
from gui.app import build_window
from gui.lab.speed import Speed
from gui.panels.ledger.rows import NoteRow
from gui.panels.samples.verdict_view import VerdictView
from gui.panels.what_if.loss_request import Whose
from gui.settings import RUNS_VARIABLE, Settings
from gui.state.selection import Unit
from gui.widgets.dropped_marks import DroppedMarks
from gui.window.run_read_outs import RunReadOuts
from tests.support.ledger_reader import MADE, LedgerReader
from tests.support.people import click, find, press, text_of
from tests.support.task_window import train
from tests.support.window_driving import has_settled

KERNEL = "0.conv2d.weight"
UNIT = 3
STEPS = 40


@pytest.fixture
def window(qtbot, tmp_path, monkeypatch):
    monkeypatch.setenv(RUNS_VARIABLE, str(tmp_path / "runs"))
    settings = Settings(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))
    settings.speed = Speed.FULL.value
    window = build_window(experiment=SEED_CNN, settings=settings)
    window.resize(1440, 900)
    window.show()
    qtbot.waitUntil(lambda: window.state.moment.moment is not None)
    qtbot.waitUntil(lambda: window.late_panels.is_done)
    train(qtbot, window, STEPS)
    yield window
    window.close()
    window.deleteLater()


def shown(window):
    return window.state.moment.moment


def seen(qtbot, window, edits):
    """Wait until the shown moment is the one with so many changes."""
    qtbot.waitUntil(lambda: len(shown(window).edits) == edits)
    return shown(window)


def panel(window, name):
    window.docks[name].come_forward()
    return window.docks[name].panel


def hatched(shown_panel):
    """Return whether the silenced channel is hatched, and no other."""
    marks = [one.dropped for one in shown_panel.findChildren(DroppedMarks) if one.isVisible()]
    whole = [mark for mark in marks if mark is not None and mark.ndim == 3]
    return any(
        mark[..., UNIT].all() and mark.sum() == mark[..., UNIT].size
        for mark in whole
        if mark.shape[2] > UNIT
    )


def bits(window):
    return {
        path: p.value.tobytes() for path, p in window.lab.session.network.named_parameters()
    }


@pytest.mark.slow
def test_that_a_filter_is_silenced_by_a_click_marked_everywhere_and_taken_back(window, qtbot):
    own, before = shown(window), bits(window)
    evaluate = panel(window, "evaluate_panel")
    press(evaluate, "evaluate_panel_headline_view_of_silencing")
    page = find(evaluate, "evaluate_panel_silencing")
    qtbot.waitUntil(lambda: page.shown is not None and not page.matrix.is_faded)
    strip = find(window, "what_if_strip")
    assert not strip.isVisible()
    click(page.matrix, page.matrix.rect_of(UNIT, 0))
    silent = seen(qtbot, window, 1)
    assert strip.isVisible()
    assert text_of(window, "what_if_words").startswith(f"filter {UNIT} of Conv2D silenced")
    assert not silent.trace.values[2][..., UNIT].any()
    assert not silent.trace.values[3][..., UNIT].any()
    assert not np.array_equal(silent.trace.values[-1], own.trace.values[-1])

    def judged():
        evaluation = evaluate.evaluation
        return evaluation is not None and evaluation.request.moment.edits == silent.edits

    qtbot.waitUntil(judged)
    assert "what if: 1 change" in find(evaluate, "evaluate_panel_headline_view").said.text()
    window.state.selection.select(Unit(1, UNIT))  # silent is what comes out of the ReLU
    for name in ("network_panel", "feature_maps_panel", "filters_panel"):
        qtbot.waitUntil(lambda name=name: hatched(panel(window, name)))
    verdict = window.findChild(VerdictView).verdict
    assert "what if: 1 change" in verdict.remarks
    reader = LedgerReader(qtbot, window.ledger_panel, window.state)
    window.docks["ledger_panel"].come_forward()
    pixel = ValueAddress(1, (8, 9, UNIT))
    window.state.trail.walk(pixel)
    reader.wait_for(pixel)
    assert SILENCED_NOTE in [row.text for row in reader.rows(MADE, NoteRow)]
    assert reader.number(MADE) == 0
    assert "what if: 1 change" in reader.label("place")
    press(window, "what_if_undo")
    back = seen(qtbot, window, 0)
    assert not strip.isVisible()
    for value, expected in zip(back.trace.values, own.trace.values, strict=True):
        assert np.array_equal(value, expected)
    assert bits(window) == before


@pytest.mark.slow
def test_that_a_kernel_cell_is_typed_both_losses_are_read_and_a_branch_keeps_it(window, qtbot):
    before, run_id = bits(window), shown(window).run_id
    cell = ParameterAddress(KERNEL, (1, 1, 0, UNIT))
    window.docks["ledger_panel"].come_forward()
    window.state.trail.walk(cell)
    line = find(window.ledger_panel, "ledger_panel_weight_number_field", QLineEdit)
    qtbot.waitUntil(line.isVisible)
    line.selectAll()
    qtbot.keyClicks(line, "-1.25")
    edited = seen(qtbot, window, 1)
    qtbot.waitUntil(lambda: shown(window).snapshot.values[KERNEL][cell.index] == -1.25)
    what_if = panel(window, "what_if_panel")
    qtbot.waitUntil(lambda: what_if.changes is not None)
    change = what_if.changes[Whose.TEST]
    assert change.images == 10_000
    assert np.isfinite([change.real, change.predicted]).all()
    assert text_of(what_if, "what_if_panel_losses_test_2")
    assert text_of(what_if, "what_if_panel_losses_test_3")
    assert bits(window) == before
    step = edited.snapshot.step
    window.state.timeline.go_to(step - 5)
    qtbot.waitUntil(lambda: shown(window).snapshot.step == step - 5)
    assert shown(window).snapshot.values[KERNEL][cell.index] == -1.25  # at every step
    own = float(shown(window).unedited.values[KERNEL][cell.index])
    press(window, "what_if_branch")
    qtbot.waitUntil(lambda: shown(window).run_id != run_id)
    qtbot.waitUntil(lambda: has_settled(window))
    assert shown(window).snapshot.step == step - 5
    assert not shown(window).edits
    assert not find(window, "what_if_strip").isVisible()
    assert shown(window).snapshot.values[KERNEL][cell.index] == -1.25 != own
    session = window.lab.session
    rows, shape = session.validation_rows, session.input_shape
    labels = predict_labels(session.network, session.data.images, rows, shape)
    right = (labels == session.data.labels[rows]).mean()
    assert window.state.curves.history.validations["step"][-1] == step - 5
    assert window.state.curves.history.validations["accuracy"][-1] == pytest.approx(right)
    read_out = find(window, "run_read_outs", RunReadOuts)
    assert read_out.text("accuracy") == percent_text(right, 1)
    train(qtbot, window, step)
    assert shown(window).snapshot.values[KERNEL][cell.index] != -1.25  # it trains on
