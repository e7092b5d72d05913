"""Which classes are lost without which filter, seen and clicked as a person does."""

import numpy as np
from PySide6.QtCore import Qt

from core.datasets.batch import cut_batch
from core.datasets.sample import Part
from core.layers.dense import DenseSpec
from core.layers.flatten import FlattenSpec
from core.layers.softmax import SoftmaxSpec
from core.network_spec import NetworkSpec, build_network
from core.training.snapshot import load_values
from core.what_if.edits import NO_EDITS
from gui.panels.evaluate.silencing_matrix import SILENCED
from gui.panels.evaluate.silencing_page import NO_UNITS
from tests.support.moments import make_moment, small_mnist
from tests.support.people import click, find, point_at, press, text_of
from tests.support.what_if_follower import Follower

NAME = "evaluate_panel_silencing"
VIEW = "evaluate_panel_headline_view_of_silencing"


def look_at(qtbot, panel):
    press(panel, VIEW)
    page = find(panel, NAME)
    qtbot.waitUntil(lambda: page.shown is not None and not page.matrix.is_faded)
    return page


def right_by_class(moment, silenced=()):
    """Return how many test images of each class the network gets right, all at once."""
    spec = NetworkSpec(moment.network.input_shape, moment.network.layers, silenced=silenced)
    network = build_network(spec, rng=np.random.default_rng(0))
    load_values(network, moment.snapshot.values)
    test = small_mnist().test
    x = cut_batch(test.images, slice(None), spec.input_shape, batch_innermost=False)
    said = network.forward(x, training=False).argmax(axis=1)
    return np.bincount(test.labels[said == test.labels], minlength=10)


def test_that_one_reads_what_a_filter_is_worth_and_silences_it_with_a_click(
    show, qtbot, trained
):
    panel = show(trained)
    page, state = look_at(qtbot, panel), panel._state
    matrix, unit = page.matrix, 5
    support = np.bincount(small_mnist().test.labels, minlength=10)
    whole, without = right_by_class(trained), right_by_class(trained, ((1, unit),))
    for label in range(10):
        points = 100 * (whole[label] - without[label]) / support[label]
        expected = "" if not points else f"{points:+.1f}".replace("-", "−").lstrip("+")
        assert matrix.text_of(unit, label + 1) == expected
    overall = 100 * (whole.sum() - without.sum()) / 1000
    assert matrix.text_of(unit, 0) == (f"{overall:.1f}".replace("-", "−") if overall else "")

    point_at(matrix, matrix.rect_of(unit, 4))
    said = text_of(panel, f"{NAME}_read_out_place")
    assert said.startswith(f"Without filter {unit}, ")
    assert f"{100 * without[3] / support[3]:.1f} % of the 3s are right" in said

    before = matrix.grab().toImage()
    click(matrix, matrix.rect_of(unit, 4))
    assert state.what_if.silenced == {(0, unit)}
    assert (state.selection.unit.layer, state.selection.unit.channel) == (0, unit)
    assert matrix.grab().toImage() != before
    assert SILENCED in matrix.spoken_value()
    assert page.shown.matrix.right.tolist() == whole.tolist()  # the run's own, as before
    click(matrix, matrix.rect_of(unit, 0))
    assert not state.what_if.edits
    state.what_if.undo()
    assert state.what_if.silenced == {(0, unit)}


def test_that_the_silenced_network_is_judged_anew_and_the_headline_says_so(
    judged, qtbot, trained
):
    panel, state = judged, judged._state
    whole = panel.evaluation.judgement.accuracy
    follower = Follower(state, trained)
    page = look_at(qtbot, panel)
    click(page.matrix, page.matrix.rect_of(page.shown.matrix.matters_most, 0))

    def is_judged(edits):
        return panel.evaluation.request.moment.edits == edits

    silent = state.what_if.edits
    qtbot.waitUntil(lambda: is_judged(silent))
    lost = page.shown.matrix.lost_overall.max()
    assert abs(whole - panel.evaluation.judgement.accuracy - lost) < 1e-9
    said = find(panel, "evaluate_panel_headline_view").said
    assert "what if: 1 change" in said.text()
    state.what_if.undo()
    qtbot.waitUntil(lambda: is_judged(NO_EDITS))
    assert panel.evaluation.judgement.accuracy == whole
    assert follower is not None


def test_that_the_keyboard_walks_and_silences_and_another_part_is_judged_anew(
    show, qtbot, trained
):
    panel = show(trained)
    page = look_at(qtbot, panel)
    matrix = page.matrix
    matrix.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(matrix, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(matrix, Qt.Key.Key_Down)
    qtbot.keyClick(matrix, Qt.Key.Key_Return)
    assert panel._state.what_if.silenced == {(0, 1)}
    press(panel, "evaluate_panel_headline_part_validation")
    rows = panel._state.data.rows(Part.VALIDATION)
    qtbot.waitUntil(lambda: page.shown.request.rows is rows)
    assert page.shown.matrix.images == len(rows)


def test_that_units_of_an_mlp_are_silenced_and_a_net_without_any_says_so(show, qtbot):
    mlp = make_moment("seed-mlp", steps=2)
    page = look_at(qtbot, show(mlp))
    assert page.shown.matrix.units.noun == "unit"
    assert page.shown.matrix.units.count == 128
    bare = NetworkSpec((28, 28, 1), (FlattenSpec(), DenseSpec(10), SoftmaxSpec()))
    panel = show(make_moment("seed-mlp", network=bare))
    press(panel, VIEW)
    assert text_of(panel, f"{NAME}_message") == NO_UNITS


def test_that_making_it_can_be_given_up_and_begun_again(show, qtbot, trained, monkeypatch):
    from gui.panels.evaluate import silencing_wish

    held = []

    def wait(*_arguments, progress, **_options):
        held.append(True)
        while True:
            progress(0.1, "")

    made = silencing_wish.ablation_matrix
    monkeypatch.setattr(silencing_wish, "ablation_matrix", wait)
    panel = show(trained)
    press(panel, VIEW)
    page = find(panel, NAME)
    qtbot.waitUntil(lambda: bool(held))
    assert find(panel, f"{NAME}_judge").text() == "Cancel"
    assert find(panel, f"{NAME}_progress").isVisible()
    press(panel, f"{NAME}_judge")
    assert "Cancelled" in text_of(panel, f"{NAME}_message")
    assert page.shown is None
    monkeypatch.setattr(silencing_wish, "ablation_matrix", made)
    press(panel, f"{NAME}_judge")
    qtbot.waitUntil(lambda: page.shown is not None)


def test_that_weights_of_no_number_are_judged_as_always_wrong_or_first(show, qtbot):
    from tests.support.people import broken_moment

    page = look_at(qtbot, show(broken_moment(make_moment("seed-cnn").network)))
    assert not page.shown.matrix.lost_overall.any()
