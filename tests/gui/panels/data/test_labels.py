"""Labels are corrected with keys, kept beside the data, and used when one says so."""

import hashlib

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from core.data_description import source_of
from core.datasets.label_changes import LabelChange
from core.datasets.label_file import file_beside, read_changes
from core.datasets.loading import load_dataset
from core.datasets.loading_watch import LoadingWatch
from core.datasets.sample import Part
from core.datasets.source_digest import source_digest
from core.errors import Cancelled
from gui.panels.data.tile_grid import TileGrid
from tests.gui.panels.data.conftest import flawed_dataset
from tests.support.explored_data import clustered

LEFT = Qt.MouseButton.LeftButton
WRONG = 7  # the row whose label is wrong


def find(panel, kind, name):
    return panel.findChild(kind, f"data_panel_labels_{name}")


def said(panel, name):
    return find(panel, QLabel, name).text()


@pytest.fixture
def table(tmp_path):
    """Return the path of a CSV of images of which one is called the wrong thing."""
    data = clustered(60, spread=12.0, size=(5, 5, 1))
    labels = data.labels.copy()
    labels[WRONG] = (labels[WRONG] + 1) % 4
    header = ",".join(["label", *(f"pixel{at}" for at in range(25))])
    rows = np.column_stack([labels, data.images.reshape(60, -1)])
    lines = [",".join(map(str, row)) for row in rows.tolist()]
    path = tmp_path / "shapes.csv"
    path.write_text("\n".join([header, *lines]) + "\n")
    return path, int(data.labels[WRONG])


@pytest.fixture
def walk(show, wait_explored, qtbot):
    """Return a function that opens the panel on a file and walks through its labels."""

    def open_one(source):
        panel = wait_explored(show(load_dataset(source), source=source))
        qtbot.mouseClick(panel.findChild(QPushButton, "data_panel_headline_of_labels"), LEFT)
        page = panel._labels
        qtbot.waitUntil(lambda: page.keeper.is_ready and not page.is_searching)
        qtbot.waitUntil(lambda: page.doubt is not None)
        return panel, page

    return open_one


def row_of_doubt(panel, page):
    part, index = page.doubt.place
    return int(panel._state.data.rows(part)[index])


def go_to_wrong(qtbot, panel, page):
    """Walk with Enter until the image with the wrong label is asked about."""
    for _ in range(len(page._doubts)):
        if row_of_doubt(panel, page) == WRONG:
            return
        qtbot.keyClick(page._view.image, Qt.Key.Key_Return)
    raise AssertionError("the wrong label is in no doubt")


def test_that_the_wrong_label_is_asked_about_first_with_what_it_seems_to_be(walk, table):
    path, right = table
    panel, page = walk(str(path))
    if WRONG not in panel._state.data.rows(Part.TRAIN):
        pytest.fail("the planted label must be learned from")
    assert row_of_doubt(panel, page) == WRONG
    assert page.doubt.said == right
    assert said(panel, "called") == f"Called {(right + 1) % 4}"
    assert f"Its nearest neighbour is called {right}" in said(panel, "doubt")


def test_that_a_key_corrects_a_label_and_the_list_lies_beside_the_data(walk, table, qtbot):
    path, right = table
    before = hashlib.sha256(path.read_bytes()).hexdigest()
    panel, page = walk(str(path))
    go_to_wrong(qtbot, panel, page)
    qtbot.keyClicks(page._view.image, str(right))
    assert said(panel, "called") == f"Called {right}, was {(right + 1) % 4}"
    kept = file_beside(str(path))
    qtbot.waitUntil(kept.exists)
    qtbot.waitUntil(lambda: not page.keeper._jobs.is_busy)
    changes = read_changes(kept)
    assert changes.changes == (LabelChange("train", WRONG, (right + 1) % 4, right),)
    plain = load_dataset(str(path))
    assert changes.digest == source_digest(str(path), plain.train.labels, LoadingWatch())
    assert "1 label is corrected, kept in shapes.csv.labels.json" in said(panel, "kept")
    assert hashlib.sha256(path.read_bytes()).hexdigest() == before


def test_that_keys_walk_on_and_back_and_make_the_image_the_sample(walk, table, qtbot):
    panel, page = walk(str(table[0]))
    image = page._view.image
    if len(page._doubts) < 2:
        page.show_places(((Part.TRAIN, 0), (Part.TRAIN, 3), (Part.TEST, 0)), "three")
    first = page.doubt.place
    qtbot.keyClick(image, Qt.Key.Key_Right)
    second = page.doubt.place
    assert second != first
    shown = panel._state.sample.sample
    assert (shown.part, shown.index) == second
    qtbot.keyClick(image, Qt.Key.Key_Left)
    assert page.doubt.place == first


def test_that_undo_takes_the_label_back_on_screen_and_on_disk(walk, table, qtbot):
    path, right = table
    panel, page = walk(str(path))
    go_to_wrong(qtbot, panel, page)
    qtbot.keyClicks(page._view.image, f"{right}{(right + 2) % 4}")
    assert page.keeper.corrected == 1
    experiment = panel._state.experiment.experiment
    for label in (right, (right + 1) % 4):
        qtbot.keyClick(page._view.image, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert said(panel, "called").startswith(f"Called {label}")
    assert page.keeper.corrected == 0
    assert not find(panel, QPushButton, "undo").isEnabled()
    assert panel._state.experiment.experiment is experiment
    qtbot.waitUntil(lambda: not page.keeper._jobs.is_busy)
    assert read_changes(file_beside(str(path))).corrected() == {}


def test_that_the_labels_are_used_when_one_says_so(walk, table, qtbot):
    path, right = table
    panel, page = walk(str(path))
    use = find(panel, QPushButton, "use")
    assert use.isHidden()
    go_to_wrong(qtbot, panel, page)
    qtbot.mouseClick(find(panel, QPushButton, f"class_{right}"), LEFT)
    assert not use.isHidden()
    qtbot.waitUntil(lambda: not page.keeper._jobs.is_busy)
    qtbot.mouseClick(use, LEFT)
    data = panel._state.experiment.experiment.data
    assert (data.source, data.labels.file) == (str(path), str(file_beside(str(path))))
    assert data.labels.count == 1
    corrected = load_dataset(data)
    assert corrected.train.labels[WRONG] == right
    panel._state.data.use(corrected, 0.2, 7)
    qtbot.waitUntil(lambda: page.keeper.is_ready and page.keeper.is_used)
    qtbot.waitUntil(lambda: page._exploration is not None and not page.is_searching)
    assert "the data in use has them" in said(panel, "kept")
    assert use.isHidden()
    # what is undone now is to be used again
    assert page.keeper.may_undo
    qtbot.mouseClick(find(panel, QPushButton, "undo"), LEFT)
    assert not use.isHidden()
    qtbot.mouseClick(use, LEFT)
    assert source_of(panel._state.experiment.experiment.data) == str(path)


def test_that_corrections_are_offered_when_the_data_is_opened_again(walk, table, qtbot):
    path, right = table
    panel, page = walk(str(path))
    go_to_wrong(qtbot, panel, page)
    qtbot.keyClicks(page._view.image, str(right))
    panel.shut_down()  # at once: what was not written yet is written now
    again, other_page = walk(str(path))
    assert other_page.keeper.corrected == 1
    assert find(again, QPushButton, "use").isVisible()
    assert "1 label is corrected" in said(again, "kept")


def test_that_what_could_not_be_written_yet_is_written_when_the_window_closes(
    walk, table, qtbot, monkeypatch
):
    def give_up(*_arguments, **_named):
        raise Cancelled("the window closes")

    monkeypatch.setattr("gui.panels.data.label_keeper._write", give_up)
    panel, page = walk(str(table[0]))
    go_to_wrong(qtbot, panel, page)
    assert page.focusProxy() is page._view.image  # where keys go
    qtbot.keyClicks(page._view.image, str(table[1]))
    qtbot.waitUntil(lambda: not page.keeper._jobs.is_busy)
    assert not file_beside(str(table[0])).exists()
    panel.shut_down()
    assert read_changes(file_beside(str(table[0]))).corrected()


def test_that_a_list_of_other_data_is_refused_and_left_alone(walk, table, qtbot):
    path, right = table
    kept = file_beside(str(path))
    foreign = '{"digest": "' + "0" * 64 + '", "changes": []}'
    kept.write_text(foreign)
    panel, page = walk(str(path))
    assert "belong to other images" in said(panel, "trouble")
    go_to_wrong(qtbot, panel, page)
    qtbot.keyClicks(page._view.image, str(right))
    qtbot.waitUntil(lambda: not page.keeper._jobs.is_busy)
    assert kept.read_text() == foreign
    assert page.keeper.path != kept
    assert read_changes(page.keeper.path).corrected()


def test_that_a_folder_that_may_not_be_written_to_leaves_the_list_beside_the_runs(
    walk, table, qtbot, monkeypatch
):
    path, right = table
    folder = path.parent
    monkeypatch.setattr(
        "gui.panels.data.label_place.os.access", lambda where, _mode: where != folder
    )
    panel, page = walk(str(path))
    go_to_wrong(qtbot, panel, page)
    qtbot.keyClicks(page._view.image, str(right))
    qtbot.waitUntil(lambda: not page.keeper._jobs.is_busy)
    assert not file_beside(str(path)).exists()
    assert "kept beside the runs" in said(panel, "kept")
    assert len(read_changes(page.keeper.path)) == 1


def test_that_a_list_that_cannot_be_written_is_said(walk, table, qtbot, monkeypatch):
    panel, page = walk(str(table[0]))

    def fail(*_arguments):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("gui.panels.data.label_keeper.write_changes", fail)
    go_to_wrong(qtbot, panel, page)
    qtbot.keyClicks(page._view.image, str(table[1]))
    qtbot.waitUntil(lambda: bool(said(panel, "trouble")))
    assert page.keeper.corrected == 1


def test_that_images_with_two_labels_are_walked_through_from_the_checks(
    show, wait_explored, qtbot
):
    data = flawed_dataset()
    images = data.train.images.copy()
    images[30] = images[31]
    labels = data.train.labels.copy()
    labels[30], labels[31] = 0, 2
    part = type(data.train)(images, labels)
    panel = wait_explored(show(type(data)(data.name, part, data.test, data.class_names)))
    look = panel.findChild(QPushButton, "data_panel_findings_contradiction_look")
    qtbot.mouseClick(look, LEFT)
    qtbot.mouseClick(panel.findChild(QPushButton, "data_panel_found_labels"), LEFT)
    page = panel._labels
    rows = panel._state.data.rows
    wanted = {int(rows(part)[at]) for part, at in (doubt.place for doubt in page._doubts)}
    assert wanted == {30, 31}
    grid = find(panel, TileGrid, "grid")
    assert grid.isVisible()
    assert len(grid.tiles) == 2


def test_that_no_network_is_asked_before_one_is_trained(walk, table, qtbot):
    panel, page = walk(str(table[0]))
    qtbot.mouseClick(find(panel, QPushButton, "witness_network"), LEFT)
    assert "no trained network yet" in said(panel, "doubt")
    qtbot.mouseClick(find(panel, QPushButton, "witness_neighbours"), LEFT)
    qtbot.waitUntil(lambda: page.doubt is not None)


def test_that_a_trained_network_doubts_what_it_calls_otherwise(
    show, wait_explored, qtbot, trained
):
    from tests.support.data_files import real_digits

    images, labels = real_digits()
    data = flawed_dataset()
    part = type(data.train)(images[:200, :, :, None].copy(), labels[:200].astype(np.uint8))
    names = tuple("0123456789")
    panel = wait_explored(show(type(data)("digits", part, None, names)))
    panel._state.moment.show(trained)
    qtbot.mouseClick(panel.findChild(QPushButton, "data_panel_headline_of_labels"), LEFT)
    qtbot.mouseClick(find(panel, QPushButton, "witness_network"), LEFT)
    page = panel._labels
    qtbot.waitUntil(lambda: page.doubt is not None and not page.is_searching)
    assert said(panel, "doubt").startswith(f"The network says {page.doubt.said}")
    losses = [float(one.words.rpartition(" ")[2].removesuffix(".")) for one in page._doubts]
    assert losses == sorted(losses, reverse=True)
