"""A walk through the ledger in the real window: from the loss to the ink, and back."""

import numpy as np
import pytest
from PySide6.QtCore import Qt

from core.anatomy.addresses import INPUT_LAYER, LossAddress, ParameterAddress, ValueAddress
from core.datasets.sample import Part
from core.presets import PRESETS
from gui.actions.action_id import ActionId
from gui.panels.ledger.rows import GridRow, LineRow, TermRow
from gui.panels.ledger.share_row import ShareRow
from gui.state.run_state import RunState
from gui.state.selection import Unit
from tests.support.ledger_reader import BLAMED, MADE, LedgerReader
from tests.support.window_driving import LONG, has_settled, press, steps_shown

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def window(shared_window):
    return shared_window


@pytest.fixture
def reader(qtbot, window):
    window.activateWindow()
    return LedgerReader(qtbot, window.ledger_panel, window.state)


def train(qtbot, window, steps):
    press(qtbot, window, ActionId.TRAINING_START_PAUSE)
    qtbot.waitUntil(lambda: steps_shown(window) >= steps, timeout=LONG)
    press(qtbot, window, ActionId.TRAINING_START_PAUSE)
    qtbot.waitUntil(lambda: has_settled(window), timeout=LONG)


def click_and_arrive(reader, side, row, place=0):
    """Click, wait for the page that the place promised, check its totals; return where."""
    address = reader.click(side, row, place).address
    reader.wait_for(address)
    reader.assert_totals_are_stored()
    return address


@pytest.mark.slow
def test_that_one_walks_from_the_loss_to_the_ink_and_back_by_clicks(qtbot, window, reader):
    train(qtbot, window, 60)
    label = window.state.sample.sample.label
    way = [LossAddress()]
    qtbot.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ShiftModifier)
    reader.wait_for(LossAddress())
    reader.assert_totals_are_stored()

    way.append(click_and_arrive(reader, MADE, reader.term(MADE, f"class {label}")))
    assert way[-1] == ValueAddress(5, (label,))
    way.append(click_and_arrive(reader, MADE, reader.term(MADE, f"class {label}"), 1))
    assert way[-1] == ValueAddress(4, (label,))
    positive = next(row for row in reader.rows(MADE, TermRow) if row.cells[0].value > 0)
    way.append(click_and_arrive(reader, MADE, positive, 1))
    assert way[-1].layer == 3
    way.append(click_and_arrive(reader, MADE, reader.rows(MADE, TermRow)[0]))
    unit, (row, column, channel) = way[-2].index[0], way[-1].index
    assert way[-1].layer == 2
    assert (row * 13 + column) * 8 + channel == unit
    window_row = reader.rows(MADE, GridRow)[0]
    way.append(click_and_arrive(reader, MADE, window_row, window_row.grids[0].framed))
    assert way[-1].layer == 1
    assert [at // 2 for at in way[-1].index[:2]] == [row, column]
    way.append(click_and_arrive(reader, MADE, reader.rows(MADE, TermRow)[0]))
    assert way[-1] == ValueAddress(0, way[-2].index)
    patch = reader.rows(MADE, GridRow)[0]
    inked = int(np.abs(patch.grids[0].values).argmax())
    way.append(click_and_arrive(reader, MADE, patch, inked))
    r, c, filter_ = way[-2].index
    assert way[-1] == ValueAddress(INPUT_LAYER, (r + inked // 3, c + inked % 3, 0))
    qtbot.keyClick(window, Qt.Key.Key_Left, ALT)
    reader.wait_for(way[-2])
    way[-1] = click_and_arrive(reader, MADE, reader.rows(MADE, GridRow)[0], 9 + inked)
    index = (inked // 3, inked % 3, 0, filter_)
    assert way[-1] == ParameterAddress("0.conv2d.weight", index)
    assert window.state.selection.unit == Unit(0, filter_)

    for address in reversed(way[:-1]):
        qtbot.keyClick(window, Qt.Key.Key_Left, ALT)
        reader.wait_for(address)
        reader.assert_totals_are_stored()
    qtbot.keyClick(window, Qt.Key.Key_Right, ALT)
    reader.wait_for(way[1])


def test_that_one_walks_with_the_blame_from_the_ink_to_the_loss(qtbot, window, reader):
    train(qtbot, window, 40)
    deltas = window.state.moment.moment.trace.gradients[1]
    row, column, _ = np.argwhere(deltas != 0)[0].tolist()
    window.state.selection.select(Unit(INPUT_LAYER, 0, row + 1, column + 1))
    reader.wait_for(ValueAddress(INPUT_LAYER, (row + 1, column + 1, 0)))
    reader.assert_totals_are_stored()
    layers = []
    cell = reader.rows(BLAMED, GridRow)[0]
    place = int(np.abs(cell.products[cell.grids[0].positions]).argmax())
    layers.append(click_and_arrive(reader, BLAMED, cell, place).layer)
    while layers[-1] < 4:
        term = max(reader.rows(BLAMED, TermRow), key=lambda row: abs(row.product))
        layers.append(click_and_arrive(reader, BLAMED, term, 1).layer)
    assert layers == [0, 1, 2, 3, 4]
    click_and_arrive(reader, BLAMED, reader.line(BLAMED, "goes into the loss"))
    assert window.state.trail.address == LossAddress()


@pytest.mark.slow
def test_that_a_pause_tells_what_the_batch_said_and_leads_to_its_samples(qtbot, window, reader):
    train(qtbot, window, 40)
    moment = window.state.moment.moment
    record = moment.snapshot.record
    assert record.step == moment.snapshot.step, "a pause always shows a step that was noted"
    weight = ParameterAddress("0.conv2d.weight", (1, 1, 0, 3))
    window.state.trail.walk(weight)
    reader.wait_for(weight)
    reader.assert_totals_are_stored()
    verdicts = [row.verdict[:1] for row in reader.rows(BLAMED, LineRow) if row.verdict]
    assert verdicts == ["✓", "✓", "✓"]

    largest = reader.rows(BLAMED, ShareRow)[0]
    reader.click(BLAMED, largest)
    sample = window.state.sample.sample
    assert (sample.part, f"“{sample.label}”") == (Part.TRAIN, largest.label)
    assert window.state.data.rows(Part.TRAIN)[sample.index] in record.rows
    qtbot.waitUntil(lambda: window.state.moment.moment.sample is sample, timeout=LONG)
    reader.wait_for(weight)
    reader.assert_totals_are_stored()
    assert reader.rows(BLAMED, ShareRow)[0].is_strong
    assert window.state.moment.moment.snapshot is moment.snapshot

    press(qtbot, window, ActionId.TRAINING_STEP_BATCH)
    step = moment.snapshot.step + 1
    qtbot.waitUntil(lambda: window.state.moment.moment.snapshot.step == step, timeout=LONG)
    reader.wait_for(weight)
    assert window.state.moment.moment.snapshot.record.step == step
    verdicts = [row.verdict[:1] for row in reader.rows(BLAMED, LineRow) if row.verdict]
    assert verdicts == ["✓", "✓", "✓"]


@pytest.mark.slow
def test_that_the_pages_live_while_training_gives_way_to_clicks(qtbot, window, reader):
    press(qtbot, window, ActionId.TRAINING_START_PAUSE)
    window.state.selection.select(Unit(0, 3, 12, 14))
    address = ValueAddress(0, (12, 14, 3))
    qtbot.waitUntil(lambda: reader.panel.spread is not None, timeout=LONG)
    seen = set()

    def has_seen_three():
        seen.add(reader.label("place"))
        return len(seen) >= 3

    qtbot.waitUntil(has_seen_three, timeout=LONG)
    assert reader.panel.spread.request.address == address
    control, given_way = window.lab.controller.control, []
    give_way = control.yield_processor
    control.yield_processor = lambda: (given_way.append(1), give_way())
    for unit in range(6):
        given_way.clear()
        window.state.selection.select(Unit(4, unit))
        wanted = ValueAddress(4, (unit,))
        qtbot.waitUntil(lambda at=wanted: reader.panel.spread.request.address == at)
        assert given_way
    assert window.lab.run_state is RunState.RUNNING
    press(qtbot, window, ActionId.TRAINING_START_PAUSE)
    qtbot.waitUntil(lambda: has_settled(window), timeout=LONG)
    reader.wait_for(ValueAddress(4, (5,)))
    reader.assert_totals_are_stored()


def test_that_after_a_new_architecture_the_page_says_what_is_gone(qtbot, window, reader):
    window.state.selection.select(Unit(0, 7, 20, 20))
    gone = ValueAddress(0, (20, 20, 7))
    reader.wait_for(gone)
    document = window.state.experiment
    network = PRESETS["seed-mlp"].network
    document.edit(document.experiment.replace(network=network), "an MLP")
    qtbot.waitUntil(lambda: window.state.trail.address == LossAddress(), timeout=LONG)
    reader.wait_for(LossAddress())
    assert "not part of this run" in reader.label("hint")
    document.undo_stack.undo()
    window.state.trail.back()
    reader.wait_for(gone)
    reader.assert_totals_are_stored()


def test_that_the_ledger_can_be_hidden_and_called_back_with_a_key(qtbot, window, reader):
    dock = window.docks["ledger_panel"]
    window.state.selection.select(Unit(4, 2))
    dock.close()
    window.state.selection.select(Unit(4, 3))
    assert not dock.isVisible()
    qtbot.keyClick(window, Qt.Key.Key_L)
    qtbot.waitUntil(dock.isVisible)
    reader.wait_for(ValueAddress(4, (3,)))
    qtbot.keyClick(window, Qt.Key.Key_L)
    assert reader.page(MADE).hasFocus()
    for _ in range(3):  # past the classes to compare with
        reader.press(Qt.Key.Key_Down)
    reader.press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.state.trail.address.layer == 3)
