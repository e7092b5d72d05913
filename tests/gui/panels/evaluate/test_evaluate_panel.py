"""Images judged by the shown moment, used as a person does."""

import threading
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QPushButton

from core.datasets.batch import cut_batch
from core.datasets.dataset import Dataset, LabelledImages
from core.datasets.sample import Part
from core.layers.dense import DenseSpec
from core.layers.flatten import FlattenSpec
from core.layers.softmax import SoftmaxSpec
from core.network_spec import NetworkSpec, build_network
from core.training.snapshot import load_values, take_snapshot
from gui.panels.evaluate import evaluator
from gui.panels.evaluate.confusion_section import ONE_CLASS, TOO_MANY
from gui.panels.evaluate.evaluate_panel import GIVEN_UP, NO_DATA, NO_MOMENT, EvaluatePanel
from gui.panels.evaluate.headline_view import Freshness
from gui.panels.samples.sample_headline import SampleHeadline
from gui.panels.samples.verdict_view import VerdictView
from gui.state.loaded_data import LoadedData
from gui.state.sample_browser import SampleBrowser
from tests.support.moments import make_lab_state, make_moment, small_mnist
from tests.support.people import (
    broken_moment,
    click,
    find,
    open_panel,
    point_at,
    press,
    text_of,
)

WAIT = 30_000
NAME = "evaluate_panel"
GALLERY = f"{NAME}_gallery"


@pytest.fixture
def show(qtbot):
    """Return a function that opens the panel on a moment and data."""
    panels = []

    def show_one(moment=None, dataset=None, data=None, size=(1300, 700)):
        state = make_lab_state()
        if data is not None:
            state = replace(state, data=data)
        if dataset is not None:
            state.data.use(dataset, 0.1, 7)
        panel = open_panel(qtbot, EvaluatePanel(state), *size)
        panels.append(panel)
        if moment is not None:
            state.moment.show(moment)
        return panel

    yield show_one
    for panel in panels:
        panel.shut_down()


@pytest.fixture
def judged(show, qtbot, trained):
    panel = show(trained)
    wait_for(qtbot, panel, 20)
    return panel


def wait_for(qtbot, panel, step, part=Part.TEST):
    def is_there():
        shown = panel.evaluation
        return shown is not None and (shown.request.step, shown.request.part) == (step, part)

    qtbot.waitUntil(is_there, timeout=WAIT)


def said_by(moment, images):
    """Return what the network of a moment makes of every image, all at once."""
    network = build_network(moment.network, rng=np.random.default_rng(0))
    load_values(network, moment.snapshot.values)
    x = cut_batch(images, slice(None), moment.network.input_shape, batch_innermost=False)
    return network.forward(x, training=False)


def matrix_of(panel):
    return find(panel, f"{NAME}_confusion_matrix")


def images_of(panel):
    return find(panel, f"{GALLERY}_images")


def headline_of(panel):
    return find(panel, f"{NAME}_headline_view").said


def test_that_one_walks_from_the_headline_to_a_cell_to_an_image_that_is_the_sample(
    judged, qtbot, trained
):
    panel, state, test = judged, judged._state, small_mnist().test
    outputs = said_by(trained, test.images)
    said, labels = outputs.argmax(axis=1), test.labels
    wrong = int((said != labels).sum())
    headline = headline_of(panel)
    assert headline.right == f"{(1000 - wrong) / 10:.2f} % right"
    assert f"{wrong} of 1,000 test images are wrong" in headline.remarks
    assert headline.freshness is Freshness.SHOWN_STEP

    matrix = matrix_of(panel)
    for true, predicted in np.ndindex(10, 10):
        count = int(((labels == true) & (said == predicted)).sum())
        assert matrix.text_of(true, predicted) == (str(count) if count else "")
    true, predicted = 9, int(np.bincount(said[labels == 9]).argmax())
    nines = int((labels == 9).sum())
    count = int(((labels == 9) & (said == predicted)).sum())
    point_at(matrix, matrix.rect_of(true, predicted))
    sentence = text_of(panel, f"{NAME}_confusion_read_out_place")
    percent = f"{100 * count / nines:.1f} %"
    assert sentence == f"{count} of {nines} nines are called {predicted} ({percent})"

    click(matrix, matrix.rect_of(true, predicted))
    images = images_of(panel)
    expected = np.flatnonzero((labels == 9) & (said == predicted))
    assert set(images.places.tolist()) == set(expected.tolist())
    sure = outputs.max(axis=1)[images.places]
    assert (np.diff(sure) <= 1e-6).all()

    browser = SampleBrowser(state.data, state.sample, state.moment)
    above = open_panel(qtbot, SampleHeadline(state, browser), 900, 80)
    click(images, images.rect_of(2))
    chosen = int(images.places[2])
    assert (state.sample.sample.part, state.sample.sample.index) == (Part.TEST, chosen)
    assert np.array_equal(state.sample.sample.image, test.images[chosen])
    verdict = above.findChild(VerdictView).verdict
    assert verdict.truth == "9"
    assert browser.index == chosen
    assert panel.evaluation.request.moment is trained  # nothing is judged again for that


def test_that_the_keyboard_walks_from_cell_to_images_to_sample(judged, qtbot):
    matrix, images = matrix_of(judged), images_of(judged)
    matrix.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(matrix, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(matrix, Qt.Key.Key_Down)
    qtbot.keyClick(matrix, Qt.Key.Key_Right)
    assert " ones are called 1 (" in matrix.spoken_value()
    qtbot.keyClick(matrix, Qt.Key.Key_Return)
    assert images.hasFocus()
    assert text_of(judged, f"{GALLERY}_title") == "1, and right"
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down):
        qtbot.keyClick(images, key)
    walked = images.at(*images.walked_to)
    assert images.spoken_value() == images.sentence(walked)
    qtbot.keyClick(images, Qt.Key.Key_Return)
    assert judged._state.sample.sample.index == images.places[walked]


def test_that_shares_mistakes_and_orders_are_those_of_the_images(judged, trained):
    test = small_mnist().test
    outputs = said_by(trained, test.images).astype(float)
    said, labels = outputs.argmax(axis=1), test.labels
    losses = -np.log(outputs[np.arange(1000), labels])
    counts = np.zeros((10, 10), int)
    np.add.at(counts, (labels, said), 1)

    mistakes = find(judged, f"{NAME}_mistakes")
    click(mistakes, mistakes.rect_of(1))
    off = counts - np.diag(np.diag(counts))
    second = np.sort(off.ravel())[::-1][1]
    assert len(images_of(judged).places) == second
    assert mistakes.sentence(1).startswith(f"{second} times a")

    true, predicted = 1, 1
    for share, line in (("row", counts[1]), ("column", counts[:, 1])):
        press(judged, f"{NAME}_confusion_share_{share}")
        text = f"{100 * counts[1, 1] / line.sum():.1f}"
        assert matrix_of(judged).text_of(true, predicted) == text

    press(judged, f"{GALLERY}_source_wrong")
    wrong = np.flatnonzero(said != labels)
    places = images_of(judged).places
    assert set(places.tolist()) == set(wrong.tolist())
    assert (np.diff(losses[places]) <= 1e-4).all()
    press(judged, f"{GALLERY}_source_unsure")
    best = np.sort(outputs, axis=1)
    margins = best[:, -1] - best[:, -2]
    places = images_of(judged).places
    assert len(places) == 1000
    assert (np.diff(margins[places]) >= -1e-5).all()
    order = find(judged, f"{GALLERY}_order", QComboBox)
    order.setCurrentIndex(1)
    order.activated.emit(1)
    assert (np.diff(losses[images_of(judged).places]) <= 1e-4).all()


def test_that_another_step_pales_the_old_picture_until_it_is_judged(judged, qtbot):
    later = make_moment(steps=1)
    judged._state.moment.show(replace(later, run_id=judged.evaluation.request.moment.run_id))
    headline = headline_of(judged)
    assert headline.freshness is Freshness.OTHER_STEP
    assert any("step 20" in remark for remark in headline.remarks)
    assert matrix_of(judged).is_faded
    wait_for(qtbot, judged, 1)
    assert not matrix_of(judged).is_faded
    assert headline_of(judged).freshness is Freshness.SHOWN_STEP
    press(judged, f"{NAME}_headline_part_validation")
    wait_for(qtbot, judged, 1, Part.VALIDATION)
    assert any("of 900 validation images" in remark for remark in headline_of(judged).remarks)


def test_that_judging_can_be_cancelled_and_begun_again(show, qtbot, monkeypatch, trained):
    judge, go_on = evaluator.judge_images, threading.Event()

    def slowly(*given, progress, **named):
        while not go_on.wait(0.01):
            progress(0.5, "Judging")
        return judge(*given, progress=progress, **named)

    monkeypatch.setattr(evaluator, "judge_images", slowly)
    panel = show(trained)
    button = find(panel, f"{NAME}_headline_judge", QPushButton)
    qtbot.waitUntil(lambda: button.text() == "Cancel", timeout=WAIT)
    progress = find(panel, f"{NAME}_headline_progress")
    qtbot.waitUntil(lambda: progress.value() == 50, timeout=WAIT)
    click(button)
    assert button.text() == "Judge now"
    assert text_of(panel, f"{NAME}_message") == GIVEN_UP
    assert not progress.isVisible()
    go_on.set()
    click(button)
    wait_for(qtbot, panel, 20)


def labelled(count, classes, rng):
    images = rng.integers(0, 256, (count, 28, 28, 1), np.uint8)
    return LabelledImages(images, (np.arange(count) % min(classes, 200)).astype(np.uint8))


def noise_of(classes):
    """Return a data set of noise in so many classes."""
    rng = np.random.default_rng(3)
    names = tuple(f"class {index}" for index in range(classes))
    return Dataset("noise", labelled(40, classes, rng), labelled(60, classes, rng), names)


def moment_with(trained, classes):
    """Return the first moment of a run whose network has so many outputs."""
    spec = NetworkSpec((28, 28, 1), (FlattenSpec(), DenseSpec(classes), SoftmaxSpec()))
    network = build_network(spec, rng=np.random.default_rng(0))
    return replace(
        trained,
        network=spec,
        outlines=spec.outline(),
        snapshot=take_snapshot(network, step=0, epoch=0),
        experiment=trained.experiment.replace(network=spec),
        run_id="another run",
    )


@pytest.mark.parametrize(("classes", "sentence"), [(1, ONE_CLASS), (1001, TOO_MANY)])
def test_that_too_few_and_too_many_classes_have_a_sentence_for_a_table(
    show, qtbot, trained, classes, sentence
):
    panel = show(moment_with(trained, classes), noise_of(classes))
    wait_for(qtbot, panel, 0)
    assert text_of(panel, f"{NAME}_confusion_message") == sentence
    assert find(panel, f"{NAME}_confusion_message").isVisible()
    # the worst mistakes are there all the same, where there are any
    assert (len(images_of(panel).places) > 0) == (classes > 1)


def test_that_what_cannot_be_judged_is_said_in_a_sentence(show, qtbot, trained):
    panel = show()
    assert text_of(panel, f"{NAME}_message") == NO_MOMENT
    panel._state.moment.show(broken_moment(trained.network))

    def message():
        return text_of(panel, f"{NAME}_message")

    qtbot.waitUntil(lambda: "no numbers (NaN)" in message(), timeout=WAIT)
    small = NetworkSpec((14, 14, 1), (FlattenSpec(), DenseSpec(10), SoftmaxSpec()))
    other = replace(trained, network=small, outlines=small.outline(), run_id="other")
    panel._state.moment.show(other)
    qtbot.waitUntil(lambda: "14×14" in message(), timeout=WAIT)
    panel._state.moment.show(trained)
    wait_for(qtbot, panel, 20)

    panel._state.data.use(small_mnist(), 0.0, 7)  # no validation images any more
    validation = find(panel, f"{NAME}_headline_part_validation", QPushButton)
    assert not validation.isEnabled()
    assert "holds back no images" in validation.toolTip()


def test_that_without_data_it_says_what_it_would_show(show):
    panel = show(data=LoadedData())
    assert text_of(panel, f"{NAME}_message") == NO_DATA


def test_that_a_hidden_panel_judges_nothing(show, qtbot, trained):
    panel = show()
    panel.hide()
    panel._state.moment.show(trained)
    assert not panel._rest.isActive()
    panel.show()
    qtbot.waitUntil(lambda: panel.evaluation is not None, timeout=WAIT)
