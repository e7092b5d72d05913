"""The ledger: pages one reads, clicks through, copies, and that say what is missing."""

import runpy
from dataclasses import replace
from time import perf_counter

import numpy as np
import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton

from core.anatomy.addresses import LossAddress, ParameterAddress, ValueAddress
from core.datasets.sample import Part
from core.layers.conv2d import Conv2DSpec
from core.layers.dense import DenseSpec
from core.layers.flatten import FlattenSpec
from core.layers.softmax import SoftmaxSpec
from core.network_spec import NetworkSpec
from core.optimizers.catalog import OPTIMIZERS
from core.presets import PRESETS, SEED_CNN
from core.schedules.cosine import CosineSpec
from gui.panels.ledger.crumbs import LedgerCrumbs
from gui.panels.ledger.ledger_panel import FIRST_HINT, WAITING, LedgerPanel
from gui.panels.ledger.rows import (
    BadgeRow,
    CaptionRow,
    CodeRow,
    GridRow,
    LineRow,
    MoreRow,
    NoteRow,
    TermRow,
)
from gui.panels.ledger.share_row import ShareRow
from gui.state.selection import Unit
from gui.theme.theme import LIGHT
from tests.support.ledger_reader import BLAMED, MADE, LedgerReader
from tests.support.moments import make_lab_state, make_moment, trained_moment
from tests.support.people import broken_moment, open_panel, press, without_label

PIXEL = ValueAddress(0, (8, 15, 3))
WEIGHT = ParameterAddress("0.conv2d.weight", (1, 1, 0, 3))
SCORE = ValueAddress(4, (7,))
PROBABILITY = ValueAddress(5, (7,))


@pytest.fixture(scope="module")
def seed_moment():
    return make_moment(steps=30)


@pytest.fixture
def open_ledger(qtbot):
    """Return a function that opens the panel on a moment, and one to read it with."""
    panels = []

    def open_one(moment, width=300, height=900):
        state = make_lab_state()
        panel = LedgerPanel(state)
        panels.append(panel)
        open_panel(qtbot, panel, width, height)
        if moment is not None:
            state.moment.show(moment)
        return LedgerReader(qtbot, panel, state)

    yield open_one
    for panel in panels:
        panel.shut_down()


@pytest.fixture
def reader(open_ledger, seed_moment):
    return open_ledger(seed_moment)


def open_page(reader, address):
    reader.state.trail.walk(address)
    return reader.wait_for(address)


def message(reader):
    label = reader.panel.findChild(QLabel, "ledger_panel_message")
    return label.text() if label.isVisible() else ""


# Reading


@pytest.mark.parametrize(
    "address",
    [
        ValueAddress(-1, (10, 14, 0)),
        PIXEL,
        ValueAddress(1, (8, 15, 3)),
        ValueAddress(2, (4, 7, 3)),
        ValueAddress(3, (700,)),
        SCORE,
        PROBABILITY,
        WEIGHT,
        ParameterAddress("0.conv2d.bias", (3,)),
        ParameterAddress("4.dense.weight", (700, 7)),
        LossAddress(),
    ],
)
def test_that_both_pages_of_every_kind_of_number_end_in_what_is_stored(reader, address):
    open_page(reader, address)
    reader.assert_totals_are_stored()


def test_that_a_convolution_shows_patch_times_kernel_cell_by_cell(reader, seed_moment):
    open_page(reader, PIXEL)
    patch, kernel = reader.rows(MADE, GridRow)[0].grids
    image = seed_moment.trace.values[0]
    np.testing.assert_array_equal(patch.values, image[8:11, 15:18, 0].astype(np.float64))
    weight = seed_moment.snapshot.values["0.conv2d.weight"]
    np.testing.assert_array_equal(kernel.values, weight[:, :, 0, 3].astype(np.float64))
    assert reader.number(MADE, "+ bias") == pytest.approx(
        float(seed_moment.snapshot.values["0.conv2d.bias"][3]), abs=1e-4
    )


def test_that_title_sample_and_step_are_told(reader):
    open_page(reader, PIXEL)
    assert reader.label("title") == "Conv2D · filter 4 · pixel (8, 15)"
    assert reader.label("place") == "test 0 “7” · step 30"


def test_that_a_neuron_of_1352_inputs_shows_the_largest_and_sums_the_rest(reader, seed_moment):
    open_page(reader, SCORE)
    products = (
        seed_moment.trace.values[4].astype(np.float64)
        * seed_moment.snapshot.values["4.dense.weight"][:, 7]
    )
    shown = reader.rows(MADE, TermRow)
    largest = sorted(np.abs(products))[::-1]
    assert [abs(row.product) for row in shown] == pytest.approx(largest[:12])
    more = reader.rows(MADE, MoreRow)[0]
    assert more.text == "and 1,340 more: sum"
    assert float(more.number) == pytest.approx(
        products.sum() - sum(row.product for row in shown), abs=1e-3
    )


def test_that_a_click_shows_more_terms_and_another_fewer_again(qtbot, reader):
    open_page(reader, SCORE)
    reader.click(MADE, reader.rows(MADE, MoreRow)[0])
    qtbot.waitUntil(lambda: len(reader.rows(MADE, TermRow)) == 48)
    reader.click(MADE, reader.rows(MADE, MoreRow)[0])
    qtbot.waitUntil(lambda: len(reader.rows(MADE, TermRow)) == 192)
    reader.click(MADE, reader.rows(MADE, MoreRow)[-1])
    qtbot.waitUntil(lambda: len(reader.rows(MADE, TermRow)) == 12)
    assert len(reader.rows(BLAMED, TermRow)) == 1


def test_that_the_page_of_another_number_begins_with_the_largest_again(qtbot, reader):
    open_page(reader, SCORE)
    reader.click(MADE, reader.rows(MADE, MoreRow)[0])
    qtbot.waitUntil(lambda: len(reader.rows(MADE, TermRow)) == 48)
    open_page(reader, ValueAddress(4, (2,)))
    assert len(reader.rows(MADE, TermRow)) == 12


def test_that_a_large_kernel_over_64_channels_is_no_wall_of_numbers(qtbot, open_ledger):
    layers = (
        Conv2DSpec(64),
        Conv2DSpec(2, (7, 7)),
        FlattenSpec(),
        DenseSpec(10),
        SoftmaxSpec(),
    )
    moment = make_moment(network=NetworkSpec((28, 28, 1), layers))
    reader = open_ledger(moment)
    open_page(reader, ValueAddress(1, (5, 6, 1)))
    assert len(reader.rows(MADE, GridRow)) == 3
    more = reader.rows(MADE, MoreRow)[0]
    assert more.text == "and 61 more input channels: sum"
    patch = moment.trace.values[1][5:12, 6:13].astype(np.float64)
    kernel = moment.snapshot.values["1.conv2d.weight"][..., 1]
    sums = (patch * kernel).sum(axis=(0, 1))
    largest = np.argsort(-np.abs(sums))[:3]
    named = [row for row in reader.rows(MADE, CaptionRow) if row.number]
    assert [row.text for row in named] == [f"input channel {c + 1}" for c in largest]
    assert float(more.number) == pytest.approx(np.delete(sums, largest).sum(), abs=1e-3)
    reader.click(MADE, more)
    qtbot.waitUntil(lambda: len(reader.rows(MADE, GridRow)) == 12)


def test_that_a_weight_shared_by_676_positions_shows_maps_and_the_largest(reader):
    open_page(reader, WEIGHT)
    grids = reader.rows(BLAMED, GridRow)
    assert [grid.shape for grid in grids[0].grids] == [(26, 26), (26, 26)]
    assert len(reader.rows(BLAMED, TermRow)) == 6
    assert reader.rows(BLAMED, MoreRow)[0].text == "and 670 more: sum"


def test_that_the_winner_of_a_pooling_is_framed_and_a_padded_cell_leads_nowhere(open_ledger):
    padded = Conv2DSpec(2, padding="same")
    network = NetworkSpec((28, 28, 1), (padded, *SEED_CNN.network.layers[1:]))
    reader = open_ledger(make_moment(network=network))
    open_page(reader, ValueAddress(0, (0, 0, 1)))
    row = reader.rows(MADE, GridRow)[0]
    assert reader.click(MADE, row, 0).hint() == "padding: counts as 0"
    assert reader.state.trail.address == ValueAddress(0, (0, 0, 1))
    pooled = ValueAddress(2, (5, 6, 1))
    open_page(reader, pooled)
    grid = reader.rows(MADE, GridRow)[0].grids[0]
    assert grid.framed == int(grid.values.argmax())


def test_that_pointing_at_a_small_cell_tells_the_whole_term(reader, seed_moment):
    open_page(reader, WEIGHT)
    view, row = reader.page(BLAMED), reader.rows(BLAMED, GridRow)[0]
    spot = view.spots_of(row)[26 * 6 + 8]
    QTest.mouseMove(view, spot.rect.center())
    delta = float(seed_moment.trace.gradients[1][6, 8, 3])
    pixel = float(seed_moment.trace.values[0][7, 9, 0])
    said = reader.label("hint")
    numbers = [float(word) for word in said.split() if word[0] in "+-"]
    assert "(6, 8, 3)" in said
    assert numbers == pytest.approx([delta, pixel, delta * pixel], rel=1e-6)


# Walking


def test_that_terms_factors_and_lines_lead_where_they_come_from(reader):
    open_page(reader, PIXEL)
    reader.click_cell(MADE, 0, 5)
    reader.wait_for(ValueAddress(-1, (9, 17, 0)))
    press(reader.panel, "ledger_panel_back")
    reader.wait_for(PIXEL)
    reader.click_cell(MADE, 1, 5)
    reader.wait_for(ParameterAddress("0.conv2d.weight", (1, 2, 0, 3)))
    press(reader.panel, "ledger_panel_back")
    reader.wait_for(PIXEL)
    reader.click(MADE, reader.line(MADE, "+ bias"))
    reader.wait_for(ParameterAddress("0.conv2d.bias", (3,)))
    assert reader.state.selection.unit == Unit(0, 3)


def test_that_a_selection_elsewhere_is_followed_and_a_walk_is_shown_elsewhere(reader):
    reader.state.selection.select(Unit(2, 3, 4, 7))
    reader.wait_for(ValueAddress(2, (4, 7, 3)))
    row = reader.rows(MADE, GridRow)[0]
    reader.click(MADE, row, row.grids[0].framed)
    winner = reader.state.trail.address
    assert winner.layer == 1
    assert reader.state.selection.unit == Unit(1, 3, *winner.index[:2])


def test_that_the_way_is_shown_and_can_be_gone_back_in_one_click(reader):
    for address in (LossAddress(), PROBABILITY, SCORE):
        open_page(reader, address)
    crumbs = reader.panel.findChild(LedgerCrumbs, "ledger_panel_crumbs")
    assert crumbs.titles == ("Loss", "Softmax 7", "Dense 7")
    place = dict(crumbs.placed())[0]
    QTest.mouseClick(crumbs, Qt.MouseButton.LeftButton, pos=place.center())
    reader.wait_for(LossAddress())
    press(reader.panel, "ledger_panel_forward")
    reader.wait_for(PROBABILITY)


def test_that_the_arrow_keys_move_through_the_terms_and_enter_walks(reader):
    open_page(reader, SCORE)
    terms = reader.rows(MADE, TermRow)
    reader.panel.take_keyboard()
    assert reader.page(MADE).pointed.address == terms[0].address
    reader.press(Qt.Key.Key_Down)
    reader.press(Qt.Key.Key_Down)
    assert reader.page(MADE).pointed.address == terms[2].address
    reader.press(Qt.Key.Key_Right)
    reader.press(Qt.Key.Key_Right)
    assert reader.page(MADE).pointed.address == terms[2].cells[1].address
    reader.press(Qt.Key.Key_Up)
    assert reader.page(MADE).pointed.address == terms[1].cells[1].address
    reader.press(Qt.Key.Key_Return)
    reader.wait_for(terms[1].cells[1].address)


def test_that_the_arrow_keys_go_on_in_the_other_page(reader):
    open_page(reader, SCORE)
    reader.panel.take_keyboard()
    for _ in range(20):
        if not reader.page(BLAMED).hasFocus():
            reader.press(Qt.Key.Key_Down)
    assert reader.page(BLAMED).hasFocus()
    assert reader.page(BLAMED).pointed is not None
    reader.press(Qt.Key.Key_Up)
    assert reader.page(MADE).hasFocus()


def test_that_rows_keep_their_places_under_the_mouse_while_numbers_change(qtbot, reader):
    open_page(reader, SCORE)
    view, first = reader.page(MADE), reader.rows(MADE, TermRow)[4]
    QTest.mouseMove(view, view.spots_of(first)[0].rect.center())
    order = view.sheet.order
    other = make_moment(steps=3, index=1)
    reader.state.moment.show(other)
    reader.wait_for(SCORE)
    assert view.sheet.order == order
    QApplication.sendEvent(view, QEvent(QEvent.Type.Leave))
    products = other.trace.values[4] * other.snapshot.values["4.dense.weight"][:, 7]
    reader.state.moment.show(make_moment(steps=3, index=1))
    qtbot.waitUntil(lambda: reader.page(MADE).sheet.order[0] == int(abs(products).argmax()))


# The flip side


def test_that_formula_and_code_can_be_hidden(qtbot, reader):
    open_page(reader, PIXEL)
    view = reader.panel._view
    assert view.code[0].isVisible()
    height = view.pages[0].height()
    press(reader.panel, "ledger_panel_code")
    qtbot.waitUntil(lambda: not view.code[0].isVisible())
    press(reader.panel, "ledger_panel_formula")
    qtbot.waitUntil(lambda: view.pages[0].height() < height)


def test_that_the_code_is_our_own_and_all_of_it_one_click_away(qtbot, reader):
    open_page(reader, SCORE)
    code = reader.panel._view.code[0]

    def lines():
        return [row.text for row in code.sheet.rows if isinstance(row, CodeRow)]

    assert any("np.matmul(x, self.weight.value" in line for line in lines())
    few = len(lines())
    more = next(row for row in code.sheet.rows if isinstance(row, MoreRow))
    QTest.mouseClick(code, Qt.MouseButton.LeftButton, pos=code.rect_of(more).center())
    qtbot.waitUntil(lambda: len(lines()) > few)


def copied(reader, side, kind):
    reader.panel.findChild(QAction, f"ledger_panel_copy_{side}_{kind}").trigger()
    return QGuiApplication.clipboard().text()


def test_that_a_page_can_be_copied_as_text_and_as_latex(reader):
    open_page(reader, PIXEL)
    text = copied(reader, "made", "text")
    assert text.startswith("Conv2D · filter 4 · pixel (8, 15): how it was made")
    assert "agrees" in text
    latex = copied(reader, "blamed", "latex")
    assert "\\begin{align*}" in latex
    assert "\\partial L" in latex


def test_that_a_copied_snippet_runs_on_its_own_and_gives_the_number(
    reader, seed_moment, tmp_path, capsys
):
    open_page(reader, SCORE)
    path = tmp_path / "snippet.py"
    path.write_text(copied(reader, "made", "numpy"), encoding="utf-8")
    total = runpy.run_path(str(path))["total"]
    assert total == pytest.approx(float(seed_moment.trace.values[5][7]), rel=1e-5)
    assert float(capsys.readouterr().out) == total


# The latest batch


def test_that_a_weight_tells_what_the_latest_batch_did_to_it(reader, seed_moment):
    open_page(reader, WEIGHT)
    gradient = float(seed_moment.snapshot.gradients[WEIGHT.path][WEIGHT.index])
    assert reader.number(BLAMED, "gradient of the batch") == pytest.approx(gradient, rel=5e-3)
    change = reader.number(BLAMED, "change of the weight")
    assert change == pytest.approx(-0.1 * gradient, rel=5e-3)
    before, now = (
        float(reader.line(BLAMED, label).hint.split(": ")[1])
        for label in ("value w before", "value now")
    )
    assert now - before == pytest.approx(-0.1 * gradient, rel=1e-4)
    verdicts = [row.verdict[:1] for row in reader.rows(BLAMED, LineRow) if row.verdict]
    assert verdicts == ["✓", "✓", "✓"]


def test_that_the_latest_step_is_told_apart_from_those_before(reader, seed_moment):
    open_page(reader, WEIGHT)
    snapshot = seed_moment.snapshot
    first, before, now = (
        float(arrays[WEIGHT.path][WEIGHT.index])
        for arrays in (seed_moment.initial, snapshot.record.values, snapshot.values)
    )
    assert reader.number(MADE, "drawn at step 0") == pytest.approx(first, abs=1e-4)
    assert reader.number(MADE, "all earlier steps") == pytest.approx(before - first, rel=1e-2)
    assert reader.number(MADE, "the latest step") == pytest.approx(now - before, rel=1e-2)
    latest = reader.number(MADE, "the latest step")
    assert reader.number(BLAMED, "change of the weight") == pytest.approx(latest, rel=1e-2)


def test_that_the_numbers_of_a_step_say_what_they_mean(open_ledger, seed_moment):
    reader = open_ledger(seed_moment, height=2400)
    open_page(reader, WEIGHT)
    view, line = reader.page(BLAMED), reader.line(BLAMED, "learning rate")
    QTest.mouseMove(view, view.rect_of(line).center())
    assert reader.label("hint") == (
        "learning rate η: 0.1. How far a weight moves per unit of what it is told."
    )


def test_that_the_samples_of_a_batch_stand_largest_first_and_more_on_demand(qtbot, reader):
    open_page(reader, WEIGHT)

    def shares():
        return [row.value for row in reader.rows(BLAMED, ShareRow)]

    few = shares()
    assert len(few) == 8
    assert [abs(share) for share in few] == sorted(map(abs, few), reverse=True)
    rest = next(row for row in reader.rows(BLAMED, MoreRow) if row.wish is not None)
    assert rest.text == "and 24 more: sum"
    mean = reader.number(BLAMED, "mean over 32")
    assert sum(few) + float(rest.number) == pytest.approx(mean, abs=2e-4)
    reader.click(BLAMED, rest)
    qtbot.waitUntil(lambda: len(shares()) == 32)
    assert sum(shares()) == pytest.approx(mean, abs=1e-4)
    fewer = next(row for row in reader.rows(BLAMED, MoreRow) if row.wish is not None)
    reader.click(BLAMED, fewer)
    qtbot.waitUntil(lambda: len(shares()) == 8)
    assert len(reader.rows(BLAMED, TermRow)) == 6, "the positions are a list of their own"


def test_that_a_click_on_a_sample_of_the_batch_shows_it(open_ledger):
    experiment = SEED_CNN.replace(validation_share=0.1, batch_size=16)
    moment = trained_moment(experiment, steps=3)
    reader = open_ledger(moment)
    open_page(reader, WEIGHT)
    largest = reader.rows(BLAMED, ShareRow)[0]
    reader.click(BLAMED, largest)
    sample, record = reader.state.sample.sample, moment.snapshot.record
    assert sample.part is Part.TRAIN
    assert f"“{sample.label}”" == largest.label
    rows = reader.state.data.rows(Part.TRAIN)
    assert rows[sample.index] in record.rows
    np.testing.assert_array_equal(sample.image.max(axis=-1), largest.image)


def test_that_a_batch_of_other_data_says_so_instead_of_showing_a_wrong_image(reader):
    open_page(reader, WEIGHT)
    record = reader.state.moment.moment.snapshot.record
    other = replace(record, data=replace(record.data))
    moment = reader.state.moment.moment
    reader.state.moment.show(replace(moment, snapshot=replace(moment.snapshot, record=other)))
    reader.wait_for(WEIGHT)
    before = reader.state.sample.sample
    reader.click(BLAMED, reader.rows(BLAMED, ShareRow)[0])
    assert reader.state.sample.sample is before
    assert "other data" in reader.label("hint")


def test_that_a_full_batch_is_told_class_by_class_and_each_class_can_be_opened(
    qtbot, open_ledger
):
    experiment = PRESETS["seed-mlp"].replace(validation_share=0.8)
    moment = trained_moment(experiment, steps=1)
    reader = open_ledger(moment)
    weight = ParameterAddress("1.dense.weight", (350, 2))
    reader.state.trail.walk(weight)
    qtbot.waitUntil(lambda: reader.rows(BLAMED, ShareRow) != [], timeout=10_000)
    classes = reader.rows(BLAMED, ShareRow)
    assert len(classes) == 10
    counts = [int(row.aside.split()[0].replace(",", "")) for row in classes]
    assert sum(counts) == len(moment.snapshot.record) == 1800
    gradient = float(moment.snapshot.gradients[weight.path][weight.index])
    assert sum(row.value for row in classes) == pytest.approx(gradient, rel=1e-4, abs=1e-9)
    reader.click(BLAMED, classes[1])
    qtbot.waitUntil(lambda: len(reader.rows(BLAMED, ShareRow)) == 16)
    opened = reader.rows(BLAMED, ShareRow)[2:8]
    assert {row.label for row in opened} == {classes[1].label.removeprefix("all ")}
    reader.click(BLAMED, reader.rows(BLAMED, ShareRow)[1])
    qtbot.waitUntil(lambda: len(reader.rows(BLAMED, ShareRow)) == 10)


@pytest.mark.parametrize("kind", OPTIMIZERS)
def test_that_the_step_of_every_optimiser_is_told_line_by_line(open_ledger, kind):
    experiment = SEED_CNN.replace(
        optimizer=OPTIMIZERS[kind](), schedule=CosineSpec(), clip_norm=0.3, batch_size=16
    )
    reader = open_ledger(trained_moment(experiment, steps=4))
    open_page(reader, WEIGHT)
    assert [row.text for row in reader.rows(BLAMED, BadgeRow)][1:] == [
        "what the batch says", "the step it took",
    ]  # fmt: skip
    verdicts = [row.verdict[:1] for row in reader.rows(BLAMED, LineRow) if row.verdict]
    assert verdicts == ["✓", "✓", "✓"]
    assert any("Cosine" in row.text for row in reader.rows(BLAMED, NoteRow))
    assert 0 < float(reader.line(BLAMED, "clipping").number) < 1
    code = reader.panel._view.code[0].sheet.rows
    assert any(isinstance(row, CaptionRow) and ".update" in row.text for row in code)


def test_that_batch_and_step_can_be_copied_and_the_snippets_run(reader, seed_moment, tmp_path):
    open_page(reader, WEIGHT)
    for side, tensors in (
        ("batch", seed_moment.snapshot.gradients),
        ("step", seed_moment.snapshot.values),
    ):
        path = tmp_path / f"{side}.py"
        path.write_text(copied(reader, side, "numpy"), encoding="utf-8")
        total = runpy.run_path(str(path))["total"]
        assert total == pytest.approx(float(tensors[WEIGHT.path][WEIGHT.index]), rel=1e-4)
        assert "agrees" in copied(reader, side, "text")
        assert "\\begin{align*}" in copied(reader, side, "latex")


def test_that_only_a_weight_offers_to_copy_batch_and_step(reader):
    menu = reader.panel.findChild(QMenu, "ledger_panel_copies")
    for address, is_offered in ((WEIGHT, True), (PIXEL, False)):
        open_page(reader, address)
        menu.aboutToShow.emit()
        action = reader.panel.findChild(QAction, "ledger_panel_copy_batch_text")
        assert action.isVisible() == is_offered


def test_that_a_moment_without_its_batch_says_what_to_do(open_ledger, seed_moment):
    bare = replace(seed_moment.snapshot, record=None)
    reader = open_ledger(replace(seed_moment, snapshot=bare))
    open_page(reader, WEIGHT)
    assert "stored without its batch" in reader.rows(BLAMED, NoteRow)[-1].text
    gradient = float(bare.gradients[WEIGHT.path][WEIGHT.index])
    assert reader.number(BLAMED, "gradient of the batch") == pytest.approx(gradient, rel=5e-3)


def test_that_a_pixel_tells_its_share_and_the_batch_s_gradient_of_its_kernel(
    reader, seed_moment
):
    trace = seed_moment.trace
    inked = trace.values[0][1:27, 1:27, 0] * np.abs(trace.gradients[1][..., 3])
    row, column = divmod(int(inked.argmax()), 26)
    open_page(reader, ValueAddress(0, (row, column, 3)))
    own, batch = reader.rows(BLAMED, GridRow)[-1].grids
    delta = float(trace.gradients[1][row, column, 3])
    patch = trace.values[0][row : row + 3, column : column + 3, 0].astype(np.float64)
    assert abs(delta * patch[1, 1]) > 1e-6
    np.testing.assert_allclose(own.values, delta * patch, rtol=1e-12)
    stored = seed_moment.snapshot.gradients["0.conv2d.weight"][:, :, 0, 3]
    np.testing.assert_array_equal(batch.values, stored.astype(np.float64))
    reader.click(BLAMED, reader.rows(BLAMED, GridRow)[-1], 4)
    reader.wait_for(WEIGHT)


def test_that_an_untrained_weight_says_that_no_batch_was_seen(open_ledger):
    reader = open_ledger(make_moment())
    open_page(reader, WEIGHT)
    assert "No batch has been seen yet" in reader.rows(BLAMED, NoteRow)[-1].text
    assert reader.number(MADE, "all steps since") == 0


# What is missing


def test_that_the_ledger_opens_on_the_loss_and_says_what_to_do(open_ledger, seed_moment):
    reader = open_ledger(None)
    assert message(reader) == WAITING
    reader.state.moment.show(seed_moment)
    reader.wait_for(LossAddress())
    assert message(reader) == ""
    assert reader.number(MADE) == pytest.approx(seed_moment.trace.loss, abs=1e-4)
    assert reader.label("hint") == FIRST_HINT
    assert not reader.panel.findChild(QPushButton, "ledger_panel_back").isEnabled()


def test_that_a_number_chosen_before_the_first_moment_is_what_opens(open_ledger, seed_moment):
    reader = open_ledger(None)
    reader.state.selection.select(Unit(0, 3, 8, 15))
    reader.state.moment.show(seed_moment)
    reader.wait_for(PIXEL)
    assert reader.state.trail.visited == (PIXEL,)


def test_that_without_a_label_only_the_blame_is_missing(open_ledger, seed_moment):
    reader = open_ledger(without_label(seed_moment))
    open_page(reader, PIXEL)
    assert reader.line(MADE, "stored").verdict.startswith("✓")
    assert "choose a labelled sample" in reader.rows(BLAMED, NoteRow)[0].text
    open_page(reader, LossAddress())
    assert "no label" in reader.rows(MADE, NoteRow)[0].text


def test_that_without_a_label_the_batch_of_a_weight_is_still_told(open_ledger, seed_moment):
    reader = open_ledger(without_label(seed_moment))
    open_page(reader, WEIGHT)
    assert len(reader.rows(BLAMED, ShareRow)) == 8
    verdicts = [row.verdict[:1] for row in reader.rows(BLAMED, LineRow) if row.verdict]
    assert verdicts == ["✓", "✓"]


def test_that_a_batch_of_broken_weights_is_read_and_explained(open_ledger, seed_moment):
    snapshot = seed_moment.snapshot
    broken = {path: np.full_like(a, np.nan) for path, a in snapshot.record.values.items()}
    record = replace(snapshot.record, values=broken)
    reader = open_ledger(replace(seed_moment, snapshot=replace(snapshot, record=record)))
    open_page(reader, WEIGHT)
    texts = [row.text for row in reader.rows(BLAMED, NoteRow)]
    assert "A gradient of this batch is not finite." in texts
    assert "This step leads to no finite number." in texts
    assert len(reader.rows(BLAMED, ShareRow)) == 8
    reader.panel.grab()


@pytest.mark.parametrize("address", [PIXEL, SCORE, PROBABILITY, WEIGHT, LossAddress()])
def test_that_broken_numbers_are_read_and_explained(open_ledger, address):
    reader = open_ledger(broken_moment(SEED_CNN.network))
    open_page(reader, address)
    assert "diverged" in reader.rows(MADE, NoteRow)[0].text
    assert np.isnan(reader.number(MADE))
    assert reader.line(MADE, "stored").verdict == "both are NaN"
    reader.panel.grab()


def test_that_a_unit_that_is_gone_says_so_and_a_new_one_can_be_chosen(qtbot, reader):
    open_page(reader, ValueAddress(0, (25, 25, 7)))
    reader.state.moment.show(make_moment("seed-mlp"))
    qtbot.waitUntil(lambda: "not part of this network any more" in message(reader))
    assert reader.label("title") == "This number is gone"
    reader.state.selection.select(Unit(1, 5))
    reader.wait_for(ValueAddress(1, (5,)))
    reader.assert_totals_are_stored()
    assert message(reader) == ""


def test_that_the_pages_follow_the_shown_moment(reader):
    open_page(reader, PIXEL)
    before = reader.number(MADE)
    reader.state.moment.show(make_moment(steps=5, index=3))
    reader.wait_for(PIXEL)
    assert reader.number(MADE) != before
    reader.assert_totals_are_stored()
    assert reader.label("place").endswith("step 5")


# Looks


@pytest.mark.parametrize("width", [252, 300, 700])
@pytest.mark.parametrize("address", [PIXEL, SCORE, WEIGHT, PROBABILITY])
def test_that_nothing_sticks_out_and_wide_pages_stand_side_by_side(
    open_ledger, seed_moment, width, address
):
    reader = open_ledger(seed_moment, width)
    open_page(reader, address)
    made, blamed = reader.page(MADE), reader.page(BLAMED)
    assert (blamed.x() > made.geometry().right()) == (width == 700)
    for view in (made, blamed):
        assert view.geometry().right() < width
        for row in view.sheet.rows:
            for spot in view.spots_of(row):
                assert view.rect().contains(spot.rect)
    reader.state.theme.use(LIGHT)
    reader.panel.grab()


def test_that_numbers_are_worked_out_and_painted_fast_enough(reader):
    open_page(reader, SCORE)
    times = []
    for at in range(8):
        address = SCORE if at % 2 else PIXEL
        began = perf_counter()
        reader.state.trail.walk(address)
        reader.wait_for(address)
        reader.panel.grab()
        times.append(perf_counter() - began)
    assert sorted(times)[len(times) // 2] < 0.25  # far below on a quiet machine
