"""The overview of the data, as a person looks at it."""

from dataclasses import replace

import numpy as np
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QPushButton

from core.augmentation.spec import AugmentationSpec
from core.datasets.dataset import Dataset, LabelledImages
from core.datasets.sample import Part
from gui.panels.data.class_columns import GAP, LEAST, ClassColumns
from gui.panels.data.histogram import PixelHistogram
from gui.panels.data.plane_view import PixelPlaneView
from gui.panels.data.tile_grid import TileGrid
from gui.theme.theme import DARK, LIGHT
from tests.gui.panels.data.conftest import flawed_dataset, index_in_part
from tests.support.explored_data import clustered_dataset

LEFT = Qt.MouseButton.LeftButton


def find(panel, kind, name):
    return panel.findChild(kind, f"data_panel_{name}")


def said(panel, name):
    return find(panel, QLabel, name).text()


def sample(panel):
    shown = panel._state.sample.sample
    return None if shown is None else (shown.part, shown.index)


def click(qtbot, widget, place):
    qtbot.mouseClick(widget, LEFT, pos=place)


def wait_for_sample(qtbot, panel):
    near = find(panel, TileGrid, "sample_near")
    qtbot.waitUntil(lambda: len(near.tiles) == 8)
    return near


def test_that_without_data_it_says_what_it_would_show(show):
    panel = show()
    assert "before training" in said(panel, "message")
    assert panel._headline.view.spoken_value() == "No data yet"


def test_that_images_are_counted_while_they_are_looked_at(show, monkeypatch):
    monkeypatch.setattr("gui.background.newest_wish.NewestWish.ask", lambda *_wish: None)
    panel = show(clustered_dataset(train=41, test=17))
    assert panel._headline.view.spoken_value() == "58 images"
    assert said(panel, "message") == "Looking at the images…"


def test_that_the_headline_judges_names_the_problems_and_the_figure_to_beat(explored):
    told = explored._headline.view.spoken_value()
    right = np.mean(explored.exploration.baseline.is_right)
    assert told.startswith("80 images of 4 classes, ")
    assert "! 2 things to look at" in told
    assert f"a nearest neighbour gets {100 * right:.0f}" in told
    assert "1-NN on 20 test images, among 48 training images" in told


def test_that_a_click_on_the_pill_brings_what_was_found_into_sight(explored, qtbot):
    explored.resize(700, 300)
    view = explored._headline.view
    find(explored, QPushButton, "headline_of_labels").click()
    mark = find(explored, QLabel, "findings_across_mark")
    assert mark.visibleRegion().isEmpty()
    qtbot.waitUntil(lambda: not view.pill_place.isEmpty())
    click(qtbot, view, view.pill_place.center().toPoint())
    qtbot.waitUntil(lambda: not mark.visibleRegion().isEmpty())
    assert explored._headline.shown == "overview"
    find(explored, QPushButton, "headline_of_labels").click()
    qtbot.keyClick(view, Qt.Key.Key_Return)  # without a mouse
    assert explored._headline.shown == "overview"


def test_that_nothing_is_trained_and_no_run_is_needed(explored):
    assert explored._state.moment.moment is None
    assert explored.exploration.is_complete


def test_that_problems_stand_first_each_with_its_mark(explored):
    marks = [finding.is_problem for finding in explored.exploration.findings]
    assert marks == sorted(marks, reverse=True)
    assert said(explored, "findings_across_mark") == "!"
    assert said(explored, "findings_blank_mark") == "!"
    assert said(explored, "findings_near_copies_mark") == "✓"
    across = find(explored, QLabel, "findings_across_mark")
    well = find(explored, QLabel, "findings_near_copies_mark")
    assert across.mapTo(explored, QPoint()).y() < well.mapTo(explored, QPoint()).y()


def test_that_look_shows_those_images_and_a_click_chooses_one(explored, qtbot):
    qtbot.mouseClick(find(explored, QPushButton, "findings_across_look"), LEFT)
    grid = find(explored, TileGrid, "found_images")
    assert grid.isVisible()
    places = [tile.place for tile in grid.tiles]
    data = explored._state.data
    assert (Part.TEST, 3) in places
    assert len(places) == 2
    at = places.index((Part.TEST, 3))
    click(qtbot, grid, grid.rect_of(at).center())
    assert sample(explored) == (Part.TEST, 3)
    twin = data.sample(*places[1 - at])
    assert np.array_equal(twin.image, data.sample(Part.TEST, 3).image)
    qtbot.mouseClick(find(explored, QPushButton, "found_back"), LEFT)
    assert find(explored, ClassColumns, "classes").isVisible()


def test_that_columns_show_names_means_counts_and_an_example_that_can_be_chosen(
    explored, qtbot
):
    columns = find(explored, ClassColumns, "classes")
    dataset = explored._state.data.dataset
    labels = np.concatenate([dataset.train.labels, dataset.test.labels])
    assert [one.count for one in columns.columns] == np.bincount(labels).tolist()
    click(qtbot, columns, columns.example_rect(2, 0).center())
    shown = explored._state.sample.sample
    assert shown.label == 2
    assert sample(explored) == columns.columns[2].examples[0][0]


def test_that_images_grow_by_whole_pixels_with_the_room_they_have(explored):
    columns = find(explored, ClassColumns, "classes")
    high, wide = columns.columns[0].mean.shape[:2]
    sides = []
    for width in (len(columns.columns) * pitch + 8 for pitch in (44, 70, 90, 120, 200)):
        columns.fit(width)
        picture = columns.example_rect(0, 0)
        assert picture.width() % wide == picture.height() % high == 0
        assert columns.width() <= width
        side = max(picture.width(), picture.height())
        apart = columns.example_rect(1, 0).left() - picture.left()
        assert apart == max(side, LEAST) + GAP  # no wider than images are painted
        sides.append(picture.width())
    assert sides == sorted(sides)
    assert sides[0] < sides[-1] <= 112


def test_that_variance_takes_the_place_of_the_mean(explored, qtbot):
    columns = find(explored, ClassColumns, "classes")

    def painted():
        image = columns.grab().toImage()
        return image.copy(columns.mean_rect(1))

    mean = painted()
    assert columns.sentence(1, 1).startswith("Mean image of ")
    find(explored, QCheckBox, "variance").click()
    assert columns.sentence(1, 1).startswith("Variance of ")
    assert painted() != mean


def test_that_a_point_of_the_plane_chooses_its_image(explored, qtbot):
    plane = find(explored, PixelPlaneView, "plane")
    point = 5
    at = plane.place_of(point)
    nearest = plane.point_at(at)
    qtbot.mouseClick(plane, LEFT, pos=at)
    assert sample(explored) == (Part.TRAIN, int(explored.exploration.plane.indices[nearest]))


def test_that_the_histogram_reads_a_value_under_the_mouse_and_by_keys(explored, qtbot):
    view = find(explored, PixelHistogram, "histogram")
    zeros = int(explored.exploration.facts.histogram[0])
    assert zeros > 0
    qtbot.mouseMove(view, QPoint(0, 60))
    qtbot.waitUntil(lambda: view.spoken_value().startswith(f"{zeros:,} pixels of 0 "))


def test_that_the_neighbours_of_the_sample_are_shown_with_what_they_are_called(explored, qtbot):
    data = explored._state.data
    wrong = index_in_part(data.rows(Part.TRAIN), 7) if 7 in data.rows(Part.TRAIN) else None
    place = (Part.TRAIN, wrong) if wrong is not None else (
        Part.VALIDATION, index_in_part(data.rows(Part.VALIDATION), 7)
    )  # fmt: skip
    explored._state.sample.show(data.sample(*place))
    near = wait_for_sample(qtbot, explored)
    assert all(tile.is_odd for tile in near.tiles)
    assert place not in [tile.place for tile in near.tiles]
    assert "0 of 8 are called so" in said(explored, "sample_near_words")
    chosen = near.tiles[1].place
    click(qtbot, near, near.rect_of(1).center())
    assert sample(explored) == chosen


def test_that_augmentation_is_shown_on_the_sample_and_drawn_anew(show, wait_explored, qtbot):
    panel = wait_explored(show(flawed_dataset()))
    panel._state.sample.show(panel._state.data.sample(Part.TEST, 0))
    wait_for_sample(qtbot, panel)
    assert "Augmentation is off" in said(panel, "sample_changed_words")
    document = panel._state.experiment
    spec = AugmentationSpec(noise=0.3)
    document.edit(document.experiment.replace(augmentation=spec), "noise")
    changed = find(panel, TileGrid, "sample_changed")
    qtbot.waitUntil(lambda: len(changed.tiles) == 8)
    first = [tile.image.copy() for tile in changed.tiles]
    assert not any(np.array_equal(one, panel._state.sample.sample.image) for one in first)
    qtbot.mouseClick(find(panel, QPushButton, "sample_others"), LEFT)
    qtbot.waitUntil(lambda: not np.array_equal(changed.tiles[0].image, first[0]))


def test_that_more_than_ten_classes_are_sorted_by_count_and_scroll(show, wait_explored):
    plain = clustered_dataset(train=120, test=40, classes=26)
    panel = wait_explored(show(plain, size=(700, 600)))
    columns = find(panel, ClassColumns, "classes")
    counts = [one.count for one in columns.columns]
    assert counts == sorted(counts, reverse=True)
    assert columns.width() > panel.width()


def test_that_other_data_is_explored_anew_and_known_data_at_once(show, wait_explored, qtbot):
    panel = wait_explored(show(flawed_dataset()))
    data = panel._state.data
    other = clustered_dataset(train=30, test=10)
    data.use(other, 0.2, 7)
    qtbot.waitUntil(lambda: panel.exploration is not None and panel.exploration.images == 40)
    wait_explored(panel)
    news = []
    panel._exploring.advanced.connect(lambda *one: news.append(one))
    again = flawed_dataset()
    data.use(again, 0.2, 7)
    qtbot.waitUntil(lambda: panel.exploration is not None and panel.exploration.images == 80)
    wait_explored(panel)
    assert news == []
    assert panel.exploration.parts[0].data is again.train


def test_that_a_hidden_panel_explores_nothing(show, qtbot):
    panel = show()
    panel.set_seen(False)
    panel._state.data.use(flawed_dataset(), 0.2, 7)
    assert not panel._exploring.is_busy
    assert panel.exploration is None
    panel.set_seen(True)
    qtbot.waitUntil(lambda: panel.exploration is not None)


def test_that_colour_photos_of_odd_shape_are_shown_in_both_themes(show, wait_explored):
    rng = np.random.default_rng(1)
    images = rng.integers(0, 256, (12, 45, 60, 3)).astype(np.uint8)
    images[..., 0] = 255
    images[..., 1:] //= 8
    part = LabelledImages(images, np.arange(12, dtype=np.uint8) % 3)
    panel = wait_explored(show(Dataset("photos", part, None, ("red", "rosy", "ruby"))))
    columns = find(panel, ClassColumns, "classes")
    for theme in (DARK, LIGHT):
        panel._state.theme.use(theme)
        middle = columns.grab().toImage().pixelColor(columns.mean_rect(0).center())
        assert middle.red() > 240
        assert middle.green() < 60


def test_that_data_without_images_says_so(show, qtbot):
    nothing = LabelledImages(np.zeros((0, 4, 4, 1), np.uint8), np.zeros(0, np.uint8))
    panel = show(Dataset("none", nothing, None, ("a", "b")))
    qtbot.waitUntil(lambda: "no image" in said(panel, "message"))


def test_that_cancel_keeps_what_was_found_and_explore_goes_on(show, qtbot, wait_explored):
    panel = show()
    states = []
    panel._exploring.advanced.connect(lambda *_: states.append(panel._on_cancel()))
    panel._state.data.use(flawed_dataset(), 0.2, 7)
    button = find(panel, QPushButton, "headline_button")
    qtbot.waitUntil(lambda: bool(states))
    assert not panel._exploring.is_busy
    assert button.text() == "Explore"
    assert panel.exploration is not None
    assert not panel.exploration.is_complete
    panel._exploring.advanced.disconnect()
    panel._exploring.advanced.connect(panel._on_advanced)
    qtbot.mouseClick(button, LEFT)
    wait_explored(panel)


def test_that_a_sample_of_another_size_has_no_neighbours(explored, qtbot):
    shown = explored._state.data.sample(Part.TEST, 0)
    explored._state.sample.show(replace(shown, image=np.zeros((9, 9, 1), np.uint8)))
    qtbot.waitUntil(lambda: "Choose an image" in said(explored, "sample_near_words"))
