"""The ledger: pages one reads, clicks through, copies, and that say what is missing."""

import runpy

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from core.anatomy.addresses import LossAddress, ParameterAddress, ValueAddress
from core.layers.conv2d import Conv2DSpec
from core.layers.dense import DenseSpec
from core.layers.flatten import FlattenSpec
from core.layers.softmax import SoftmaxSpec
from core.network_spec import NetworkSpec
from core.presets import SEED_CNN
from gui.panels.ledger.code_row import CodeRow
from gui.panels.ledger.ledger_panel import FIRST_HINT, WAITING
from gui.panels.ledger.rows import CaptionRow, GridRow, LinkRow, MoreRow, NoteRow, TermRow
from gui.panels.ledger.welcome import BEGIN, GREETING, TITLE
from gui.state.selection import Unit
from gui.theme.theme import LIGHT
from tests.support.ledger_panel import PIXEL, PROBABILITY, SCORE, WEIGHT, copied, open_page
from tests.support.ledger_reader import BLAMED, MADE
from tests.support.moments import make_moment
from tests.support.people import broken_moment, press, without_label


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
    assert reader.label("title") == "Conv2D · filter 3 · pixel (8, 15)"
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
    assert [row.text for row in named] == [f"input channel {c}" for c in largest]
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


def test_that_a_page_can_be_copied_as_text_and_as_latex(reader):
    open_page(reader, PIXEL)
    text = copied(reader, "made", "text")
    assert text.startswith("Conv2D · filter 3 · pixel (8, 15): how it was made")
    assert "agrees" in text
    latex = copied(reader, "blamed", "latex")
    assert "\\begin{align*}" in latex
    assert "\\frac{dL}{dx}" in latex


def test_that_a_copied_snippet_runs_on_its_own_and_gives_the_number(
    reader, seed_moment, tmp_path, capsys
):
    open_page(reader, SCORE)
    path = tmp_path / "snippet.py"
    path.write_text(copied(reader, "made", "numpy"), encoding="utf-8")
    total = runpy.run_path(str(path))["total"]
    assert total == pytest.approx(float(seed_moment.trace.values[5][7]), rel=1e-5)
    assert float(capsys.readouterr().out) == total


# What is missing


def test_that_the_ledger_greets_with_a_sentence_and_three_things_to_click(
    open_ledger, seed_moment
):
    reader = open_ledger(None)
    assert message(reader) == WAITING
    reader.state.moment.show(seed_moment)
    reader.wait_for(None)
    assert message(reader) == ""
    assert reader.label("title") == TITLE
    assert [row.text for row in reader.rows(MADE, NoteRow)] == [GREETING, BEGIN]
    links = reader.rows(MADE, LinkRow)
    assert len(links) == 3
    assert "Input · pixel" in links[0].text
    assert links[1].text.startswith("Why ")
    assert "weight" in links[2].text
    assert not reader.rows(MADE, CodeRow)
    assert reader.label("hint") == FIRST_HINT
    assert not reader.panel.findChild(QPushButton, "ledger_panel_back").isEnabled()


@pytest.mark.parametrize("place", [0, 2])
def test_that_a_thing_of_the_greeting_opens_its_page(open_ledger, seed_moment, place):
    reader = open_ledger(seed_moment)
    reader.wait_for(None)
    link = reader.rows(MADE, LinkRow)[place]
    reader.click(MADE, link)
    reader.wait_for(link.address)
    reader.assert_totals_are_stored()


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


@pytest.mark.parametrize("address", [PIXEL, SCORE, PROBABILITY, WEIGHT, LossAddress()])
def test_that_broken_numbers_are_read_and_explained(open_ledger, address):
    reader = open_ledger(broken_moment(SEED_CNN.network))
    open_page(reader, address)
    assert "diverged" in reader.rows(MADE, NoteRow)[0].text
    assert reader.line(MADE, "total").number == "NaN"
    assert reader.line(MADE, "stored").verdict == "both are NaN"
    reader.panel.grab()


def test_that_a_number_another_run_does_not_have_gives_way_to_its_loss(qtbot, reader):
    open_page(reader, ValueAddress(0, (25, 25, 7)))
    reader.state.moment.show(make_moment("seed-mlp"))
    reader.wait_for(LossAddress())
    assert message(reader) == ""
    assert reader.label("title") == "Loss"
    assert "not part of this run" in reader.label("hint")
    reader.state.selection.select(Unit(1, 5))
    reader.wait_for(ValueAddress(1, (5,)))
    reader.assert_totals_are_stored()


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
