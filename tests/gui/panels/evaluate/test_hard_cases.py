"""Data and networks with which little or nothing can be judged."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtWidgets import QPushButton

from core.datasets.dataset import Dataset, LabelledImages
from core.layers.dense import DenseSpec
from core.layers.flatten import FlattenSpec
from core.layers.softmax import SoftmaxSpec
from core.network_spec import NetworkSpec, build_network
from core.training.snapshot import take_snapshot
from gui.panels.evaluate.confusion_section import ONE_CLASS, TOO_MANY
from gui.panels.evaluate.evaluate_panel import NO_DATA, NO_MOMENT
from gui.state.loaded_data import LoadedData
from tests.support.moments import small_mnist
from tests.support.people import broken_moment, find, text_of

WAIT = 60_000
NAME = "evaluate_panel"


def wait_for(qtbot, panel, step):
    qtbot.waitUntil(
        lambda: panel.evaluation is not None and panel.evaluation.request.step == step,
        timeout=WAIT,
    )


def labelled(count, classes, rng):
    images = rng.integers(0, 256, (count, 28, 28, 1), np.uint8)
    return LabelledImages(images, (np.arange(count) % min(classes, 200)).astype(np.uint8))


def noise_of(classes):
    """Return a data set of noise in so many classes."""
    rng = np.random.default_rng(3)
    names = tuple(f"class {index}" for index in range(classes))
    return Dataset("noise", labelled(40, classes, rng), labelled(60, classes, rng), names)


def moment_with(trained, classes, spec=None, loss="categorical_cross_entropy"):
    """Return the first moment of a run whose network has so many outputs."""
    if spec is None:
        spec = NetworkSpec((28, 28, 1), (FlattenSpec(), DenseSpec(classes), SoftmaxSpec()))
    network = build_network(spec, rng=np.random.default_rng(0))
    return replace(
        trained,
        network=spec,
        outlines=spec.outline(),
        snapshot=take_snapshot(network, step=0, epoch=0),
        experiment=trained.experiment.replace(network=spec, loss=loss),
        run_id=f"another run {loss}",
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
    assert (len(find(panel, f"{NAME}_gallery_images").places) > 0) == (classes > 1)


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
    assert not panel._judging.is_resting
    panel.show()
    qtbot.waitUntil(lambda: panel.evaluation is not None, timeout=WAIT)
