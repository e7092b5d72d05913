"""The gallery of one's own digits."""

import numpy as np
import pytest
from PySide6.QtCore import Qt

from core.datasets.dataset import Dataset, LabelledImages
from core.datasets.loading import load_dataset
from core.datasets.sample import Part
from core.drawing.own_digits import read_own_digits
from core.presets import PRESETS
from gui.panels.draw.own_digits_keeper import FILE, FOLDER
from gui.panels.draw.own_drawing_actions import KEPT, KEPT_BEFORE, NOT_MEANT, NOTHING
from gui.panels.draw.picture_list import PictureList
from tests.support.draw_panel import (
    SEVEN,
    AnsweringNetwork,
    draw,
    is_answered,
    open_draw_panel,
    sentence,
)
from tests.support.people import find, press, text_of

ONE = ((0.5, 0.2), (0.5, 0.8))


@pytest.fixture
def opened(qtbot, tmp_path):
    """Return a function that opens the panel on the same folder."""
    panels = []

    def open_one():
        panel = open_draw_panel(qtbot, tmp_path, width=1300, height=760)
        panel.network = AnsweringNetwork(panel._state)
        panels.append(panel)
        return panel

    yield open_one
    for panel in panels:
        panel.shut_down()


def is_quiet(panel):
    return not panel.own_digits.is_busy and not panel._is_stale


def keep(qtbot, panel, points, key):
    press(panel, "draw_clear")
    draw(qtbot, panel.board, points)
    qtbot.keyClick(panel.board, key)
    qtbot.waitUntil(lambda: is_answered(panel))
    press(panel, "draw_keep")
    qtbot.waitUntil(lambda: is_quiet(panel))


def texts(panel):
    gallery = find(panel, "own_digits", PictureList)
    return [gallery.item(at).text() for at in range(gallery.count())]


def tile(panel, label, image):
    said = int(panel.network.says(image).argmax())
    return f"{label}   ✓" if said == label else f"{label}   ✗ {said}"


def test_that_digits_are_kept_judged_relabelled_deleted_and_found_again(
    qtbot, opened, tmp_path
):
    panel = opened()
    press(panel, "draw_keep")
    assert sentence(panel) == NOTHING
    draw(qtbot, panel.board, SEVEN)
    press(panel, "draw_keep")
    assert sentence(panel) == NOT_MEANT
    keep(qtbot, panel, SEVEN, Qt.Key.Key_7)
    assert sentence(panel) == KEPT
    press(panel, "draw_keep")  # the same drawing is kept once
    qtbot.waitUntil(lambda: sentence(panel) == KEPT_BEFORE)
    seven = panel._state.sample.sample.image[..., 0]
    keep(qtbot, panel, ONE, Qt.Key.Key_1)
    one = panel._state.sample.sample.image[..., 0]
    expected = [tile(panel, 7, seven), tile(panel, 1, one)]
    assert texts(panel) == expected
    right = sum("✓" in text for text in expected)
    assert text_of(panel, "own_digits_says").startswith(f"2 drawings · {right} right")
    path = tmp_path / FOLDER / FILE
    np.testing.assert_array_equal(read_own_digits(path).images[..., 0], [seven, one])
    data = panel._state.data  # every panel can look at them
    assert data.labels(Part.OWN).tolist() == [7, 1]
    np.testing.assert_array_equal(data.sample(Part.OWN, 0).image[..., 0], seven)

    gallery = find(panel, "own_digits", PictureList)
    gallery.setCurrentRow(1)
    gallery.setFocus()
    qtbot.keyClick(gallery, Qt.Key.Key_4)
    qtbot.waitUntil(lambda: is_quiet(panel))
    assert texts(panel) == [expected[0], tile(panel, 4, one)]
    qtbot.keyClick(gallery, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: is_quiet(panel))
    assert texts(panel) == expected[:1]
    press(panel, "own_digits_undo")
    press(panel, "own_digits_undo")
    qtbot.waitUntil(lambda: is_quiet(panel))
    assert texts(panel) == expected
    assert read_own_digits(path).labels.tolist() == [7, 1]

    again = opened()  # another time
    qtbot.waitUntil(lambda: is_quiet(again) and texts(again) == expected)
    gallery = find(again, "own_digits", PictureList)
    where = gallery.visualItemRect(gallery.item(1)).center()
    qtbot.mouseClick(gallery.viewport(), Qt.MouseButton.LeftButton, pos=where)
    qtbot.waitUntil(lambda: is_answered(again) and again._state.sample.sample.label == 1)
    np.testing.assert_array_equal(again._state.sample.sample.image[..., 0], one)


def test_that_the_menu_of_a_digit_deletes_and_relabels_it(qtbot, opened):
    panel = opened()
    keep(qtbot, panel, SEVEN, Qt.Key.Key_7)
    for wanted, labels in (("2", [2]), ("Delete", [])):
        menu = panel.sections.digits.menu_of(0)
        names = menu.actions()[0].menu().actions()
        (action,) = [one for one in (*menu.actions(), *names) if one.text() == wanted]
        menu.triggered.emit(action)
        qtbot.waitUntil(lambda: is_quiet(panel))
        assert panel.own_digits.digits.labels.tolist() == labels
        menu.deleteLater()


def test_that_a_file_of_garbage_is_told_and_set_aside_before_anything_is_written(
    qtbot, opened, tmp_path
):
    path = tmp_path / FOLDER / FILE
    path.parent.mkdir()
    path.write_bytes(b"somebody's letters")
    panel = opened()
    qtbot.waitUntil(lambda: sentence(panel).startswith("My digits.npz: "))
    assert path.read_bytes() == b"somebody's letters"
    keep(qtbot, panel, SEVEN, Qt.Key.Key_7)
    assert len(read_own_digits(path)) == 1
    aside = path.with_name(f"unreadable {FILE}")
    assert aside.read_bytes() == b"somebody's letters"


def test_that_digits_are_learned_from_as_they_are_now(qtbot, opened, tmp_path):
    panel = opened()
    keep(qtbot, panel, SEVEN, Qt.Key.Key_7)
    seven = panel._state.sample.sample.image
    edited = panel._state.experiment
    for _ in range(2):  # what was added before is not added twice
        press(panel, "own_digits_train")
        qtbot.waitUntil(lambda: is_quiet(panel) and " + " in edited.experiment.data)
    source = edited.experiment.data
    panel.own_digits.delete(0)  # later changes leave what a run was made from as it is
    qtbot.waitUntil(lambda: is_quiet(panel))
    plain = load_dataset(PRESETS["seed-cnn"].data)
    dataset = load_dataset(source)
    assert len(dataset.train) == len(plain.train) + 1
    np.testing.assert_array_equal(dataset.train.images[-1], seven)
    assert dataset.train.labels[-1] == 7
    np.testing.assert_array_equal(dataset.test.labels, plain.test.labels)
    edited.undo_stack.undo()
    assert edited.experiment.data == PRESETS["seed-cnn"].data


def test_that_a_network_with_fewer_classes_judges_only_what_it_has_a_class_for(qtbot, opened):
    panel = opened()
    keep(qtbot, panel, SEVEN, Qt.Key.Key_7)
    keep(qtbot, panel, ONE, Qt.Key.Key_1)
    keeper = panel.own_digits
    moment = panel._state.moment.moment
    assert set(keeper.said) == {0, 1}
    keeper._change(lambda digits: digits.relabelled(0, 200))
    qtbot.waitUntil(lambda: is_quiet(panel))
    assert set(keeper.said) == {1}
    assert texts(panel)[0] == "200"
    assert "of 1 that the network has a class for" in text_of(panel, "own_digits_says")
    assert panel._state.moment.moment is moment


def test_that_a_drawn_digit_is_no_class_of_a_folder_of_photos(qtbot, opened):
    panel = opened()
    keep(qtbot, panel, ONE, Qt.Key.Key_1)
    assert find(panel, "own_digits_train").isEnabled()
    images = np.zeros((30, 64, 96, 3), np.uint8)
    photos = LabelledImages(images, np.arange(30, dtype=np.uint8) % 3)
    names = ("beach", "city", "forest")
    panel._state.data.use(Dataset("photos", photos, None, names), 0.1, 0)
    qtbot.waitUntil(lambda: not find(panel, "own_digits_train").isEnabled())
    assert texts(panel)[0].startswith("1")
    assert "not for images of 64×96" in text_of(panel, "own_digits_says")
    assert panel._state.drawing.target is None  # it was a 1, and no city
