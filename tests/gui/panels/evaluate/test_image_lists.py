"""Images that are marked, exported, and only drawn where they can be seen."""

import csv

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QScrollArea, QWidget

from core.datasets.sample import Part
from core.evaluation.ranking import likely_mislabelled
from gui.judging import gallery_view
from gui.lab.run_shelf import RunShelf
from tests.gui.panels.evaluate.test_evaluate_panel import images_of
from tests.support.people import click, find, press, text_of

WAIT = 60_000
NAME = "evaluate_panel"
GALLERY = f"{NAME}_gallery"


class Chooser:
    """Chooses a file at once."""

    def __init__(self, path):
        self.path, self.suggestions = path, []

    def ask_to_save(self, _title, suggestion, _filter, then):
        self.suggestions.append(suggestion)
        then(self.path)


@pytest.fixture
def shelf(qtbot, tmp_path):
    shelf = RunShelf(tmp_path / "runs")
    yield shelf
    shelf.shut_down()


def open_on(show, qtbot, trained, shelf):
    panel = show(trained, shelf=shelf)
    qtbot.waitUntil(lambda: panel.evaluation is not None, timeout=WAIT)
    qtbot.waitUntil(lambda: panel.lists._marks._is_read, timeout=WAIT)
    return panel


def marked(panel):
    press(panel, f"{GALLERY}_source_marked")
    return images_of(panel).places.tolist()


def test_that_marked_images_are_a_list_that_is_there_again(show, qtbot, trained, shelf):
    panel = open_on(show, qtbot, trained, shelf)
    press(panel, f"{GALLERY}_source_unsure")
    images, button = images_of(panel), find(panel, f"{GALLERY}_mark", QPushButton)
    first, second, third = (int(one) for one in images.places[:3])
    click(images, images.rect_of(1))
    assert button.text() == "Mark"
    click(button)
    assert button.text() == "Unmark"
    place = images.rect_of(0).center()
    QTest.mouseClick(images, Qt.MouseButton.RightButton, pos=place)
    assert panel._state.sample.sample.index == second  # a right click selects nothing
    images.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(images, Qt.Key.Key_Right)
    qtbot.keyClick(images, Qt.Key.Key_M)
    assert images.spoken_value().endswith(", marked")
    assert marked(panel) == [second, first, third]
    assert text_of(panel, f"{GALLERY}_count") == "3 images"
    click(images, images.rect_of(2))
    click(button)
    assert marked(panel) == [second, first]
    qtbot.waitUntil(lambda: panel.lists._marks._unsaved is None, timeout=WAIT)

    again = open_on(show, qtbot, trained, shelf)
    assert marked(again) == [second, first]
    press(again, f"{NAME}_headline_part_validation")
    qtbot.waitUntil(lambda: again.evaluation.request.part is Part.VALIDATION, timeout=WAIT)
    assert marked(again) == []  # those were of other images
    press(again, f"{GALLERY}_source_unsure")
    images = images_of(again)
    last = int(images.places[3])
    QTest.mouseClick(images, Qt.MouseButton.RightButton, pos=images.rect_of(3).center())
    assert marked(again) == [last]
    again.lists._marks.toggle(("training", int(again._state.data.rows(Part.TRAIN)[0])))
    assert marked(again) == [last]  # that one is no validation image
    again.lists._marks.toggle(("training", int(again._state.data.rows(Part.TRAIN)[0])))
    row = int(again.evaluation.request.rows[last])
    assert again.lists._marks.marked.marks[-1] == ("training", row)


def test_that_marks_are_written_when_the_window_closes_at_once(show, qtbot, trained, shelf):
    panel = open_on(show, qtbot, trained, shelf)
    press(panel, f"{GALLERY}_source_unsure")
    images = images_of(panel)
    first = int(images.places[0])
    QTest.mouseClick(images, Qt.MouseButton.RightButton, pos=images.rect_of(0).center())
    panel.shut_down()
    assert marked(open_on(show, qtbot, trained, shelf)) == [first]


def test_that_a_broken_list_is_said_and_left_as_it_is(show, qtbot, trained, shelf):
    panel = open_on(show, qtbot, trained, shelf)
    path = panel.lists._marks._path
    path.parent.mkdir(parents=True)
    path.write_text("something else")
    other = show(trained, shelf=shelf)
    trouble = find(other, f"{GALLERY}_trouble")
    qtbot.waitUntil(trouble.isVisible, timeout=WAIT)
    assert "no list of marked images" in trouble.text()
    images = images_of(other)
    press(other, f"{GALLERY}_source_unsure")
    QTest.mouseClick(images, Qt.MouseButton.RightButton, pos=images.rect_of(0).center())
    assert len(marked(other)) == 1
    other.shut_down()
    assert path.read_text() == "something else"


def test_that_what_the_gallery_shows_is_exported_in_its_order(judged, qtbot, tmp_path):
    judged.lists.file_dialogs = chooser = Chooser(tmp_path / "images.csv")
    press(judged, f"{GALLERY}_source_mislabelled")
    places = images_of(judged).places.tolist()
    verdicts = judged.evaluation.verdicts
    assert places == likely_mislabelled(verdicts).tolist()
    assert text_of(judged, f"{GALLERY}_title") == "Likely mislabelled"
    press(judged, f"{GALLERY}_export")
    qtbot.waitUntil(chooser.path.exists, timeout=WAIT)
    with chooser.path.open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert chooser.suggestions == ["test images at step 20.csv"]
    assert [int(row["index"]) for row in rows] == places
    assert [int(row["label"]) for row in rows] == verdicts.true[places].tolist()
    found = [float(row["probability"]) for row in rows]
    np.testing.assert_allclose(found, verdicts.confidence[places])

    judged.lists.file_dialogs = Chooser(tmp_path / "nowhere" / "images.csv")
    press(judged, f"{GALLERY}_export")
    trouble = find(judged, f"{GALLERY}_trouble")
    qtbot.waitUntil(trouble.isVisible, timeout=WAIT)


def test_that_only_images_in_sight_are_drawn_and_none_is_a_widget(judged, monkeypatch):
    press(judged, f"{GALLERY}_source_unsure")
    images = images_of(judged)
    assert len(images.places) == 1000
    assert images.findChildren(QWidget) == []
    drawn = []
    monkeypatch.setattr(gallery_view, "paint_pixels", lambda _p, place, *_: drawn.append(place))
    scroll = find(judged, f"{GALLERY}_scroll", QScrollArea)
    bar = scroll.verticalScrollBar()
    for value in (0, bar.maximum() // 2, bar.maximum()):
        bar.setValue(value)
        drawn.clear()
        scroll.grab()
        seen = images.visibleRegion().boundingRect()
        most = (seen.height() // images.rect_of(0).height() + 2) * 12
        assert 0 < len(drawn) <= most
        assert all(place.intersects(seen.adjusted(0, -120, 0, 120)) for place in drawn)
