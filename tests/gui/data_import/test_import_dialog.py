"""The import dialog as a person uses it: look, choose, type, see what is wrong, use data."""

from dataclasses import replace

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton, QWidget

from core.data_description import DataDescription
from core.data_extra import DataExtra
from core.datasets.label_changes import LabelChange, LabelChanges, source_labels
from core.datasets.label_file import file_beside, write_changes
from core.datasets.loading import load_dataset
from core.datasets.loading_watch import LoadingWatch
from core.datasets.source_digest import source_digest
from core.presets import SEED_CNN
from tests.support.import_person import CLASSES, images, write_csv, write_photos

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)


def test_that_a_table_is_shown_by_class_and_used_as_it_is_shown(person, tmp_path):
    pixels, labels = images(60)
    one = person(write_csv(tmp_path / "digits.csv", pixels, labels))
    one.wait_to_read("import_headline", "60 images of 8×8 in 10 classes")
    assert one.reads("import_below", "CSV with the label in the last column")
    columns = one.columns
    for label in range(CLASSES):
        shown = columns.columns[label]
        assert shown
        assert [int(columns.preview.labels[at]) for at in shown] == [label] * len(shown)
    assert columns.columns[5] == ()
    assert one.text("import_parts") == "54 for training, 6 for validation, 0 for testing"
    assert one.text("import_fit_text").startswith("seed-cnn gets an input of 8×8×1")
    one.press("Set 10 % aside")
    one.wait_to_read("import_parts", "49 for training, 5 for validation, 6 for testing; each")
    one.click("import_act")
    one.wait(lambda: one.imported)
    (used,) = one.imported
    assert used.description.split == 0.1
    assert used.network.input_shape == (8, 8, 1)
    again = load_dataset(used.description)
    np.testing.assert_array_equal(used.dataset.train.images, again.train.images)
    np.testing.assert_array_equal(used.dataset.test.labels, again.test.labels)
    assert not one.dialog.isVisible()


def test_that_a_network_without_units_is_no_reason_to_refuse_a_look(person, tmp_path):
    pixels, labels = images(30)
    network = replace(SEED_CNN.network, layers=SEED_CNN.network.layers[:3])
    taken_apart = SEED_CNN.replace(network=network)
    one = person(write_csv(tmp_path / "table.csv", pixels, labels), taken_apart)
    one.wait_to_read("import_headline", "30 images of 8×8")


def test_that_pixels_that_were_taken_for_labels_are_put_right_by_a_click(person, tmp_path):
    pixels, labels = images(60)
    pixels[:, 0, 0] = np.arange(60) % 50 * 2
    one = person(write_csv(tmp_path / "odd.csv", pixels, labels))
    one.wait_to_read("import_headline", "60 images of 8×8 in 99 classes")
    one.press("Take the last column for the label")
    one.wait_to_read("import_headline", "60 images of 8×8 in 10 classes")
    assert one.see(QComboBox, "import_label").currentText() == "last column"
    np.testing.assert_array_equal(one.columns.preview.images[..., 0], pixels)


def test_that_choices_change_what_is_shown_and_nothing_that_was_typed_is_lost(person, tmp_path):
    pixels, labels = images(30)
    one = person(write_csv(tmp_path / "table.csv", pixels // 16, labels))
    one.wait(lambda: one.columns.preview is not None)
    assert one.columns.preview.value_range[1] <= 16
    high = one.columns.preview.value_range[1]
    one.wait(lambda: any(f"brighter than {high}" in text for text in one.checks()))
    one.press(f"Take {high} for white")
    one.wait(lambda: one.columns.preview.value_range[1] == 255)
    assert one.see(QLineEdit, "import_white").text() == str(high)
    one.type("import_size", "5x6")
    one.wait(lambda: one.columns.preview.image_shape == (5, 6, 1))
    line = one.type("import_size", "5x999")
    assert one.reads("import_size_problem", "height × width, such as 28×28")
    assert line.text() == "5x999"
    one.choose("import_label", "first column")
    one.wait(lambda: one.dialog.description.extra.label == "first")
    assert line.text() == "5x999"
    one.choose("import_label", "last column")
    one.type("import_shape", "7×9")
    one.wait_to_read("import_shape_problem", "7×9×1 has, received 64")
    assert one.see(QLineEdit, "import_shape").text() == "7×9"
    assert one.columns.preview.image_shape[:2] != (7, 9)  # the last that could be read stays
    one.type("import_shape", "4×16")
    one.wait(lambda: not one.dialog.findChild(QLabel, "import_shape_problem").isVisible())


def test_that_a_broken_table_says_where_and_can_be_left(person, tmp_path):
    pixels, labels = images(30)
    one = person(write_csv(tmp_path / "broken.csv", pixels, labels, spoil=20))
    one.wait_to_read("import_problem", "broken.csv, line 21: expected 65 columns, received 64")
    act = one.see(QPushButton, "import_act")
    one.wait(lambda: not act.isEnabled())  # nothing is used that cannot be read
    one.choose("import_normalise", one.see(QComboBox, "import_normalise").itemText(1))
    one.wait(lambda: not act.isEnabled())
    assert one.dialog.isVisible()
    QTest.keyClick(one.dialog, Qt.Key.Key_Escape)
    assert not one.dialog.isVisible()
    assert one.imported == []


def test_that_photos_keep_their_colours_and_names_are_shown_plain(person, tmp_path):
    one = person(write_photos(tmp_path / "photos"))
    one.wait_to_read("import_headline", "12 images of 30×20 in 2 classes")
    assert one.columns.preview.class_names == ("<b>night<-b>", "day")
    one.type("import_size", "16")
    one.wait(lambda: one.columns.preview.image_shape == (16, 16, 3))
    one.choose("import_fit", "fill, cut edges")
    one.wait(lambda: one.columns.preview.description.fit == "crop")
    one.choose("import_channels", "grey")
    one.wait(lambda: one.columns.preview.image_shape == (16, 16, 1))
    assert "gives 2 outputs instead of 10" in one.text("import_fit_text")
    one.click("import_other")
    one.wait(lambda: one.imported)
    (used,) = one.imported
    assert used.description == DataDescription(str(tmp_path / "photos"))
    assert used.network is None
    assert used.dataset.image_shape == (30, 20, 3)


def test_that_images_that_occur_twice_are_shown_on_request(person, tmp_path):
    pixels, labels = images(24)
    pixels[5] = pixels[2]
    experiment = SEED_CNN.replace(validation_share=0.0)
    one = person(write_csv(tmp_path / "twice.csv", pixels, labels), experiment)
    one.wait(lambda: any("more than once" in text for text in one.checks()))
    one.press("show")
    assert not one.columns.is_by_class
    assert {at for column in one.columns.columns for at in column} == {2, 5}
    assert one.text("import_pointed") == "2 images asked for"
    one.click("import_order_order")
    assert {0, 1, 2, 3} <= {at for column in one.columns.columns for at in column}
    assert one.text("import_pointed") == ""
    one.click("import_order_class")
    assert one.columns.is_by_class


def test_that_a_remedy_is_followed_by_using_the_data_and_not_by_leaving(person, tmp_path):
    pixels, labels = images(30)
    one = person(write_csv(tmp_path / "plain.csv", pixels, labels))
    one.wait(lambda: one.buttons("Set 10 % aside"))
    one.buttons("Set 10 % aside")[0].setFocus()
    QTest.keyClick(one.buttons("Set 10 % aside")[0], Qt.Key.Key_Space)
    one.wait(lambda: not one.buttons("Set 10 % aside"))
    assert one.dialog.focusWidget().objectName() == "import_act"


def test_that_a_long_line_takes_another_line_and_is_read_whole(person, tmp_path):
    folder = write_photos(tmp_path / "photos")
    for at in range(6):
        (folder / "day" / f"a broken picture with a very long name {at}.png").write_text("no")
    one = person(folder)
    one.wait_to_read("import_below", "6 images cannot be read; left out: ")
    below = one.see(QLabel, "import_below")
    one.wait(lambda: below.height() >= below.heightForWidth(below.width()))
    assert "…" not in below.text().removesuffix("…")
    one_line = below.fontMetrics().lineSpacing()
    one.wait(lambda: below.height() >= 2 * one_line)
    one.dialog.resize(3000, 700)
    one.wait(lambda: below.height() < 2 * one_line)


def test_that_a_small_screen_holds_it_and_checks_take_turns_with_choices(person, tmp_path):
    pixels, labels = images(30)
    one = person(write_csv(tmp_path / "small.csv", pixels, labels), size=(1024, 576))
    one.wait(lambda: any("no images for testing" in text for text in one.checks()))
    assert one.dialog.width() <= 1024
    assert one.dialog.height() <= 576
    assert not one.dialog.findChild(QWidget, "import_checks").isVisible()
    one.click("import_pill")
    assert one.see(QWidget, "import_checks").isVisible()
    assert not one.dialog.findChild(QWidget, "import_choices").isVisible()
    for name in ("import_leave", "import_other", "import_act"):
        button = one.see(QPushButton, name)
        corner = button.mapTo(one.dialog, button.rect().bottomRight())
        assert one.dialog.rect().contains(corner)


def test_that_photographs_are_offered_a_network_and_a_size_that_suit_them(person, tmp_path):
    rng = np.random.default_rng(2)
    for name in ("cats", "cars"):
        (tmp_path / name).mkdir()
        for at in range(3):
            pixels = rng.integers(0, 256, (100, 150, 3), np.uint8)
            Image.fromarray(pixels).save(tmp_path / name / f"{at}.png")
    one = person(tmp_path)
    one.wait_to_read("import_headline", "6 images of 100×150 in 2 classes")
    assert one.see(QLineEdit, "import_size").placeholderText() == "100×150"
    assert one.see(QComboBox, "import_begin_with").currentText() == "photos"
    assert one.text("import_fit_text").startswith("Made for photographs: photos gets an input")
    one.choose("import_begin_with", "seed-cnn")
    assert one.text("import_fit_text").startswith("seed-cnn gets an input of 100×150×3")
    one.choose("import_begin_with", "photos")
    one.wait(lambda: any("large images: 45,000 " in text for text in one.checks()))
    one.type("import_size", "150x160")
    one.wait_to_read("import_headline", "6 images of 150×160 in 2 classes")
    one.wait(lambda: not any("large images" in text for text in one.checks()))  # it was chosen
    QTest.keyClick(one.type("import_size", "1"), Qt.Key.Key_Backspace)
    one.wait_to_read("import_headline", "6 images of 100×150 in 2 classes")
    one.press("Make them 64×96")
    one.wait_to_read("import_headline", "6 images of 64×96 in 2 classes")
    assert one.reads("import_below", "6 images of 100×150 were fitted to 64×96")
    one.wait(lambda: not any("large images" in text for text in one.checks()))
    one.click("import_act")
    one.wait(lambda: one.imported)
    (used,) = one.imported
    assert used.preset.name == "photos"
    assert used.network.input_shape == (64, 96, 3)
    assert [layer.units for layer in used.network.layers if hasattr(layer, "units")] == [2]
    edited = SEED_CNN.replace(seed=3)  # whose settings are one's own
    other = person(tmp_path, edited)
    other.wait_to_read("import_headline", "6 images of 100×150 in 2 classes")
    assert other.see(QComboBox, "import_begin_with").currentText() == "seed-cnn"
    other.click("import_act")
    other.wait(lambda: other.imported)
    assert other.imported[0].preset is None
    assert other.imported[0].network.input_shape == (100, 150, 3)


def test_that_corrected_labels_beside_the_data_are_offered_used_and_left_out(person, tmp_path):
    pixels, labels = images(30)
    path = write_csv(tmp_path / "table.csv", pixels, labels)
    choice = DataDescription(str(path), split=0.1, extra=DataExtra(label="last"))
    dataset = load_dataset(choice)
    digest = source_digest(str(path), source_labels(dataset), LoadingWatch())
    before = int(source_labels(dataset)[4])
    changes = (LabelChange("train", 4, before, (before + 1) % CLASSES),)
    write_changes(file_beside(str(path)), LabelChanges(digest, changes))
    one = person(path)
    one.wait(lambda: "1 corrected label found" in one.checks())
    one.press("Use them")
    one.wait(lambda: "corrected labels are used" in one.checks())
    one.wait(lambda: one.columns.preview.is_whole)
    assert one.columns.preview.labels[4] == changes[0].after
    one.press("Leave them out")
    one.wait(lambda: one.buttons("Use them"))
    one.wait(lambda: one.columns.preview.is_whole)
    assert one.columns.preview.labels[4] == before
    one.press("Use them")
    one.wait(lambda: "corrected labels are used" in one.checks())
    one.click("import_act")
    one.wait(lambda: one.imported)
    (used,) = one.imported
    assert used.description.labels.count == 1
    assert used.dataset.train.labels[4] == changes[0].after


def test_that_corrected_labels_of_other_images_are_refused_and_can_be_left_out(
    person, tmp_path
):
    pixels, labels = images(30)
    path = write_csv(tmp_path / "table.csv", pixels, labels)
    changes = (LabelChange("train", 4, 1, 2),)
    write_changes(file_beside(str(path)), LabelChanges("0" * 64, changes))
    one = person(path)
    one.press("Use them")
    one.wait_to_read("import_problem", "belong to other images")
    one.press("Leave them out")
    one.wait(lambda: not one.reads("import_problem", "belong"))
    one.click("import_act")
    one.wait(lambda: one.imported)
    assert one.imported[0].description.labels is None
