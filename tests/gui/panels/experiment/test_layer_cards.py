"""Layers as cards: chosen, added, moved, removed, and marked where they are wrong."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QWidget,
)

from core.layers.catalog import LAYER_KINDS
from core.layers.dense import DenseSpec
from core.presets import SEED_CNN
from gui.panels.experiment.card_surface import CardSurface
from gui.panels.experiment.layer_card import LayerCard
from gui.panels.refresh_queue import RefreshQueue
from gui.state.selection import INPUT_LAYER, Unit
from tests.support.moments import make_moment
from tests.support.quick_sample import quick_sample

#: The offscreen platform says so when a menu or a list pops up.
pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)


def test_that_clicking_a_card_selects_the_layer_and_unfolds_only_that_card(person):
    person.open(4)
    assert person.state.selection.unit == Unit(4, 0)
    assert person.see(QLineEdit, "layer_units").text() == "10"
    assert person.is_hidden("layer_filters")
    person.open(INPUT_LAYER)
    assert person.state.selection.unit == Unit(INPUT_LAYER, 0)
    assert person.is_hidden("layer_units")


def test_that_a_selection_made_elsewhere_marks_its_card_and_opens_none(person):
    person.open(0)
    places = [card.geometry() for card in cards(person)]
    person.state.selection.select(Unit(2, 3, 4, 5))
    assert person.is_hidden("layer_pool_size")
    assert [card.geometry() for card in cards(person)] == places
    assert [card.findChild(CardSurface).property("role") for card in cards(person)] == [
        *("focused_card", "card", "selected_card", "card", "card", "card")
    ]
    person.open(2)
    assert person.see(QLineEdit, "layer_pool_size").text() == "2×2"
    assert person.state.selection.unit == Unit(2, 3, 4, 5)


def cards(person):
    return [person.see(LayerCard, f"layer_card_{at}") for at in range(len(person.kinds))]


def test_that_a_card_of_a_draft_opens_and_leaves_the_run_alone(person):
    person.state.moment.show(make_moment("seed-cnn"))
    person.open(4)
    assert person.state.selection.unit == Unit(4, 0)
    walked = []
    person.state.trail.changed.connect(lambda: walked.append(person.state.trail.address))
    person.add("dropout")  # card 5: in the run that is softmax
    assert person.kinds[5] == "dropout"
    for position in (0, 5):
        person.open(position)
        assert person.state.selection.unit == Unit(4, 0)
    assert walked == []  # the ledger stays where it is
    assert {card.findChild(CardSurface).property("role") for card in cards(person)} <= {
        *("card", "focused_card")
    }
    person.undo()
    person.open(0)
    assert person.state.selection.unit == Unit(0, 0)


def test_that_a_layer_the_running_network_lacks_is_opened_but_not_selected(person):
    person.state.moment.show(make_moment("seed-mlp"))
    before = person.state.selection.unit
    person.choose("preset", "lenet-5")
    person.open(9)
    assert person.see(QLineEdit, "layer_units").text() == "84"
    assert person.state.selection.unit == before


@pytest.mark.parametrize("kind", quick_sample(sorted(LAYER_KINDS), 5))
def test_that_every_kind_can_be_added_after_the_open_card(person, kind):
    person.open(0)
    person.add(kind)
    assert person.kinds[:3] == ["conv2d", kind, "relu"]
    assert len(person.kinds) == 7
    assert person.state.selection.unit.layer == 1
    person.undo()
    assert person.experiment == SEED_CNN


def test_that_a_layer_can_be_duplicated_and_removed(person):
    person.open(0)
    person.click("duplicate_layer")
    assert person.kinds == [
        "conv2d",
        "conv2d",
        "relu",
        "max_pool2d",
        "flatten",
        "dense",
        "softmax",
    ]
    assert person.text("layer_card_1_shape") == "24×24×8"
    assert person.text("layer_card_1_count") == "584"
    person.click("remove_layer")
    assert person.experiment == SEED_CNN


@pytest.mark.parametrize("how", ["add", "duplicate", "move", "remove"])
def test_that_a_panel_that_takes_turns_gives_the_keyboard_to_the_card_at_once(person, how):
    queue = RefreshQueue(person.panel)
    person.panel.take_turns(queue)
    last = len(person.kinds) - 1
    person.open(last)
    if how == "add":
        person.add("relu")
    elif how == "duplicate":
        person.click("duplicate_layer")
    elif how == "remove":
        person.click("remove_layer")
    else:
        card = person.see(QWidget, f"layer_card_{last}")
        person.qtbot.keyClick(card, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    expected = last + {"add": 1, "duplicate": 1, "move": -1, "remove": -1}[how]
    assert QApplication.focusWidget().objectName() == f"layer_card_{expected}"
    assert len(person.panel.findChildren(LayerCard)) >= len(person.kinds) + 1
    person.qtbot.waitUntil(lambda: queue.is_empty)


def test_that_the_keyboard_moves_duplicates_and_removes_layers(person):
    person.open(1)
    card = person.see(QWidget, "layer_card_1")
    assert person.panel.focusWidget() is not None
    card.setFocus()
    person.qtbot.keyClick(card, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert person.kinds[:3] == ["conv2d", "max_pool2d", "relu"]
    card = QApplication.focusWidget()
    assert card.objectName() == "layer_card_2"
    person.qtbot.keyClick(card, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert person.experiment == SEED_CNN
    person.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
    assert person.state.selection.unit.layer == 2
    person.qtbot.keyClick(
        QApplication.focusWidget(), Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier
    )
    assert person.kinds.count("max_pool2d") == 2
    person.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Delete)
    assert person.experiment == SEED_CNN
    assert QApplication.focusWidget().objectName() == "layer_card_3"
    person.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Delete)
    assert person.kinds == ["conv2d", "relu", "max_pool2d", "dense", "softmax"]


def test_that_alt_and_arrows_move_the_layer_even_while_a_field_is_being_edited(person):
    person.open(0)
    line = person.see(QLineEdit, "layer_filters")
    person.qtbot.keyClick(line, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert person.kinds[:2] == ["relu", "conv2d"]


@pytest.mark.parametrize(
    ("start", "to", "kinds"),
    [
        (0, 2, ["relu", "max_pool2d", "conv2d", "flatten", "dense", "softmax"]),
        (5, 0, ["softmax", "conv2d", "relu", "max_pool2d", "flatten", "dense"]),
        (1, 5, ["conv2d", "max_pool2d", "flatten", "dense", "softmax", "relu"]),
    ],
)
def test_that_dragging_a_card_reorders_the_layers(person, start, to, kinds):
    line_seen = person.drag(start, to)
    assert line_seen
    assert person.kinds == kinds
    assert person.is_hidden("drop_line")
    assert person.state.selection.unit.layer == to
    person.undo()
    assert person.experiment == SEED_CNN


def test_that_escape_gives_a_drag_up(person):
    person.drag(0, 3, key=Qt.Key.Key_Escape)
    assert person.experiment == SEED_CNN
    assert person.is_hidden("drop_line")


def test_that_an_impossible_chain_is_allowed_and_marked_where_it_breaks(person):
    person.open(3)
    person.click("remove_layer")
    assert "flatten" not in person.kinds
    assert person.text("layer_card_3_problem") == (
        "Dense needs flat samples, received maps of 13×13×8; add a flatten before it."
    )
    assert person.see(QWidget, "layer_card_3_body").property("role") == "invalid_card"
    assert person.text("layer_card_2_shape") == "13×13×8"
    assert person.text("layer_card_3_shape") == "?"
    assert person.text("total_parameters") == "?"
    assert person.is_hidden("layer_card_4_problem")
    person.undo()
    assert person.is_hidden("layer_card_3_problem")
    assert person.text("total_parameters") == "13,610"


def test_that_a_kernel_larger_than_its_map_is_marked(person):
    person.open(0)
    person.type("layer_kernel_size", "29")
    assert "29×29 kernel does not fit" in person.text("layer_card_0_problem")
    assert person.experiment.network.layers[0].kernel_size == (29, 29)
    person.type("layer_kernel_size", "5x3")
    assert person.text("layer_card_0_shape") == "24×26×8"


def test_that_a_network_of_eleven_classes_or_none_is_marked_at_its_end(person):
    person.open(4)
    person.type("layer_units", "11")
    assert "10 classes" in person.text("layer_card_5_problem")
    for _ in range(6):
        person.open(0)
        person.click("remove_layer")
    assert person.kinds == []
    assert "no layer" in person.text("layer_card_input_problem")
    person.add("flatten")
    assert person.kinds == ["flatten"]


def test_that_padding_can_be_same_or_four_numbers(person):
    person.open(0)
    person.choose("layer_padding", "Same")
    assert person.text("layer_card_0_shape") == "28×28×8"
    person.choose("layer_padding", "Explicit")
    assert person.see(QLineEdit, "layer_padding_cells").text() == "1, 1, 1, 1"
    person.type("layer_padding_cells", "0, 2, 0, 0")
    assert person.experiment.network.layers[0].padding == ((0, 2), (0, 0))
    assert person.text("layer_card_0_shape") == "28×26×8"
    person.type("layer_padding_cells", "0, 2")
    assert "top, bottom, left, right" in person.text("layer_padding_problem")
    person.choose("layer_padding", "Valid")
    assert person.is_hidden("layer_padding_cells")
    assert person.is_hidden("layer_padding_problem")


def test_that_a_reused_card_shows_the_settings_of_its_new_layer(person):
    layers = person.experiment.network.layers
    network = replace(person.experiment.network, layers=(layers[3], DenseSpec(7), *layers[4:]))
    person.state.experiment.edit(person.experiment.replace(network=network), "load")
    person.open(1)
    assert person.see(QLineEdit, "layer_units").text() == "7"
    person.open(2)
    assert person.see(QLineEdit, "layer_units").text() == "10"


def test_that_ticking_frozen_freezes_the_layer_and_its_card_says_so(person):
    person.open(0)
    person.tick("layer_frozen")
    assert person.experiment.network.layers[0].frozen
    assert person.text("layer_card_0_settings").endswith(" · frozen")
    assert person.is_hidden("layer_card_5_problem")
    person.open(4)
    person.tick("layer_frozen")
    assert "untick Frozen" in person.text("layer_card_5_problem")
    person.tick("layer_frozen")
    assert person.is_hidden("layer_card_5_problem")
    assert not person.experiment.network.layers[4].frozen
    person.open(0)
    person.tick("layer_frozen")
    assert person.experiment == SEED_CNN
