"""How sure the network is: diagram, temperature and threshold, used as a person does."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLabel, QSlider

from core.layers.dense import DenseSpec
from core.layers.flatten import FlattenSpec
from core.layers.sigmoid import SigmoidSpec
from core.network_spec import NetworkSpec
from gui.judging.evaluator import NO_SOFTMAX, NOTHING_TO_FIT
from gui.judging.reliability_section import NO_PROBABILITIES
from tests.gui.panels.evaluate.test_evaluate_panel import said_by
from tests.gui.panels.evaluate.test_hard_cases import moment_with
from tests.support.moments import small_mnist
from tests.support.people import click, find, point_at, text_of

WAIT = 60_000
NAME = "evaluate_panel"


@pytest.fixture
def fitted(judged, qtbot):
    qtbot.waitUntil(lambda: judged.evaluation.temperature is not None, timeout=WAIT)
    return judged


def error_of(confidence, is_right, bins=15):
    inside = np.clip(np.ceil(confidence * bins) - 1, 0, bins - 1).astype(int)
    gaps = [
        abs(is_right[inside == b].mean() - confidence[inside == b].mean())
        * (inside == b).mean()
        for b in np.unique(inside)
    ]
    return sum(gaps)


def test_that_error_and_temperature_are_those_of_the_images(fitted, trained):
    test = small_mnist().test
    outputs = said_by(trained, test.images).astype(float)
    is_right = outputs.argmax(axis=1) == test.labels
    plain = error_of(outputs.max(axis=1), is_right)
    error = text_of(fitted, f"{NAME}_reliability_error")
    assert error == f"{100 * plain:.2f} %"

    # the temperature is that of the validation images, found by a search over many
    rows = fitted._state.data.rows(fitted._state.data.parts()[1])
    held_back = small_mnist().train
    scores = np.log(said_by(trained, held_back.images[rows]).astype(float))
    labels = held_back.labels[rows]

    def loss(temperature):
        z = scores / temperature
        return (np.log(np.exp(z).sum(axis=1)) - z[np.arange(len(z)), labels]).mean()

    grid = np.geomspace(0.2, 3, 400)
    best = grid[np.argmin([loss(one) for one in grid])]
    temperature = fitted.evaluation.temperature.value
    assert temperature == pytest.approx(best, rel=0.01)
    switch = find(fitted, f"{NAME}_reliability_temperature", QCheckBox)
    assert switch.text() == f"Temperature {temperature:.2f}"
    tempered = np.log(outputs) / temperature
    tempered = (np.exp(tempered) / np.exp(tempered).sum(axis=1, keepdims=True)).max(axis=1)
    after = f"{100 * error_of(tempered, is_right):.2f} %"
    note = text_of(fitted, f"{NAME}_reliability_note")
    assert note == f"fitted on 900 validation images; would leave {after}"
    click(switch, QPoint(8, switch.height() // 2))
    assert text_of(fitted, f"{NAME}_reliability_error") == after
    assert text_of(fitted, f"{NAME}_reliability_note").endswith(f"without it {error}")


def test_that_a_bar_is_read_and_the_threshold_is_dragged(fitted, qtbot, trained):
    diagram = find(fitted, f"{NAME}_reliability_diagram")
    at = max(range(15), key=lambda k: diagram.bins[k].count)
    point_at(diagram, diagram.rect_of(at))
    words = text_of(fitted, f"{NAME}_reliability_words")
    assert words == diagram.sentence(at)
    assert f"({diagram.bins[at].count} images)" in words

    outputs = said_by(trained, small_mnist().test.images).astype(float)
    sure, is_right = outputs.max(axis=1), outputs.argmax(axis=1) == small_mnist().test.labels

    def shows(threshold):
        is_answered = sure >= threshold
        right = is_right[is_answered].mean()
        values = [text_of(fitted, f"{NAME}_unsure_value_{k}") for k in range(3)]
        wrong = int((is_answered & ~is_right).sum())
        return values == [
            f"{100 * is_answered.mean():.1f} %",
            f"{100 * right:.2f} %",
            str(wrong),
        ]

    slider = find(fitted, f"{NAME}_unsure_slider", QSlider)
    slider.setFocus(Qt.FocusReason.TabFocusReason)
    slider.setValue(500)
    assert shows(0.5)
    qtbot.keyClick(slider, Qt.Key.Key_PageDown)
    assert shows(0.45)

    chart = find(fitted, f"{NAME}_unsure_chart")
    wanted = QPoint(round(chart.x_of(0.8)), chart.height() // 2)
    QTest.mousePress(chart, Qt.MouseButton.LeftButton, pos=QPoint(wanted.x() - 30, wanted.y()))
    QTest.mouseMove(chart, wanted)
    QTest.mouseRelease(chart, Qt.MouseButton.LeftButton, pos=wanted)
    threshold = find(fitted, f"{NAME}_unsure").threshold
    assert np.mean(sure >= threshold) == pytest.approx(0.8, abs=0.02)
    assert shows(threshold)
    title = find(fitted, f"{NAME}_unsure_title", QLabel).text()
    assert title.startswith("“I don't know” below ")


def test_that_without_validation_images_there_is_a_sentence(show, qtbot, trained):
    panel = show()
    panel._state.data.use(small_mnist(), 0.0, 7)
    panel._state.moment.show(trained)
    qtbot.waitUntil(
        lambda: panel.evaluation is not None and panel.evaluation.no_temperature != "",
        timeout=WAIT,
    )
    assert text_of(panel, f"{NAME}_reliability_note") == NOTHING_TO_FIT
    assert not find(panel, f"{NAME}_reliability_temperature", QCheckBox).isEnabled()


def test_that_other_ends_of_a_network_have_no_temperature(show, qtbot, trained):
    ends = {(SigmoidSpec(),): "binary_cross_entropy", (): "mean_squared_error"}
    panel = show()
    for last, loss in ends.items():
        spec = NetworkSpec((28, 28, 1), (FlattenSpec(), DenseSpec(10), *last))
        moment = moment_with(trained, 10, spec, loss)
        panel._state.moment.show(moment)
        qtbot.waitUntil(
            lambda moment=moment: (
                panel.evaluation is not None
                and panel.evaluation.request.moment is moment
                and bool(panel.evaluation.no_temperature)
            ),
            timeout=WAIT,
        )
        assert text_of(panel, f"{NAME}_reliability_note") == NO_SOFTMAX
        assert find(panel, f"{NAME}_unsure_slider").isEnabled() == bool(last)
        words = text_of(panel, f"{NAME}_reliability_words")
        assert (words == NO_PROBABILITIES) == (not last)
