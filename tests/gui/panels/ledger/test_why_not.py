"""Why 9 and not 4: asked on the page of a class, answered there and painted on the network."""

import numpy as np
import pytest
from PySide6.QtCore import Qt

from core.anatomy.addresses import ValueAddress
from core.inspection.stage_numbers import StageForm
from core.layers.conv2d import Conv2DSpec
from core.layers.global_average_pool2d import GlobalAveragePool2DSpec
from core.layers.softmax import SoftmaxSpec
from core.network_spec import NetworkSpec
from gui.panels.ledger.difference_row import ChannelPartRow, ClassChoiceRow, PartsRow
from gui.panels.ledger.rows import GridRow, LineRow, LinkRow, TermRow
from gui.panels.network.network_panel import NetworkPanel
from gui.theme.theme import DARK
from tests.support.ledger_panel import PIXEL, PROBABILITY, SCORE, open_page
from tests.support.ledger_reader import BLAMED, MADE
from tests.support.moments import make_moment
from tests.support.people import broken_moment, open_panel, text_of


def ask(reader, label):
    """Click the button of a class, and wait for the answer."""
    (row,) = reader.rows(MADE, ClassChoiceRow)
    reader.click(MADE, row, row.others.index(label))
    wanted = None if label == row.chosen else label
    reader.qtbot.waitUntil(
        lambda: reader.panel.spread.is_of(reader.state.trail.address, wanted)
    )


@pytest.fixture
def network(qtbot, reader):
    panel = NetworkPanel(reader.state)
    open_panel(qtbot, panel, 1000, 620)
    yield panel
    panel.shut_down()


def layers_of(moment):
    weight = moment.snapshot.values["4.dense.weight"].astype(np.float64)
    bias = moment.snapshot.values["4.dense.bias"].astype(np.float64)
    return moment.trace.values, weight, bias


def test_that_the_terms_of_the_difference_check_with_the_stored_tensors(reader, seed_moment):
    open_page(reader, SCORE)
    ask(reader, 2)
    values, weight, bias = layers_of(seed_moment)
    products = values[4] * (weight[:, 7] - weight[:, 2])
    shown = reader.rows(MADE, TermRow)
    assert [row.product for row in shown] == pytest.approx(
        sorted(products, key=abs, reverse=True)[: len(shown)]
    )
    at = int(np.abs(products).argmax())
    row, column, channel = np.unravel_index(at, (13, 13, 8))
    assert shown[0].label == f"channel {channel} ({row}, {column})"
    assert reader.number(MADE, "+ bias 7 − bias 2") == pytest.approx(
        bias[7] - bias[2], abs=1e-4
    )
    difference = float(values[5][7]) - float(values[5][2])
    assert reader.number(MADE) == pytest.approx(difference, rel=1e-3)
    assert reader.line(MADE, "stored").verdict.startswith("✓")
    assert reader.label("title") == "Dense · class 7 minus class 2"


def test_that_digit_and_maps_show_parts_that_add_up_to_the_difference(reader, seed_moment):
    open_page(reader, PROBABILITY)
    ask(reader, 3)
    values, weight, bias = layers_of(seed_moment)
    maps = (values[4] * (weight[:, 7] - weight[:, 3])).reshape(13, 13, 8)
    rows = reader.rows(MADE, ChannelPartRow)
    sums = maps.sum(axis=(0, 1))
    assert [row.label for row in rows] == [str(at) for at in np.argsort(-np.abs(sums))]
    for row in rows:
        np.testing.assert_allclose(row.parts, maps[..., int(row.label)], atol=1e-12)
    assert sum(row.value for row in rows) + bias[7] - bias[3] == pytest.approx(
        float(values[5][7]) - float(values[5][3]), abs=1e-5
    )
    (picture,) = reader.rows(MADE, PartsRow)
    assert picture.parts.shape == (28, 28)
    assert not picture.parts[values[0][..., 0] == 0].any()  # no ink, no part
    totals = [row for row in reader.rows(MADE, LineRow) if row.label == "score 7 − score 3"]
    assert len(totals) == 2
    assert all(row.verdict.startswith("✓") for row in totals)


def test_that_classes_are_chosen_by_keys_and_a_second_click_brings_the_score_back(reader):
    open_page(reader, SCORE)
    reader.panel.take_keyboard()
    reader.press(Qt.Key.Key_Right)
    reader.press(Qt.Key.Key_Return)
    reader.qtbot.waitUntil(lambda: reader.panel.spread.is_of(SCORE, 1))
    ask(reader, 1)
    assert not reader.rows(MADE, PartsRow)
    reader.assert_totals_are_stored()


def test_that_the_network_paints_the_parts_until_another_number_opens(
    qtbot, reader, network, seed_moment
):
    open_page(reader, SCORE)
    qtbot.waitUntil(lambda: len(network.stages) == 7)
    ask(reader, 2)
    parts = reader.panel.spread.parts
    qtbot.waitUntil(lambda: network.stages[0].form is StageForm.MAPS)
    for stage, part in zip(network.stages, parts.parts, strict=False):
        np.testing.assert_array_equal(stage.values, part)
    np.testing.assert_array_equal(network.stages[5].values, seed_moment.trace.values[5])
    views = network._pipeline.views
    np.testing.assert_array_equal(views[0].mosaic.maps, parts.parts[0])
    assert views[0].legend.isVisible()
    strongest = np.unravel_index(int(np.abs(parts.parts[0]).argmax()), (28, 28, 1))
    color = views[0].grab().toImage().pixelColor(views[0].point_of(strongest))
    assert color.name() == (DARK.positive if parts.parts[0][strongest] > 0 else DARK.negative)
    assert text_of(network, "network_read_out_place").startswith("Why 7 and not 2")
    open_page(reader, PIXEL)
    assert reader.state.question.against is None
    qtbot.waitUntil(lambda: network.stages[0].form is StageForm.INK)
    np.testing.assert_array_equal(network.stages[1].values, seed_moment.trace.values[1])


def test_that_another_sample_is_answered_anew_and_a_hidden_ledger_paints_nothing(
    qtbot, reader, network
):
    open_page(reader, SCORE)
    ask(reader, 2)
    earlier = make_moment(steps=3, index=1)
    reader.state.moment.show(earlier)
    qtbot.waitUntil(lambda: reader.panel.spread.request.moment is earlier)
    qtbot.waitUntil(lambda: network._paint.is_on)
    scores, parts = earlier.trace.values[5], reader.panel.spread.parts
    assert parts.difference == float(scores[7]) - float(scores[2])
    np.testing.assert_array_equal(network.stages[3].values, parts.parts[3])
    reader.panel.hide()
    qtbot.waitUntil(lambda: network.stages[0].form is StageForm.INK)


def test_that_the_greeting_asks_why_with_one_click(reader, seed_moment):
    reader.wait_for(None)
    link = reader.rows(MADE, LinkRow)[1]
    reader.click(MADE, link)
    said = seed_moment.trace.predicted
    second = link.wish.label
    assert link.text == f"Why {said} and not {second}?"
    reader.qtbot.waitUntil(lambda: reader.panel.spread.is_of(ValueAddress(4, (said,)), second))
    assert reader.rows(MADE, PartsRow)


def test_that_a_network_that_ends_in_no_dense_layer_has_no_classes_to_choose(open_ledger):
    layers = (Conv2DSpec(10, (3, 3)), GlobalAveragePool2DSpec(), SoftmaxSpec())
    reader = open_ledger(make_moment(network=NetworkSpec((28, 28, 1), layers)))
    reader.wait_for(None)
    assert len(reader.rows(MADE, LinkRow)) == 3
    open_page(reader, ValueAddress(2, (3,)))
    assert not reader.rows(MADE, ClassChoiceRow)


def test_that_a_diverged_network_is_answered_without_a_complaint(open_ledger, seed_moment):
    reader = open_ledger(broken_moment(seed_moment.network))
    open_page(reader, SCORE)
    ask(reader, 0)
    assert len(reader.rows(MADE, ChannelPartRow)) == 8
    assert reader.number(MADE, "+ bias") != reader.number(MADE, "+ bias")


def test_that_a_pixel_shows_its_products_and_its_blame(reader, seed_moment):
    pixel = ValueAddress(-1, (10, 14, 0))
    open_page(reader, pixel)
    row = reader.rows(MADE, GridRow)[0]
    weights, products = row.grids
    ink = float(seed_moment.trace.values[0][10, 14, 0])
    np.testing.assert_allclose(products.values, ink * weights.values)
    address = products.column.address(int(products.positions[0]))
    reader.click(MADE, row, len(weights.positions))
    reader.wait_for(address)
    assert address.layer == 0


def test_that_a_pixel_of_an_mlp_shows_the_sum_behind_flatten(open_ledger):
    moment = make_moment("seed-mlp", steps=3)
    reader = open_ledger(moment)
    open_page(reader, ValueAddress(-1, (10, 14, 0)))
    totals = [row for row in reader.rows(BLAMED, LineRow) if row.label == "total"]
    assert len(totals) == 2
    assert totals[0].number == totals[1].number
    assert len(reader.rows(MADE, TermRow)) > 3
