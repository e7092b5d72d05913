"""Images judged by the shown moment, used as a person does."""

import threading
from dataclasses import replace

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QPushButton

from core.datasets.batch import cut_batch
from core.datasets.sample import Part
from core.network_spec import build_network
from core.training.snapshot import load_values
from gui.judging import evaluator
from gui.panels.evaluate.evaluate_panel import GIVEN_UP
from gui.panels.evaluate.headline_view import Freshness
from gui.panels.samples.sample_headline import SampleHeadline
from gui.panels.samples.verdict_view import VerdictView
from gui.state.sample_browser import SampleBrowser
from tests.support.moments import make_moment, small_mnist
from tests.support.people import (
    click,
    find,
    open_panel,
    point_at,
    press,
    text_of,
)

WAIT = 60_000
NAME = "evaluate_panel"
GALLERY = f"{NAME}_gallery"


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
    assert text_of(judged, f"{GALLERY}_title") == "Ones called 1"
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
    assert not panel._judging.is_under_way
    go_on.set()
    click(button)
    wait_for(qtbot, panel, 20)
