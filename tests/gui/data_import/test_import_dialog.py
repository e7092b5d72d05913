"""The import dialog as a person uses it: look, choose, type, see what is wrong, use data."""

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)
from shiboken6 import isValid

from core.data_description import DataDescription
from core.data_import.source_facts import source_facts
from core.datasets.loading import load_dataset
from core.presets import SEED_CNN
from gui.data_import.import_dialog import ImportDialog
from gui.data_import.preview_columns import PreviewColumns
from gui.dialogs.dimmed_window import DimmedWindow
from gui.theme.theme import CurrentTheme
from tests.support.window_driving import LONG

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)

CLASSES = 3


def images(count, side=8):
    """Return images with a bright block where their class says, and a pixel of their own."""
    labels = np.arange(count) % CLASSES
    pixels = np.zeros((count, side, side), np.uint8)
    for at, label in enumerate(labels):
        pixels[at, 2 * label : 2 * label + 2, 1:7] = 200
        pixels[at, at % side, (at // side) % side] = 90 + at
    pixels[:, 0, 0] = 0
    return pixels, labels


def write_csv(path, pixels, labels, *, spoil=None):
    rows = [
        ",".join(map(str, [*row.ravel(), label]))
        for row, label in zip(pixels, labels, strict=True)
    ]
    if spoil is not None:
        rows[spoil] = rows[spoil].rpartition(",")[0]
    path.write_text("\n".join(rows) + "\n")
    return path


def write_photos(folder):
    """Write a folder of pictures in colour, lying and standing, of two classes."""
    rng = np.random.default_rng(3)
    for name, color in (("day", (220, 200, 90)), ("<b>night</b>", (10, 20, 80))):
        (folder / name.replace("/", "-")).mkdir(parents=True)
        for at in range(6):
            size = (30, 20, 3) if at % 3 else (20, 30, 3)
            pixels = np.clip(rng.normal(color, 12, size), 0, 255).astype(np.uint8)
            Image.fromarray(pixels).save(folder / name.replace("/", "-") / f"{at}.png")
    return folder


class Person:
    """Looks at a dialog, and does what a person can."""

    def __init__(self, qtbot, dialog):
        self.qtbot, self.dialog = qtbot, dialog
        self.imported = []
        dialog.imported.connect(self.imported.append)

    def see(self, kind, name):
        (found,) = [one for one in self.dialog.findChildren(kind, name) if one.isVisible()]
        return found

    def text(self, name):
        return self.see(QLabel, name).text()

    def reads(self, name, text):
        labels = self.dialog.findChildren(QLabel, name)
        return any(text in one.text() for one in labels if one.isVisible())

    def wait(self, condition):
        self.qtbot.waitUntil(lambda: bool(condition()), timeout=LONG)

    def wait_to_read(self, name, text):
        self.wait(lambda: self.reads(name, text))

    def click(self, name):
        self.qtbot.mouseClick(self.see(QPushButton, name), Qt.MouseButton.LeftButton)

    def type(self, name, text):
        line = self.see(QLineEdit, name)
        line.setFocus()
        line.selectAll()
        self.qtbot.keyClicks(line, text)
        return line

    def choose(self, name, text):
        combo = self.see(QComboBox, name)
        index = combo.findText(text)
        assert index >= 0, [combo.itemText(at) for at in range(combo.count())]
        combo.setCurrentIndex(index)
        combo.activated.emit(index)

    def checks(self):
        found = self.dialog.findChildren(QLabel)
        return [one.text() for one in found if one.objectName().startswith("import_check_")]

    def press(self, text):
        self.wait(lambda: self.buttons(text))
        self.qtbot.mouseClick(self.buttons(text)[0], Qt.MouseButton.LeftButton)

    def buttons(self, text):
        buttons = self.dialog.findChildren(QPushButton)
        return [one for one in buttons if one.text() == text and one.isVisible()]

    @property
    def columns(self):
        return self.see(PreviewColumns, "import_images")


@pytest.fixture
def person(qtbot):
    """Return a function that opens the dialog on a source; what is left open is closed."""
    opened, parents, asked = [], [], []

    def open_on(path, experiment=SEED_CNN, size=(1280, 800), draft=None):
        parent = QWidget()
        qtbot.addWidget(parent)
        parents.append(parent)
        parent.resize(*size)
        parent.show()
        dialog = ImportDialog(
            source_facts(str(path)), experiment, CurrentTheme(), asked.append, parent, draft
        )
        opened.append(dialog)
        dialog.open()
        one = Person(qtbot, dialog)
        one.asked = asked
        return one

    yield open_on
    for parent in parents:
        parent.close()  # and with it the dialog, if it is still open
    assert not any(isValid(dialog) and dialog.isVisible() for dialog in opened)


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
    one.click("import_act")  # nothing is used that cannot be read
    one.wait(lambda: one.see(QPushButton, "import_act").isEnabled())
    assert one.dialog.isVisible()
    assert one.reads("import_problem", "line 21")
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


def test_that_a_long_line_ends_in_dots_and_its_tip_says_all(person, tmp_path):
    folder = write_photos(tmp_path / "photos")
    for at in range(6):
        (folder / "day" / f"a broken picture with a very long name {at}.png").write_text("no")
    one = person(folder)
    one.wait_to_read("import_below", "…")
    below = one.see(QLabel, "import_below")
    assert below.fontMetrics().horizontalAdvance(below.text()) <= below.width()
    assert "6 images cannot be read; left out: " in below.toolTip()
    assert below.toolTip().startswith(below.text().removesuffix("…"))
    one.dialog.resize(3000, 700)
    one.wait(lambda: below.text() == below.toolTip())


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


def test_that_classes_are_renamed_and_garbage_is_refused_and_stays_typed(person, tmp_path):
    pixels, labels = images(30)
    one = person(write_csv(tmp_path / "named.csv", pixels, labels))
    one.wait_to_read("import_headline", "30 images of 8×8 in 10 classes")
    names = one.see(QPlainTextEdit, "import_names")
    assert names.toPlainText().split("\n") == [str(at) for at in range(10)]
    names.setFocus()
    names.selectAll()
    one.qtbot.keyClicks(names, "cat\rdog\rcat")
    one.wait_to_read("import_names_problem", "Lines 1 and 3 are the same")
    one.click("import_act")
    assert one.dialog.isVisible()
    assert names.toPlainText() == "cat\ndog\ncat"
    one.press("Set 10 % aside")
    one.wait_to_read("import_parts", "3 for testing")
    assert names.toPlainText() == "cat\ndog\ncat"
    one.qtbot.keyClicks(names, "tle")
    one.wait_to_read("import_headline", "30 images of 8×8 in 3 classes")
    assert one.columns.preview.class_names == ("cat", "dog", "cattle")
    assert not one.dialog.findChild(QLabel, "import_names_problem").isVisible()
    one.click("import_act")
    one.wait(lambda: one.imported)
    (used,) = one.imported
    assert used.description.class_names == ("cat", "dog", "cattle")
    assert used.dataset.class_names == ("cat", "dog", "cattle")
    again = load_dataset(used.description)
    assert again.class_names == used.dataset.class_names
    np.testing.assert_array_equal(again.test.labels, used.dataset.test.labels)
    assert used.network.layers[-2].units == 3


def test_that_what_was_chosen_and_typed_is_there_when_it_is_opened_again(person, tmp_path):
    pixels, labels = images(30)
    path = write_csv(tmp_path / "again.csv", pixels, labels)
    one = person(path)
    left = []
    one.dialog.left.connect(left.append)
    one.wait_to_read("import_headline", "30 images of 8×8 in 10 classes")
    one.choose("import_channels", "colour")
    one.wait(lambda: one.columns.preview.image_shape == (8, 8, 3))
    one.type("import_size", "5x999")
    names = one.see(QPlainTextEdit, "import_names")
    names.setPlainText("cat\n\ndog")
    one.click("import_leave")
    (draft,) = left
    two = person(path, draft=draft)
    assert two.dialog.description.channels == 3
    two.wait_to_read("import_names_problem", "Line 2 is blank")
    assert two.see(QPlainTextEdit, "import_names").toPlainText() == "cat\n\ndog"
    assert two.see(QLineEdit, "import_size").text() == "5x999"
    assert two.reads("import_size_problem", "height × width, such as 28×28")


def test_that_the_window_behind_is_dimmed_as_long_as_the_dialog_is_open(
    person, tmp_path, qtbot
):
    pixels, labels = images(12)
    one = person(write_csv(tmp_path / "dim.csv", pixels, labels))
    window = one.dialog.parentWidget().window()
    window.resize(300, 200)
    before = window.grab().toImage().pixelColor(20, 20).lightness()
    DimmedWindow(one.dialog, CurrentTheme())
    (dimmed,) = window.findChildren(DimmedWindow)
    assert dimmed.geometry() == window.rect()
    assert window.grab().toImage().pixelColor(20, 20).lightness() < before
    window.resize(340, 220)
    assert dimmed.geometry() == window.rect()
    one.click("import_leave")
    qtbot.waitUntil(lambda: not window.findChildren(DimmedWindow), timeout=LONG)
