"""Two runs side by side, used as a person does."""

import threading
from dataclasses import replace

import numpy as np
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox

from core.datasets.sample import Part
from core.documents.engine_identity import ForeignSpan
from core.documents.run_document import RunDocument
from core.errors import LoadError
from gui.lab.run_shelf import RunShelf
from gui.panels.compare.compare_panel import NO_OTHERS, NO_RUN, WAITING, ComparePanel
from gui.panels.compare.compared_run import ComparedRun
from tests.support.compare_bench import WAIT, moment_at, state_at
from tests.support.moments import small_mnist
from tests.support.people import find, open_panel, press, text_of
from tests.support.short_runs import open_and_train


def test_that_the_other_run_is_shown_at_the_very_same_step(bench):
    ours = bench.show(9)
    bench.choose("fast")
    _, theirs = state_at(bench.folder / "fast.glassbox", bench.dataset, 9)
    name = "0.conv2d.weight"
    a, b = ours.snapshot.values[name], theirs.values[name]
    assert np.array_equal(bench.maps("a").maps, a[:, :, 0])
    assert np.array_equal(bench.maps("b").maps, b[:, :, 0])
    assert np.array_equal(bench.maps("difference").maps, b[:, :, 0] - a[:, :, 0])
    assert np.any(bench.maps("difference").maps)
    assert bench.title("a") == "A · base · step 9"
    assert bench.title("b").startswith("B · fast · step 9 (")


def test_that_the_ticked_run_is_compared_until_another_is_chosen_by_hand(bench):
    bench.show(9)
    both = ("big batches", "fast")
    bench.shelf.ticked.use([bench.folder / f"{name}.glassbox" for name in both])
    bench.settle()
    assert bench.title("b").startswith("B · fast · step 9 (")
    assert text_of(bench.panel, "compare_panel_about").count("learning rate") == 2
    bench.choose("big batches")
    bench.shelf.ticked.use([bench.folder / "fast.glassbox"])
    bench.settle()
    assert bench.title("b").startswith("B · big batches")


def test_that_a_run_ticked_before_the_panel_was_made_is_compared(bench, qtbot):
    bench.shelf.ticked.use([bench.folder / "fast.glassbox"])
    bench.panel.shut_down()
    bench.panel = open_panel(qtbot, ComparePanel(bench.state, bench.shelf), 720, 460)
    bench.show(9)
    bench.settle()
    assert bench.title("b").startswith("B · fast · step 9 (")


def test_that_it_follows_the_step_and_the_sample(bench):
    bench.show(7)
    bench.choose("fast")
    press(bench.panel, "compare_panel_part_maps")
    for step, index in ((8, 3), (12, 5), (7, 1)):
        sample = bench.state.data.sample(Part.TEST, index)
        ours = bench.show(step, sample)
        bench.settle()
        theirs = moment_at(bench.folder / "fast.glassbox", bench.dataset, step, sample)
        assert np.array_equal(bench.maps("a").maps, ours.trace.values[1])
        assert np.array_equal(bench.maps("b").maps, theirs.trace.values[1])


def test_that_the_same_epoch_is_another_step_with_other_batches(bench):
    bench.show(9)  # batches of 12: an epoch of 108 images to train on
    bench.choose("big batches")
    assert "step 4 (" in bench.title("b")  # its end
    assert "its end" in bench.title("b")
    press(bench.panel, "compare_panel_pace_epoch")
    bench.settle()
    assert bench.title("b").startswith("B · big batches · step 3 (")  # batches of 36


def test_that_a_branch_with_other_batches_is_as_far_as_the_images_it_saw(bench):
    bench.show(9)  # an epoch
    press(bench.panel, "compare_panel_pace_epoch")
    bench.choose("coarse")  # six batches of 12, and then one of the 36 that are left
    assert bench.title("b").startswith("B · coarse · step 7 (")
    bench.show(8)  # 96 images: nearer to 108 than to 72
    bench.settle()
    assert bench.title("b").startswith("B · coarse · step 7 (")


def test_that_the_shown_branch_counts_by_the_images_it_saw(bench):
    bench.shelf.set_open_run(bench.folder / "coarse.glassbox")
    press(bench.panel, "compare_panel_pace_epoch")
    bench.show(7, of="coarse")
    bench.choose("base")
    assert bench.title("b").startswith("B · base · step 9 (")


def test_that_its_end_is_said_where_the_other_run_is_shorter(bench):
    bench.show(12)
    bench.choose("big batches")
    assert bench.title("b").endswith("step 4 (stored, its end)")
    bench.show(4)  # the same step of both: nothing is missing
    bench.settle()
    assert "its end" not in bench.title("b")


def test_that_before_its_beginning_a_branch_shows_its_beginning(bench):
    bench.show(2)
    bench.choose("fast")
    assert "step 6 (stored)" in bench.title("b")


def test_that_other_images_leave_the_nearest_stored_state(bench, qtbot):
    bench.state.data.use(small_mnist(), 0.1, 7)
    bench.show(9, bench.state.data.sample(Part.TEST, 0))
    bench.choose("fast")
    document = RunDocument(bench.folder / "fast.glassbox")
    stored = max(step for step in document.stored_steps().tolist() if step <= 9)
    expected = document.read(stored).snapshot.values["0.conv2d.weight"]
    document.close()
    assert np.array_equal(bench.maps("b").maps, expected[:, :, 0])
    assert f"step {stored}" in bench.title("b")


def test_that_other_shapes_are_shown_without_differences(bench):
    bench.show(9)
    bench.choose("wide")
    assert bench.maps("b").maps.shape == (5, 5, 6)
    assert not find(bench.panel, "compare_panel_maps_difference").isVisible()
    assert "No difference: A is 3×3×4, B 5×5×6." in bench.title("difference")
    bench.choose("fast")
    assert find(bench.panel, "compare_panel_maps_difference").isVisible()


def test_that_other_layers_are_said(bench):
    bench.show(9)
    bench.choose("no filters")
    assert "another kind of layer at position 0" in bench.message
    assert "Flatten · Dense · Softmax" in bench.message


def test_that_one_is_told_what_to_do(qtbot, bench, tmp_path):
    assert bench.message == WAITING
    bench.show(0)
    assert bench.message == NO_RUN
    shelf = RunShelf(tmp_path / "none")
    panel = ComparePanel(bench.state, shelf)
    open_panel(qtbot, panel, 600, 400)
    assert text_of(panel, "compare_panel_message") == NO_OTHERS
    for part in ("runs", "part", "pace"):
        assert not find(panel, f"compare_panel_{part}").isEnabled()
    for part in ("layer", "input_channel", "read_out"):
        assert not find(panel, f"compare_panel_{part}").isVisible()


def test_that_the_shown_run_itself_is_not_on_offer(bench):
    bench.show(9)
    runs = find(bench.panel, "compare_panel_runs", QComboBox)
    assert runs.findText("base") < 0
    assert runs.count() == 6


def test_that_a_run_that_goes_bad_gives_a_sentence(bench, qtbot):
    bench.show(9)
    (bench.folder / "fast.glassbox").write_bytes(b"no run any more")
    bench.choose("fast")
    qtbot.waitUntil(lambda: "not a Glassbox run" in bench.message, timeout=WAIT)
    bench.choose("big batches")
    qtbot.waitUntil(lambda: bench.title("b").startswith("B · big"), timeout=WAIT)
    assert bench.message == ""


def test_that_a_run_of_larger_images_says_that_it_cannot_read_these(bench, qtbot, caplog):
    bench.show(9)
    bench.choose("larger images")
    qtbot.waitUntil(lambda: "inputs of 32×32×1" in bench.message, timeout=WAIT)
    assert "the images are 28×28×1" in bench.message
    assert not caplog.records  # no mistake of ours
    bench.choose("fast")
    qtbot.waitUntil(lambda: bench.title("b").startswith("B · fast"), timeout=WAIT)
    assert bench.message == ""


def test_that_a_run_that_is_being_written_can_be_looked_at(bench, qtbot):
    path = bench.folder / "big.glassbox"
    document = open_and_train(path, bench.dataset, 2)
    bench.shelf.set_open_run(bench.folder / "base.glassbox", document)
    bench.shelf.look()
    qtbot.waitUntil(lambda: bench.shelf.row(path).summary.steps == 6, timeout=WAIT)
    bench.show(5)
    bench.choose("big batches")
    assert "step 5" in bench.title("b")
    assert document.is_writing
    bench.shelf.set_open_run(bench.folder / "base.glassbox", None)
    document.close()


def test_that_asking_elsewhere_brings_the_panel_forward(bench, qtbot):
    bench.show(9)
    with qtbot.waitSignal(bench.panel.sight_wanted):
        bench.panel.compare_with(bench.folder / "fast.glassbox")
    bench.settle()
    assert bench.title("b").startswith("B · fast")


def test_that_scrubbing_quickly_ends_at_the_last_step(bench, qtbot):
    bench.show(12)
    bench.choose("fast")
    moments = {
        step: moment_at(bench.folder / "base.glassbox", bench.dataset, step, bench.sample)
        for step in range(6, 13)
    }
    for step in (12, 6, 11, 7, 10, 8, 9):
        bench.state.moment.show(moments[step])
        QTest.qWait(1)
    qtbot.waitUntil(lambda: bench.title("b").startswith("B · fast · step 9 "), timeout=WAIT)
    _, theirs = state_at(bench.folder / "fast.glassbox", bench.dataset, 9)
    assert np.array_equal(bench.maps("b").maps, theirs.values["0.conv2d.weight"][:, :, 0])


def test_that_going_back_without_a_pause_shows_steps_on_the_way(bench, qtbot, monkeypatch):
    """However slowly the other run is read: an earlier step is wanted before one is there."""
    asked, may_go_on = threading.Event(), threading.Event()
    compare = ComparedRun.compare

    def compare_slowly(run, request, is_in_vain):
        asked.set()
        may_go_on.wait()
        return compare(run, request, is_in_vain)

    bench.show(12)
    bench.choose("fast")
    monkeypatch.setattr(ComparedRun, "compare", compare_slowly)
    bench.show(10)
    assert asked.wait(WAIT / 1000)
    bench.show(8)  # before step 10 is there
    qtbot.waitUntil(lambda: bench.panel._asked.step == 8)
    shown = []
    bench.panel._comparer.compared.connect(lambda one: shown.append(one.request.step))
    may_go_on.set()
    qtbot.waitUntil(lambda: len(shown) == 2, timeout=WAIT)
    assert shown == [10, 8]
    assert bench.title("b").startswith("B · fast · step 8 ")


def test_that_a_run_that_could_not_be_read_for_a_while_is_read_again(bench, qtbot, monkeypatch):
    def refuse(_request):
        raise LoadError("this run is open in another window")

    bench.show(9)
    with monkeypatch.context() as another_window:
        another_window.setattr("gui.panels.compare.compared_run.ComparedRun", refuse)
        bench.choose("fast")
        qtbot.waitUntil(lambda: "another window" in bench.message, timeout=WAIT)
    bench.shelf.changed.emit()
    qtbot.waitUntil(lambda: bench.title("b").startswith("B · fast · step 9"), timeout=WAIT)
    assert bench.message == ""


def test_that_a_step_that_is_not_exact_is_marked_and_says_why(bench, monkeypatch):
    span = ForeignSpan(1, 10**9, {"blas": "openblas 0.3.21 Zen"})
    monkeypatch.setattr("core.documents.time_machine.foreign_spans", lambda *_: (span,))
    ours = bench.show(7)
    bench.choose("fast")
    assert "step 7 (≈ replayed)" in bench.title("b")
    assert "recorded with BLAS openblas 0.3.21 Zen" in bench.title("b")
    assert "≈" not in bench.title("a")
    bench.state.moment.show(replace(ours, inexact="another kernel"))
    bench.settle()
    assert bench.title("a") == "A · base · step 7 · ≈ replayed\n\nanother kernel"
