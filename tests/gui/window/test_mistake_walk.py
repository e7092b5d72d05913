"""In the whole window: from a cell of the matrix to its images, to one, to the ledger."""

import numpy as np
import pytest
from PySide6.QtCore import Qt

from core.anatomy.addresses import LossAddress, ValueAddress
from core.datasets.sample import Part
from gui.actions.action_id import ActionId
from tests.support.ledger_reader import MADE, LedgerReader
from tests.support.people import click, find
from tests.support.window_driving import LONG, has_settled, press

NAME = "evaluate_panel"


@pytest.mark.slow
def test_that_one_walks_from_a_mistake_to_the_arithmetic_that_made_it(window, qtbot):
    press(qtbot, window, ActionId.TRAINING_STEP_BATCH)
    qtbot.waitUntil(lambda: window.lab.session.step == 1 and has_settled(window), timeout=LONG)
    window.activateWindow()
    dock = window.docks[NAME]
    dock.come_forward()
    panel = dock.panel
    qtbot.waitUntil(lambda: panel.evaluation is not None, timeout=LONG)
    worst = panel.evaluation.judgement.top_confusions[0]
    matrix = find(panel, f"{NAME}_confusion_matrix")
    click(matrix, matrix.rect_of(worst.true, worst.predicted))
    images = find(panel, f"{NAME}_gallery_images")
    assert len(images.places) == worst.count
    click(images, images.rect_of(1))
    chosen = int(images.places[1])

    sample = window.state.sample.sample
    assert (sample.part, sample.index, sample.label) == (Part.TEST, chosen, worst.true)
    qtbot.waitUntil(
        lambda: (
            window.state.moment.moment.sample.index == chosen
            and window.state.moment.moment.trace.predicted == worst.predicted
        ),
        timeout=LONG,
    )
    assert np.argmax(window.state.moment.moment.trace.values[-1]) == worst.predicted

    # the loss of this very image, then how sure the network was of its class
    reader = LedgerReader(qtbot, window.ledger_panel, window.state)
    qtbot.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ShiftModifier)
    reader.wait_for(LossAddress())
    reader.assert_totals_are_stored()
    row = reader.term(MADE, f"class {worst.true}")
    address = reader.click(MADE, row).address
    assert address == ValueAddress(5, (worst.true,))
    reader.wait_for(address)
    reader.assert_totals_are_stored()
    given = window.state.moment.moment.trace.values[-1][worst.true]
    assert panel.evaluation.verdicts.given[chosen] == pytest.approx(given, rel=1e-4)
