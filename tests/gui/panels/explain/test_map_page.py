"""The map of the data, pointed at, clicked and lassoed as a person does."""

import sys
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QPushButton

from core.data_map.data_map import IMAGES, LayoutKind
from core.data_map.neighbour_layout import MISSING
from core.datasets.sample import Part
from gui.panels.explain.map_page import GIVEN_UP
from gui.panels.explain.map_toolbar import DataMapToolbar
from gui.theme.class_colors import class_color
from tests.support.explain_panel import NAME, wait
from tests.support.moments import make_moment
from tests.support.people import broken_moment, click, find, point_at, press, text_of

MAP = f"{NAME}_map"


@pytest.fixture
def mapped(panel, qtbot):
    """The panel with the map of its 1,000 test images, by PCA."""
    press(panel, f"{NAME}_view_map")
    wait(qtbot, panel)
    qtbot.waitUntil(lambda: panel.page.view.mapped is not None)
    return panel


def foot(panel):
    return find(panel, f"{MAP}_foot").text


def view_of(panel):
    return find(panel, f"{MAP}_points")


def lonely_point(view):
    """Return a point that no other one is near."""
    at = np.array([(view.place_of(p).x(), view.place_of(p).y()) for p in range(1000)], float)
    away = np.linalg.norm(at[:, None] - at[None], axis=2)
    np.fill_diagonal(away, np.inf)
    return int(away.min(axis=1).argmax())


def drag(view, *places):
    """Draw a line from place to place with the left button down."""
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    QTest.mousePress(view, left, pos=places[0])
    for place in places[1:]:
        there = QPointF(place), QPointF(view.mapToGlobal(place))
        modifier = Qt.KeyboardModifier.NoModifier
        event = QMouseEvent(QEvent.Type.MouseMove, *there, none, left, modifier)
        QApplication.sendEvent(view, event)
    QTest.mouseRelease(view, left, pos=places[-1])


def around(view, point, far):
    """Return the corners of a square around a point, the first one twice."""
    signs = ((-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1))
    return [view.place_of(point) + QPoint(x * far, y * far) for x, y in signs]


def within(view, point, far):
    """Return the points of that square."""
    away = [view.place_of(other) - view.place_of(point) for other in range(1000)]
    return [at for at, way in enumerate(away) if max(abs(way.x()), abs(way.y())) < far]


def test_that_pointing_reads_an_image_a_click_shows_it_everywhere_and_a_lasso_its_neighbours(
    mapped, trained
):
    panel, view = mapped, view_of(mapped)
    state, shown = panel._state, view.mapped
    assert len(shown.data_map.places) == 1000
    wrong = 1000 - shown.data_map.verdicts.right
    assert foot(panel).startswith(f"1,000 test images · {wrong} wrong")
    assert find(panel, f"{MAP}_layer", QComboBox).currentText().startswith("3 · Flatten")

    point = lonely_point(view)
    before = state.sample.sample
    point_at(view, view.place_of(point))
    index = int(shown.data_map.places[point])
    label = int(state.data.labels(Part.TEST)[index])
    assert view.spoken_value().startswith(f"{label} — says ")
    assert f"test image {index}" in view.spoken_value()
    assert state.sample.sample is before
    click(view, view.place_of(point))
    assert (state.sample.sample.part, state.sample.sample.index) == (Part.TEST, index)

    drag(view, *around(view, point, 9))
    gallery = find(panel, f"{MAP}_gallery")
    assert gallery.isVisible()
    assert index in gallery.indices.tolist()
    caught = set(gallery.indices.tolist())
    assert set(shown.data_map.places[within(view, point, 8)].tolist()) <= caught
    assert caught <= set(shown.data_map.places[within(view, point, 11)].tolist())
    assert text_of(panel, f"{MAP}_gallery_title").startswith(f"{len(gallery.indices)} image")

    press(panel, f"{MAP}_mistakes")
    labels = state.data.labels(Part.TEST)
    assert (labels[gallery.indices] != shown.verdicts.predicted[gallery.indices]).all()
    assert len(gallery.indices) == wrong
    images = find(panel, f"{MAP}_gallery_images")
    click(images, images.rect_of(0))
    losses = shown.verdicts.losses
    assert state.sample.sample.index == int(np.argmax(losses))
    press(panel, f"{MAP}_gallery_close")
    assert not gallery.isVisible()


def test_that_the_images_of_another_part_are_mapped_and_shown(mapped, qtbot):
    view, state = view_of(mapped), mapped._state
    chooser = find(mapped, f"{MAP}_part", QComboBox)
    offered = [chooser.itemText(at) for at in range(chooser.count())]
    assert offered == ["test", "validation", "training"]
    for at, part in ((1, Part.VALIDATION), (2, Part.TRAIN), (0, Part.TEST)):
        chooser.setCurrentIndex(at)
        chooser.activated.emit(at)
        wait(qtbot, mapped)
        mapped.refresh_now()
        count = state.data.count(part)
        shown = min(count, IMAGES)
        said = f"{shown:,}" if shown == count else f"{shown:,} of {count:,}"
        assert foot(mapped).startswith(f"{said} {offered[at]} images")
        places = view.mapped.data_map.places
        labels = state.data.labels(part)[places]
        np.testing.assert_array_equal(view.mapped.data_map.verdicts.true, labels)
        click(view, view.place_of(0))
        assert state.sample.sample.part is part
        assert state.sample.sample.index in places


def test_that_the_map_of_a_part_that_is_gone_gives_way_to_the_first(qtbot):
    toolbar = DataMapToolbar("map")
    qtbot.addWidget(toolbar)
    asked = []
    toolbar.changed.connect(lambda: asked.append(1))
    assert toolbar.part is None
    toolbar.offer_parts((Part.TEST, Part.VALIDATION))
    chooser = find(toolbar, "map_part", QComboBox)
    chooser.setCurrentIndex(1)
    toolbar.offer_parts((Part.TEST, Part.VALIDATION, Part.TRAIN))
    assert toolbar.part is Part.VALIDATION
    toolbar.offer_parts((Part.TEST, Part.TRAIN))
    assert toolbar.part is Part.TEST
    toolbar.offer_parts(())
    assert toolbar.part is None
    assert not asked


def test_that_colours_are_of_the_class_of_what_it_says_and_of_mistakes(mapped):
    view = view_of(mapped)
    verdicts, theme = view.mapped.data_map.verdicts, mapped._state.theme.theme
    point = lonely_point(view)
    place = view.place_of(point)
    assert view.grab().toImage().pixelColor(place).name() == class_color(
        theme, int(verdicts.true[point])
    )
    press(mapped, f"{MAP}_colors_says")
    assert view.grab().toImage().pixelColor(place).name() == class_color(
        theme, int(verdicts.predicted[point])
    )
    press(mapped, f"{MAP}_colors_wrong")
    is_wrong = verdicts.true[point] != verdicts.predicted[point]
    expected = theme.error if is_wrong else theme.dim
    assert view.grab().toImage().pixelColor(place).name() == expected


@pytest.mark.slow
def test_that_another_step_is_mapped_when_the_slider_rests_and_points_travel_there(
    mapped, qtbot, trained
):
    view, page = view_of(mapped), mapped.page
    first = [view.place_of(point) for point in range(0, 1000, 50)]
    earlier = make_moment("seed-cnn", steps=0)
    earlier = replace(earlier, run_id=trained.run_id, sample=trained.sample)
    mapped._state.timeline._wanted_step = 0  # one looks at the past
    mapped._state.moment.show(earlier)
    assert foot(mapped).startswith("map of step 20")
    assert view.is_faded
    assert page._rest.isActive()
    wait(qtbot, mapped)
    mapped.refresh_now()
    assert not view.is_faded
    if view.keeps_still:
        assert not view.is_travelling
    else:
        assert view.is_travelling
        assert [view.place_of(point) for point in range(0, 1000, 50)] == first
        qtbot.waitUntil(lambda: not view.is_travelling)
    assert [view.place_of(point) for point in range(0, 1000, 50)] != first
    mapped._state.moment.show(trained)  # what was made before is kept
    assert mapped.is_current


def test_that_without_motion_points_are_there_at_once(mapped, qtbot, trained, monkeypatch):
    view = view_of(mapped)
    monkeypatch.setattr(view, "_travel_time", lambda: 0)
    layout = view.mapped.data_map.layout
    view.show_on_the_way(layout * [1, -1])
    assert view.keeps_still
    before = view.place_of(3)
    flipped = replace(
        view.mapped, data_map=replace(view.mapped.data_map, layout=layout * [-1, 1])
    )
    view.show_map(flipped)
    assert not view.is_travelling
    assert view.place_of(3) != before


def test_that_the_arrow_keys_walk_from_left_to_right_and_enter_shows_the_image(mapped, qtbot):
    view = view_of(mapped)
    view.setFocus(Qt.FocusReason.TabFocusReason)
    for key in (Qt.Key.Key_Home, Qt.Key.Key_Right):
        qtbot.keyClick(view, key)
    xs = view.mapped.data_map.layout[:, 0]
    second = int(np.argsort(xs, kind="stable")[1])
    assert f"test image {int(view.mapped.data_map.places[second])}" in view.spoken_value()
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert mapped._state.sample.sample.index == int(view.mapped.data_map.places[second])


@pytest.mark.slow
def test_that_tsne_without_its_package_is_a_sentence_and_pca_goes_on(
    mapped, qtbot, monkeypatch
):
    monkeypatch.setitem(sys.modules, "openTSNE", None)
    press(mapped, f"{MAP}_kind_tsne")
    wait(qtbot, mapped)
    message = find(mapped, f"{MAP}_message")
    qtbot.waitUntil(message.isVisible)
    assert message.text() == MISSING
    press(mapped, f"{MAP}_kind_pca")
    assert not message.isVisible()
    assert view_of(mapped).isVisible()


def test_that_a_map_that_was_cancelled_is_made_when_it_is_asked_for(panel, qtbot):
    press(panel, f"{NAME}_view_map")
    button = find(panel, f"{MAP}_cancel", QPushButton)
    assert panel.page._answers.is_busy
    click(button)
    assert not panel.page._answers.is_busy
    assert text_of(panel, f"{MAP}_working") == GIVEN_UP
    assert button.text() == "Make the map"
    click(button)
    qtbot.waitUntil(lambda: panel.page.view.mapped is not None)
    assert view_of(panel).isVisible()
    assert not button.isVisible()


def test_that_broken_weights_are_one_sentence(mapped, qtbot, trained):
    broken = replace(broken_moment(trained.network), run_id=trained.run_id)
    mapped._state.moment.show(broken)
    message = find(mapped, f"{MAP}_message")
    qtbot.waitUntil(message.isVisible)
    assert "NaN" in message.text()
    assert not view_of(mapped).isVisible()


@pytest.mark.slow
def test_that_tsne_starts_from_the_map_before_and_shows_points_on_their_way(
    mapped, qtbot, trained
):
    pytest.importorskip("openTSNE", reason="needs the extra “maps”")
    page, view = mapped.page, view_of(mapped)
    shown = []
    page._answers.advanced.connect(lambda _, news: shown.append(news[1]))
    press(mapped, f"{MAP}_kind_tsne")
    wait(qtbot, mapped)
    mapped.refresh_now()
    assert view.mapped.request.kind is LayoutKind.TSNE
    first = view.mapped.data_map.layout
    shown.clear()
    later = make_moment("seed-cnn", steps=21)
    later = replace(later, run_id=trained.run_id, sample=trained.sample)
    mapped._state.moment.show(later)
    wait(qtbot, mapped)
    layouts = [one for one in shown if one is not None]
    extent = first.std()
    assert np.median(np.linalg.norm(layouts[0] - first, axis=1)) < 0.2 * extent
    mapped.refresh_now()
    now = view.mapped.data_map.layout
    assert np.median(np.linalg.norm(now - first, axis=1)) < extent
