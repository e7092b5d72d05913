"""What the network would do with other weights, tried as a person does."""

import numpy as np
import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QComboBox, QScrollArea, QSlider

from core.layers.dense import DenseSpec
from core.layers.flatten import FlattenSpec
from core.layers.softmax import SoftmaxSpec
from core.network_spec import NetworkSpec
from core.number_text import loss_text, percent_text, signed_words
from core.what_if.freeze import Freeze
from core.what_if.prune import Prune
from core.what_if.redraw import Redraw
from core.what_if.set_number import SetNumber
from core.what_if.silence import Silence
from gui.panels.what_if.edit_list import NOTHING
from gui.panels.what_if.loss_request import Whose
from gui.panels.what_if.unit_tools import NO_UNITS
from gui.state.selection import Unit
from tests.support.moments import make_moment
from tests.support.people import click, find, press, text_of

NAME = "what_if_panel"
KERNEL = "0.conv2d.weight"


def compared(qtbot, panel):
    qtbot.waitUntil(lambda: panel.changes is not None)
    return panel.changes


def test_that_both_changes_of_the_loss_are_read_for_sample_batch_and_test(show, qtbot, trained):
    panel = show(trained)
    state = panel._state
    assert text_of(panel, f"{NAME}_title") == "You see the run's own network."
    assert text_of(panel, f"{NAME}_edits_rest") == NOTHING
    assert not find(panel, f"{NAME}_losses").isVisible()
    state.what_if.add(SetNumber(KERNEL, (1, 1, 0, 3), 0.9))
    changes = compared(qtbot, panel)
    assert set(changes) == set(Whose)
    assert [changes[whose].images for whose in Whose] == [1, 32, 1000]
    assert changes[Whose.SAMPLE].before == pytest.approx(trained.trace.loss, rel=1e-5)
    after = state.moment.moment.trace.loss
    assert changes[Whose.SAMPLE].after == pytest.approx(after, rel=1e-4)
    step = np.float32(0.9) - trained.snapshot.values[KERNEL][1, 1, 0, 3]
    slope = trained.trace.parameter_gradients[KERNEL][1, 1, 0, 3]
    assert changes[Whose.SAMPLE].predicted == pytest.approx(slope * step, rel=1e-3)
    for whose, change in changes.items():
        part = f"{NAME}_losses_{whose.name.lower()}"
        assert text_of(panel, f"{part}_0") == loss_text(change.before)
        assert text_of(panel, f"{part}_2") == signed_words(change.real)
        assert text_of(panel, f"{part}_3") == signed_words(change.predicted)
        assert text_of(panel, f"{part}_why") == change.why()
    said = int(trained.trace.values[-1].argmax())
    now = int(state.moment.moment.trace.values[-1].argmax())
    same = f"still says {now}" if said == now else f"said {said}, says {now} now"
    assert text_of(panel, f"{NAME}_losses_sample") == f"this sample · {same}"
    shares = " → ".join(percent_text(share, 2) for share in changes[Whose.TEST].right)
    test = f"the test images (1,000 images) · right: {shares}"
    assert text_of(panel, f"{NAME}_losses_test") == test
    assert text_of(panel, f"{NAME}_title") == "1 change in the shown network"
    scroll = find(panel, f"{NAME}_scroll", QScrollArea)
    for width in (900, 740, 690, 1200):
        panel.resize(width, 700)
        panel.refresh_now()
        QApplication.processEvents()
        assert not scroll.horizontalScrollBar().maximum(), width
    press(panel, f"{NAME}_undo")
    assert not find(panel, f"{NAME}_losses").isVisible()
    assert state.moment.moment.trace.loss == trained.trace.loss


def test_that_the_keys_of_undo_and_redo_are_those_of_the_changes(show, qtbot, trained):
    panel = show(trained)
    what_if, control = panel._state.what_if, Qt.KeyboardModifier.ControlModifier
    experiment = panel._state.experiment
    experiment.edit(experiment.experiment.replace(epochs=7), "change epochs")
    for at in range(2):
        what_if.add(SetNumber(KERNEL, (1, 1, 0, at), 0.9))
    panel.take_keyboard()
    for left in (1, 0, 0):  # and then there is nothing more to take back
        qtbot.keyClick(panel, Qt.Key.Key_Z, control)
        assert len(what_if.edits) == left
    slider = find(panel, f"{NAME}_prune_slider", QSlider)
    slider.setFocus()
    for there in (1, 2, 2):  # wherever in the panel the keyboard is
        qtbot.keyClick(slider, Qt.Key.Key_Z, control | Qt.KeyboardModifier.ShiftModifier)
        assert len(what_if.edits) == there
    assert experiment.experiment.epochs == 7
    wish = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_Z, control)
    wish.ignore()
    QApplication.sendEvent(panel, wish)
    assert wish.isAccepted()  # the menu's Ctrl+Z does not get it


def test_that_the_unit_selected_anywhere_is_silenced_frozen_and_drawn_again(show, trained):
    panel = show(trained)
    state = panel._state
    state.selection.select(Unit(2, 6, 3, 3))  # a pixel behind the pooling
    units = f"{NAME}_units"
    assert find(panel, f"{units}_unit", QComboBox).currentText() == "filter 6"
    press(panel, f"{units}_silence")
    assert find(panel, f"{units}_silence").isChecked()
    assert not state.moment.moment.trace.values[2][..., 6].any()
    assert "behind ReLU" in text_of(panel, f"{units}_meaning")
    press(panel, f"{units}_freeze")
    press(panel, f"{units}_redraw")
    press(panel, f"{units}_redraw_all")
    press(panel, f"{units}_silence_all")
    kinds = [type(edit) for edit in state.what_if.edits.items]
    assert kinds == [Silence, Freeze, Redraw, Redraw, Silence]
    assert state.what_if.edits.items[-1].units == (0, 1, 2, 3, 4, 5, 7)
    assert text_of(panel, f"{NAME}_edits_words_3") == "filter 6 of Conv2D frozen"
    press(panel, f"{NAME}_edits_drop_3")
    assert Freeze not in [type(edit) for edit in state.what_if.edits.items]
    press(panel, f"{NAME}_back")
    assert not state.what_if.edits
    press(panel, f"{NAME}_undo")
    press(panel, f"{NAME}_undo")
    press(panel, f"{NAME}_redo")
    assert len(state.what_if.edits) == 4
    heard = []
    state.what_if.branch_wanted.connect(lambda: heard.append(True))
    press(panel, f"{NAME}_branch")
    assert heard == [True]


def test_that_small_weights_are_set_to_0_and_the_curve_says_how_many_are_needed(
    show, qtbot, trained
):
    panel = show(trained)
    prune = f"{NAME}_prune"
    press(panel, f"{prune}_judge")
    picture = find(panel, f"{prune}_curve")
    qtbot.waitUntil(lambda: picture.curve is not None)
    curve = picture.curve
    assert curve.images == 1000
    assert curve.accuracies[-1] < 0.3 < curve.accuracies[0]  # biases alone say one class
    picture.setFocus(Qt.FocusReason.TabFocusReason)
    for _ in range(9):
        qtbot.keyClick(picture, Qt.Key.Key_Right)
    assert picture.spoken_value().startswith("With the smallest 90 % of the weights set to 0")
    click(picture, picture.place_of(6).toPoint())
    assert find(panel, f"{prune}_slider", QSlider).value() == 60
    press(panel, f"{prune}_apply")
    what_if = panel._state.what_if
    assert what_if.edits.items == (Prune(0.6),)
    words = f"{NAME}_edits_words_0"
    assert text_of(panel, words).endswith("set to 0, and kept at 0")
    press(panel, f"{prune}_stays")
    press(panel, f"{prune}_apply")
    assert what_if.edits.items == (Prune(0.6, keeps_zeros=False),)
    panel.refresh_now()
    assert text_of(panel, words).endswith("set to 0, free to learn again")
    weights = panel._state.moment.moment.snapshot.values
    zeros = sum(int((weights[path] == 0).sum()) for path in (KERNEL, "4.dense.weight"))
    assert zeros == int(0.6 * (72 + 13520))


def test_that_a_network_without_filters_offers_what_there_is(show, qtbot):
    bare = NetworkSpec((28, 28, 1), (FlattenSpec(), DenseSpec(10), SoftmaxSpec()))
    panel = show(make_moment("seed-mlp", network=bare))
    assert text_of(panel, f"{NAME}_units_none") == NO_UNITS
    assert not find(panel, f"{NAME}_units_silence").isVisible()
    panel._state.what_if.add(SetNumber("1.dense.bias", (3,), 5.0))
    changes = compared(qtbot, panel)
    assert Whose.BATCH not in changes
    assert "not noted" in text_of(panel, f"{NAME}_losses_batch_why")


def test_that_a_diverged_network_is_no_number_in_the_table(show, qtbot, trained):
    panel = show(trained)
    for path in (KERNEL, "4.dense.weight"):
        panel._state.what_if.add(SetNumber(path, (0,) * (4 if path == KERNEL else 2), 1e6))
    compared(qtbot, panel)
    assert text_of(panel, f"{NAME}_losses_sample_why").endswith(".")


def test_that_the_curve_grows_with_the_panel(show, trained):
    panel = show(trained, (1200, 400))
    curve = find(panel, "what_if_panel_prune_curve")
    low = curve.height()
    panel.resize(1200, 900)
    panel.layout().activate()
    assert curve.height() >= low + 150
