"""The sanity check, by a click."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton

from core.explanation.catalog import EXPLANATION_METHODS
from core.explanation.class_score import Target
from core.explanation.sanity_check import check_sanity
from core.losses.categorical_cross_entropy import CategoricalCrossEntropy
from gui.panels.explain.sanity_button import WORKING as DRAWING
from tests.support.explain_panel import NAME, PARTS, score_network, the_map, wait
from tests.support.people import click, find, text_of


def test_that_the_sanity_check_says_under_each_map_whether_it_changes(panel, qtbot, trained):
    later = replace(trained, snapshot=replace(trained.snapshot, step=21))
    panel._state.moment.show(later)
    wait(qtbot, panel)
    panel._state.moment.show(trained)  # both are kept now: nothing is grey in between
    button = find(panel, f"{NAME}_sanity", QPushButton)
    rules = {part: text_of(panel, f"{NAME}_{part}_rule") for part in PARTS}
    click(button)
    assert text_of(panel, f"{NAME}_status") == DRAWING
    qtbot.waitUntil(lambda: not button.is_busy)
    expected = check_sanity(
        trained.network,
        score_network(trained),
        CategoricalCrossEntropy(),
        Target(trained.trace.predicted),
        trained.sample.image / 255,
    )
    for part in PARTS:
        whole = expected.likeness[part.replace("_", "-")][-1]
        text = find(panel, f"{NAME}_{part}_rule", QLabel).text()
        assert text[0] in "✓!?"
        assert float(text.rpartition(" ")[2].replace("−", "-").replace("≈", "")) == (
            pytest.approx(whole.mean, abs=0.02)
        )
        tip = find(panel, f"{NAME}_{part}_rule", QLabel).toolTip()
        assert all(layer in tip for layer in expected.layers)
    depth = find(panel, f"{NAME}_sanity_depth", QComboBox)
    texts = [depth.itemText(at) for at in range(depth.count())]
    assert texts == ["learned weights", "4.dense anew", "all layers anew"]
    learned = the_map(panel, "gradient").values
    for at in (1, 2):
        depth.setCurrentIndex(at)
        depth.activated.emit(at)
        redrawn = expected.redrawn["gradient"][at - 1]
        shown = the_map(panel, "gradient").values
        np.testing.assert_allclose(shown, redrawn, atol=1e-3 * np.abs(redrawn).max())
        said = find(panel, f"{NAME}_gradient_rule", QLabel).text().rpartition(" ")[2]
        mean = expected.likeness["gradient"][at - 1].mean
        assert float(said.replace("−", "-").replace("≈", "")) == pytest.approx(mean, abs=0.02)
    depth.setCurrentIndex(0)
    depth.activated.emit(0)
    assert the_map(panel, "gradient").values is learned
    panel._state.moment.show(later)  # what was found was found for another step
    assert not button.isChecked()
    assert not depth.isVisible()
    assert {part: text_of(panel, f"{NAME}_{part}_rule") for part in PARTS} == rules


def test_that_a_sanity_check_ends_when_it_is_switched_off(panel, qtbot):
    button = find(panel, f"{NAME}_sanity", QPushButton)
    click(button)
    click(button)
    assert not button.is_busy
    assert text_of(panel, f"{NAME}_status") == ""
    assert text_of(panel, f"{NAME}_gradient_rule") == EXPLANATION_METHODS["gradient"].BRIEF
