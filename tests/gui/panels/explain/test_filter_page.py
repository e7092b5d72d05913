"""What a filter likes, found and made up, as a person asks for it."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt

from core.datasets.sample import Part
from gui.panels.explain import filter_likes
from gui.state.selection import Unit
from tests.support.explain_panel import NAME, wait
from tests.support.moments import make_moment, small_mnist
from tests.support.people import broken_moment, click, find, point_at, press, text_of

FILTER = f"{NAME}_filter"


def settle(qtbot, panel):
    wait(qtbot, panel)
    panel.refresh_now()


@pytest.fixture
def asked(panel, qtbot):
    press(panel, f"{NAME}_view_filter")
    settle(qtbot, panel)
    return panel


def test_that_nine_answers_stand_there_strongest_first_and_a_click_shows_the_image(
    asked, qtbot, trained
):
    asked._state.selection.select(Unit(1, 5))  # the ReLU behind the convolution: filter 5
    settle(qtbot, asked)
    assert text_of(asked, f"{FILTER}_unit_text") == "filter 5 of 0…7"
    assert "Filter 5 of 0…7: strongest answers among 1,000 test" in text_of(
        asked, f"{FILTER}_title"
    )
    patches = asked.page.patches
    likes = patches.likes
    weight = trained.snapshot.values["0.conv2d.weight"][..., 5]
    bias = trained.snapshot.values["0.conv2d.bias"][5]
    images = small_mnist().test.images
    windows = np.lib.stride_tricks.sliding_window_view(images[..., 0] / 255, (3, 3), (1, 2))
    answers = np.einsum("nrcij,ij->nrc", windows, weight[:, :, 0]) + bias
    best = np.sort(answers.max(axis=(1, 2)))[::-1][:9]
    np.testing.assert_allclose(likes.values, best, rtol=1e-4)

    point_at(patches, patches.place_of(2))
    said = text_of(asked, f"{FILTER}_read_out_place")
    assert said.startswith(f"image {likes.indices[2]} · rows ")
    click(patches, patches.place_of(2))
    state = asked._state
    assert (state.sample.sample.part, state.sample.sample.index) == (
        Part.TEST,
        likes.indices[2],
    )
    assert state.selection.unit == Unit(0, 5, *likes.cells[2])


def test_that_the_image_is_made_up_step_by_step_and_can_be_played_again(asked, qtbot):
    ascent = asked.page.ascent
    if ascent.is_playing:
        ascent.stop()
    press(asked, f"{FILTER}_play")
    assert ascent.is_playing
    assert ascent.frame == 0
    assert find(asked, f"{FILTER}_steps").text.startswith("step 0 of 64")
    qtbot.waitUntil(lambda: ascent.frame > 1)
    press(asked, f"{FILTER}_play")
    assert not ascent.is_playing
    area = ascent.chart_rect()
    point_at(ascent, area.topRight() - area.topLeft() + area.topLeft())
    ascent.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(ascent, Qt.Key.Key_End)
    assert ascent.spoken_value().startswith("step 64 of 64 · answer ")
    assert "fixed seed" in text_of(asked, f"{FILTER}_rule")


def test_that_patches_are_looked_for_once_for_all_filters_of_the_same_weights(
    asked, qtbot, trained, monkeypatch
):
    looked = []
    real = filter_likes.favourite_patches
    monkeypatch.setattr(
        filter_likes,
        "favourite_patches",
        lambda *given: looked.append(given[2]) or real(*given),
    )
    press(asked, f"{FILTER}_unit_next")
    settle(qtbot, asked)
    twin = replace(trained, run_id="another run with the very same weights")
    asked._state.moment.show(twin)
    settle(qtbot, asked)
    assert looked == []
    asked._state.moment.show(make_moment("seed-cnn", steps=3))
    settle(qtbot, asked)
    assert looked == [0]


def test_that_a_unit_sees_the_whole_image(open_explain, qtbot):
    panel = open_explain(make_moment("seed-mlp", steps=3))
    press(panel, f"{NAME}_view_filter")
    settle(qtbot, panel)
    likes = panel.page.patches.likes
    assert set(likes.boxes) == {None}
    click(panel.page.patches, panel.page.patches.place_of(0))
    assert panel._state.sample.sample.index == likes.indices[0]


def test_that_broken_weights_are_one_sentence(asked, qtbot, trained):
    asked._state.moment.show(broken_moment(trained.network))
    message = find(asked, f"{FILTER}_message")
    qtbot.waitUntil(message.isVisible)
    assert "NaN" in message.text()
