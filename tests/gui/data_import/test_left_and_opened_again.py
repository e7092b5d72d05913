"""Names of classes in the import dialog, and what is there when it is opened again."""

import numpy as np
import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit

from core.datasets.loading import load_dataset
from gui.dialogs.dimmed_window import DimmedWindow
from gui.theme.theme import CurrentTheme
from tests.support.import_person import images, write_csv
from tests.support.window_driving import LONG

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)


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
    DimmedWindow(one.dialog, window, CurrentTheme())
    (dimmed,) = window.findChildren(DimmedWindow)
    assert dimmed.geometry() == window.rect()
    assert window.grab().toImage().pixelColor(20, 20).lightness() < before
    window.resize(340, 220)
    assert dimmed.geometry() == window.rect()
    one.click("import_leave")
    qtbot.waitUntil(lambda: not window.findChildren(DimmedWindow), timeout=LONG)
