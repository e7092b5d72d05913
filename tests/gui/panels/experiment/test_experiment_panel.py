"""None"""

from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QWidget,
)

from core.experiment import experiment_from_json, experiment_to_json
from core.presets import LENET_5, PRESETS, SEED_CNN, SEED_MLP
from gui.theme.apply import apply_theme
from gui.theme.fonts import load_fonts
from gui.theme.theme import DARK, LIGHT

#: The offscreen platform says so when a menu or a list pops up.
pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)


@pytest.fixture
def styled(qapp):
    font, palette = qapp.font(), qapp.palette()
    load_fonts()
    apply_theme(qapp, LIGHT)
    yield
    qapp.setStyleSheet("")
    qapp.setPalette(palette)
    qapp.setFont(font)


def test_that_a_preset_is_shown_with_shapes_counts_and_settings(person):
    assert person.see(QComboBox, "preset").currentText() == "seed-cnn"
    shapes = [person.text(f"layer_card_{n}_shape") for n in ("input", *range(6))]
    assert shapes == ["28×28×1", "26×26×8", "26×26×8", "13×13×8", "1352", "10", "10"]
    assert person.text("layer_card_0_settings") == "8 filters · 3×3 · stride 1 · valid"
    assert person.text("layer_card_0_count") == "80"
    assert person.text("layer_card_4_count") == "13,530"
    assert person.is_hidden("layer_card_1_count")
    assert person.text("total_parameters") == "13,610"
    assert person.see(QLineEdit, "learning_rate").text() == "0.1"
    assert person.see(QLineEdit, "validation_share").text() == "10"
    assert person.see(QComboBox, "initializer").currentText() == "mixed"
    assert person.text("data_counts").startswith("MNIST: 10,000 images = 8,100 training")


def test_that_the_counts_are_those_of_the_split_as_edited(person):
    person.type("validation_share", "20")
    assert "7,200 training · 1,800 validation" in person.text("data_counts")
    person.undo()
    assert "8,100 training · 900 validation" in person.text("data_counts")


def test_that_choosing_a_preset_replaces_the_experiment_and_undo_brings_it_back(person):
    person.choose("preset", "seed-mlp")
    assert person.experiment == SEED_MLP
    assert person.text("layer_card_1_settings") == "128 units"
    assert person.text("total_parameters") == "101,770"
    person.undo()
    assert person.experiment == SEED_CNN
    assert person.see(QComboBox, "preset").currentText() == "seed-cnn"


def test_that_an_edited_preset_is_called_custom_until_it_is_itself_again(person):
    person.type("seed", "8")
    assert person.see(QComboBox, "preset").currentText() == "custom"
    person.type("seed", "7")
    assert person.see(QComboBox, "preset").currentText() == "seed-cnn"


def test_that_typing_filters_updates_everything_below_at_each_key(person):
    person.open(0)
    line = person.type("layer_filters", "1")
    assert person.text("layer_card_0_shape") == "26×26×1"
    assert person.text("layer_card_4_count") == "1,700"
    person.qtbot.keyClicks(line, "6")
    assert person.text("layer_card_0_shape") == "26×26×16"
    assert person.text("layer_card_3_shape") == "2704"
    assert person.text("total_parameters") == "27,210"
    assert person.see(QLineEdit, "layer_filters") is line
    assert line.hasFocus()
    assert line.text() == "16"


def test_that_one_stay_in_a_field_is_one_step_of_undo_and_the_next_another(person):
    line = person.type("learning_rate", "0.05")
    person.qtbot.keyClick(line, Qt.Key.Key_Return)
    person.type("learning_rate", "0.02")
    person.undo()
    assert person.experiment.optimizer.learning_rate == 0.05
    assert line.text() == "0.05"
    person.undo()
    assert person.experiment == SEED_CNN
    person.redo()
    assert person.experiment.optimizer.learning_rate == 0.05


@pytest.mark.parametrize("text", ["0", "-0.5", "fast", "nan"])
def test_that_a_refused_learning_rate_is_marked_where_it_is_typed(person, text):
    line = person.type("learning_rate", text)
    assert line.property("invalid") is True
    assert "Learning rate must be a number above 0" in person.text("learning_rate_problem")
    assert person.see(QLabel, "learning_rate_problem").property("role") == "error"
    # What was typed on the way there, such as the 0 of 0.5, is no part of it.
    assert person.experiment == SEED_CNN


@pytest.mark.parametrize(("text", "rate"), [("1e9", 1e9), ("1e-3", 1e-3), ("0.05", 0.05)])
def test_that_large_and_small_learning_rates_are_accepted_as_typed(person, text, rate):
    line = person.type("learning_rate", text)
    assert person.experiment.optimizer.learning_rate == rate
    assert line.text() == text
    assert person.is_hidden("learning_rate_problem")


def test_that_a_refused_entry_survives_edits_elsewhere_but_not_undo(person):
    person.type("seed", "9")
    line = person.type("learning_rate", "-")
    person.type("epochs", "5")
    assert line.text() == "-"
    assert line.property("invalid") is True
    person.undo()
    assert line.text() == "0.1"
    assert line.property("invalid") is False
    assert person.is_hidden("learning_rate_problem")


def test_that_zero_filters_are_refused_and_the_last_good_network_stays(person):
    person.open(0)
    person.type("layer_filters", "0")
    assert "Filters must be a whole number" in person.text("layer_filters_problem")
    assert person.experiment == SEED_CNN
    assert person.text("layer_card_0_shape") == "26×26×8"


def test_that_one_initialiser_sets_all_layers_and_shows_when_they_differ(person):
    person.choose("initializer", "LeCun uniform")
    layers = person.experiment.network.layers
    assert layers[0].initializer == layers[4].initializer == "lecun_uniform"
    person.open(4)
    assert person.see(QComboBox, "layer_initializer").currentText() == "LeCun uniform"
    person.choose("layer_initializer", "Zeros")
    assert person.see(QComboBox, "initializer").currentText() == "mixed"
    assert person.experiment.network.layers[0].initializer == "lecun_uniform"


def test_that_full_batch_turns_epochs_into_iterations_and_remembers_the_number(person):
    assert person.text("epochs_label") == "Epochs"
    person.tick("batch_size_none")
    assert person.experiment.batch_size is None
    assert person.text("epochs_label") == "Iterations"
    assert not person.see(QLineEdit, "batch_size").isEnabled()
    person.tick("batch_size_none")
    assert person.experiment.batch_size == 32
    assert person.text("epochs_label") == "Epochs"


def test_that_a_batch_larger_than_the_training_images_is_marked(person):
    person.type("batch_size", "8100")
    assert person.is_hidden("batch_size_problem")
    person.type("batch_size", "8101")
    assert "only 8,100 training images" in person.text("batch_size_problem")


def test_that_the_remaining_numbers_reach_the_experiment(person):
    person.type("epochs", "12")
    person.type("seed", "4294967295")
    person.type("validate_every", "50")
    person.type("validation_share", "12.5")
    wanted = SEED_CNN.replace(
        epochs=12, seed=2**32 - 1, validate_every=50, validation_share=0.125
    )
    assert person.experiment == wanted
    person.tick("validate_every_none")
    assert person.experiment.validate_every is None
    person.type("validation_share", "91")
    assert "from 0 to 90" in person.text("validation_share_problem")
    assert person.experiment.validation_share == 0.125  # and not the 9 of 91


def test_that_a_data_file_is_asked_for_and_going_back_to_mnist_is_one_choice(person):
    with person.qtbot.waitSignal(person.panel.data_file_wanted):
        person.click("data_file_button")
    with person.qtbot.waitSignal(person.panel.data_folder_wanted):
        person.click("data_folder_button")
    document = person.state.experiment
    document.edit(SEED_CNN.replace(data="elsewhere/train.csv"), "choose data")
    combo = person.see(QComboBox, "data_set")
    assert combo.currentText() == "train.csv"
    assert person.see(QComboBox, "preset").currentText() == "seed-cnn"
    person.choose("preset", "lenet-5")
    assert person.experiment == LENET_5.replace(data="elsewhere/train.csv")
    person.choose("data_set", "MNIST")
    assert person.experiment == LENET_5
    person.choose("data_set", "train.csv")
    assert person.experiment.data == "elsewhere/train.csv"


def test_that_open_and_save_are_asked_for(person):
    for name, signal in (
        ("open_button", person.panel.open_wanted),
        ("save_button", person.panel.save_wanted),
    ):
        with person.qtbot.waitSignal(signal):
            person.click(name)


def test_that_undo_and_redo_say_what_they_would_do_and_only_when_they_can(person):
    undo, redo = person.see(QPushButton, "undo_button"), person.see(QPushButton, "redo_button")
    assert not undo.isEnabled()
    assert not redo.isEnabled()
    person.type("seed", "5")
    assert undo.toolTip() == "Undo change seed (Ctrl+Z)"
    person.undo()
    assert redo.toolTip().startswith("Redo change seed (")
    assert not undo.isEnabled()


def test_that_the_notice_comes_and_goes(person):
    assert person.is_hidden("pending_notice")
    person.panel.show_pending(True)
    assert "goes on without these changes" in person.text("pending_notice")
    person.panel.show_pending(False)
    assert person.is_hidden("pending_notice")


def test_that_a_hidden_panel_catches_up_when_it_is_shown(person):
    person.panel.hide()
    person.state.experiment.edit(LENET_5, "load")
    assert person.panel.findChild(QLabel, "total_parameters").text() == "13,610"
    person.panel.show()
    assert person.text("total_parameters") == "61,706"


@pytest.mark.parametrize("width", [276, 288, 300])
def test_that_nothing_is_wider_than_the_panel(styled, make_person, width):
    person = make_person(LENET_5, theme=LIGHT)
    person.panel.resize(width, 560)
    person.open(0)
    person.choose("layer_padding", "Explicit")
    person.qtbot.waitUntil(lambda: person.panel.width() == width)
    scroll = person.see(QScrollArea, "experiment_scroll")
    bar = scroll.verticalScrollBar()
    person.qtbot.waitUntil(lambda: bar.maximum() > 0)
    assert scroll.widget().minimumSizeHint().width() <= scroll.viewport().width()


def test_that_every_preset_and_every_state_of_the_panel_survives_a_file(person):
    for name in PRESETS:
        person.choose("preset", name)
        assert experiment_from_json(experiment_to_json(person.experiment)) == PRESETS[name]


def test_that_typing_costs_little_and_builds_no_widgets(make_person):
    person = make_person(LENET_5)
    person.open(0)
    before = len(person.panel.findChildren(QWidget))
    counts = SimpleNamespace(changes=0)
    person.state.experiment.changed.connect(
        lambda _: setattr(counts, "changes", counts.changes + 1)
    )
    for text in ("5", "12", "123"):
        person.type("layer_filters", text)
    assert counts.changes == 6
    assert len(person.panel.findChildren(QWidget)) == before


def test_that_ctrl_z_in_a_field_undoes_the_experiment_and_not_only_the_text(person):
    undo = person.state.experiment.undo_stack.createUndoAction(person.panel)
    undo.setShortcut(QKeySequence.StandardKey.Undo)
    person.panel.addAction(undo)
    person.panel.activateWindow()
    person.qtbot.waitUntil(person.panel.isActiveWindow)
    line = person.type("seed", "12")
    person.qtbot.keyClick(line, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert person.state.experiment.undo_stack.index() == 0
    assert person.experiment == SEED_CNN
    assert line.text() == "7"


def test_that_icons_follow_the_theme(person):
    def color():
        image = person.see(QPushButton, "save_button").icon().pixmap(16, 16).toImage()
        inked = [
            image.pixelColor(x, y)
            for x in range(image.width())
            for y in range(image.height())
            if image.pixelColor(x, y).alpha() == 255
        ]
        return inked[0].name()

    assert color() == DARK.text
    person.state.theme.use(LIGHT)
    assert color() == LIGHT.text
