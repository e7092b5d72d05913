"""Optimisers, schedules, stopping and augmentation in the Experiment panel, as a person."""

import pytest
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLabel, QLineEdit

from core.augmentation.spec import AugmentationSpec
from core.early_stopping_spec import EarlyStoppingSpec
from core.experiment import experiment_from_json, experiment_to_json
from core.fields import field_rules
from core.losses.catalog import LOSSES
from core.optimizers.catalog import OPTIMIZERS
from core.presets import SEED_CNN
from core.schedules.catalog import SCHEDULES
from core.schedules.cosine import CosineSpec
from core.training.memory_estimate import estimate_memory
from gui.theme.apply import apply_theme
from gui.theme.fonts import load_fonts
from gui.theme.theme import DARK, LIGHT

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)


@pytest.mark.parametrize("kind", [kind for kind in OPTIMIZERS if kind != "sgd"])
def test_that_choosing_an_optimizer_shows_its_fields_and_undo_brings_the_old_one(person, kind):
    spec = OPTIMIZERS[kind]
    person.choose("optimizer", spec.TITLE)
    assert person.experiment.optimizer == spec()
    for field in field_rules(spec):
        assert len(person.seen(QLineEdit, field)) == 1
    person.undo()
    assert person.experiment == SEED_CNN
    assert not person.seen(QLineEdit, "momentum")
    assert person.see(QLineEdit, "learning_rate").text() == "0.1"


@pytest.mark.parametrize("kind", list(SCHEDULES))
def test_that_every_schedule_can_be_chosen_with_its_fields(person, kind):
    spec = SCHEDULES[kind]
    if kind != "constant":
        person.choose("schedule", spec.TITLE)
    assert person.experiment.schedule == spec()
    assert person.see(QLabel, "schedule_label").toolTip() == spec.EXPLAINS
    for field in field_rules(spec):
        assert person.seen(QLineEdit, f"schedule_{field}") or person.seen(
            QComboBox, f"schedule_{field}"
        )


def test_that_typing_into_an_optimizer_field_is_one_step_of_undo(person):
    person.choose("optimizer", "Adam")
    line = person.type("beta_1", "0.85")
    assert person.experiment.optimizer.beta_1 == 0.85
    assert line.hasFocus()
    person.undo()
    assert person.experiment.optimizer.beta_1 == 0.9
    assert line.text() == "0.9"


def test_that_a_value_out_of_range_is_marked_where_it_is_typed(person):
    person.choose("optimizer", "Momentum")
    person.type("momentum", "1.5")
    sentence = person.see(QLabel, "momentum_problem").text()
    assert "must be a number from 0 to 0.9999" in sentence
    assert person.experiment.optimizer.momentum == 0.9


def test_that_clipping_is_off_until_it_is_unticked(person):
    assert not person.see(QLineEdit, "clip_norm").isEnabled()
    person.tick("clip_norm_none")
    assert person.experiment.clip_norm == 1.0
    person.type("clip_norm", "0.25")
    assert person.experiment.clip_norm == 0.25
    person.type("clip_norm", "0")
    assert "above 0" in person.see(QLabel, "clip_norm_problem").text()
    assert "null" not in person.see(QLabel, "clip_norm_problem").text()
    person.tick("clip_norm_none")
    assert person.experiment.clip_norm is None


def test_that_label_smoothing_is_offered_for_cross_entropy_only(person):
    person.type("label_smoothing", "0.1")
    assert person.experiment.label_smoothing == 0.1
    person.choose("loss", LOSSES["mean_squared_error"].TITLE)
    assert person.experiment.loss == "mean_squared_error"
    assert not person.seen(QLineEdit, "label_smoothing")


def test_that_early_stopping_opens_its_fields_and_remembers_them(person):
    assert not person.seen(QLineEdit, "early_stopping_patience")
    person.tick("early_stopping")
    assert person.experiment.early_stopping == EarlyStoppingSpec()
    person.type("early_stopping_patience", "9")
    person.choose("early_stopping_watch", "Accuracy")
    chosen = EarlyStoppingSpec(patience=9, watch="accuracy")
    assert person.experiment.early_stopping == chosen
    person.tick("early_stopping")
    assert person.experiment.early_stopping is None
    assert not person.seen(QLineEdit, "early_stopping_patience")
    person.tick("early_stopping")
    assert person.experiment.early_stopping == chosen


def test_that_keep_best_is_a_tick_that_can_be_undone(person):
    person.tick("keep_best")
    assert person.experiment.keep_best is True
    person.undo()
    assert person.experiment.keep_best is False
    assert not person.see(QCheckBox, "keep_best").isChecked()


def test_that_augmentation_is_collapsed_says_what_is_on_and_opens(person):
    assert not person.seen(QLineEdit, "augmentation_rotate")
    assert person.see(QLabel, "augmentation_summary").text().startswith("Off")
    person.click("augmentation_toggle")
    person.type("augmentation_rotate", "12")
    person.type("augmentation_shift", "2")
    assert person.experiment.augmentation == AugmentationSpec(shift=2, rotate=12)
    assert person.see(QLabel, "augmentation_summary").text() == "Shift ±2 px · rotate ±12°"
    person.click("augmentation_toggle")
    assert not person.seen(QLineEdit, "augmentation_rotate")
    assert person.see(QLabel, "augmentation_summary").text() == "Shift ±2 px · rotate ±12°"


def test_that_what_listens_to_validation_objects_when_there_is_none(person):
    person.tick("early_stopping")
    person.choose("schedule", "On plateau")
    assert not person.seen(QLabel, "early_stopping_problem")
    person.type("validation_share", "0")
    for name in ("early_stopping", "schedule"):
        assert "Needs images held back" in person.see(QLabel, f"{name}_problem").text()
    assert not person.seen(QLabel, "keep_best_problem")
    person.tick("keep_best")
    assert "Validation above 0 %" in person.see(QLabel, "keep_best_problem").text()
    person.type("validation_share", "10")
    for name in ("early_stopping", "schedule", "keep_best"):
        assert not person.seen(QLabel, f"{name}_problem")


def test_that_an_experiment_made_by_hand_comes_back_from_its_json(person):
    person.choose("optimizer", "AdamW")
    person.choose("schedule", "Cosine")
    person.type("schedule_warm_up", "0.5")
    person.choose("schedule_warm_up_unit", "Steps")
    person.tick("early_stopping")
    person.tick("keep_best")
    person.click("augmentation_toggle")
    person.type("augmentation_noise", "0.05")
    experiment = person.experiment
    assert experiment.schedule == CosineSpec(warm_up=0.5, warm_up_unit="steps")
    assert experiment_from_json(experiment_to_json(experiment)) == experiment


def test_that_every_field_explains_itself(person):
    person.choose("optimizer", "AdamW")
    person.choose("schedule", "On plateau")
    person.tick("early_stopping")
    person.click("augmentation_toggle")
    labels = [
        label
        for label in person.panel.findChildren(QLabel)
        if label.objectName().endswith("_label") and label.isVisibleTo(person.panel)
    ]
    assert len(labels) > 25
    for label in labels:
        assert len(label.toolTip()) > 10, label.objectName()


@pytest.mark.parametrize("theme", [DARK, LIGHT])
def test_that_nothing_is_clipped_in_a_narrow_dock(make_person, qapp, theme):
    font, palette = qapp.font(), qapp.palette()
    load_fonts()
    apply_theme(qapp, theme)
    try:
        rich = SEED_CNN.replace(
            optimizer=OPTIMIZERS["adam_w"](),
            schedule=SCHEDULES["reduce_on_plateau"](),
            early_stopping=EarlyStoppingSpec(watch="accuracy"),
            clip_norm=1.0,
        )
        person = make_person(rich, width=276)
        person.click("augmentation_toggle")
        QApplication.processEvents()
        labels = [
            label
            for label in person.panel.findChildren(QLabel)
            if label.objectName().endswith("_label") and label.isVisibleTo(person.panel)
        ]
        for label in labels:
            assert label.sizeHint().width() <= label.width() + 1, label.text()
        for name in ("optimizer", "schedule", "early_stopping_watch"):
            combo = person.see(QComboBox, name)
            text = combo.fontMetrics().horizontalAdvance(combo.currentText())
            assert text + 34 <= combo.width(), combo.currentText()
    finally:
        qapp.setStyleSheet("")
        qapp.setPalette(palette)
        qapp.setFont(font)


def test_that_the_panel_says_how_much_memory_a_run_takes_and_when_it_is_too_much(
    person, monkeypatch
):
    monkeypatch.setattr("core.free_memory.free_memory", lambda: 10**10)
    count = len(person.state.data.dataset.train)
    person.type("batch_size", "16")
    estimate = estimate_memory(person.experiment, count)
    assert person.text("memory_estimate") == f"Needs about {estimate.words} of memory."
    assert person.see(QLabel, "memory_estimate").property("role") == "caption"
    monkeypatch.setattr("core.free_memory.free_memory", lambda: 10**6)
    person.type("batch_size", "8")
    assert "1 MB are free: choose" in person.text("memory_estimate")
    assert person.see(QLabel, "memory_estimate").property("role") == "warning"
