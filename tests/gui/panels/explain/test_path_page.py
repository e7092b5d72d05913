"""The path of integrated gradients, looked at and pointed at."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QComboBox

from core.explanation.class_score import Target
from gui.theme.tensor_colors import ColorCode, colors_of
from tests.support.explain_panel import NAME, guesses, score_of, wait
from tests.support.people import broken_moment, find, point_at, press, text_of

PATH = f"{NAME}_path"


@pytest.fixture
def walked(panel, qtbot):
    press(panel, f"{NAME}_view_path")
    wait(qtbot, panel)
    panel.refresh_now()
    return panel


def number(text):
    return float(text.replace("−", "-").replace("+", "").replace(",", ""))


def test_that_the_pictures_fade_in_and_the_sum_closes(walked, trained):
    view, x = walked.page.view, trained.sample.image / 255
    score = score_of(trained, Target(trained.trace.predicted))
    last = view.path.steps
    assert view.path.map_steps == tuple(range(0, last + 1, last // 8))
    painted = view.grab().toImage()
    theme = walked._state.theme.theme
    row, column = np.unravel_index(x[..., 0].argmax(), (28, 28))
    for at, step in ((0, 0), (4, last // 2), (8, last)):
        place = view.picture_rect(0, at)
        zoom = place.width() // 28
        middle = place.topLeft() + QPoint(column * zoom + zoom // 2, row * zoom + zoom // 2)
        ink = np.array([[x[row, column, 0] * step / last]])
        assert painted.pixel(middle) == int(colors_of(ink, 1.0, theme, ColorCode.INK)[0, 0])
    inked, blank = score.values(np.stack([x, np.zeros_like(x)]))
    words = text_of(walked, f"{PATH}_sum").split()
    assert number(words[-1]) == pytest.approx(inked - blank, abs=2e-3)
    assert number(words[4]) == pytest.approx(inked - blank, rel=0.01)
    check = text_of(walked, f"{PATH}_check")
    assert check.startswith("✓ complete")
    assert check.endswith(f"with {last:,} steps")


def test_that_pointing_reads_a_place_of_the_path(walked, qtbot, trained):
    view, x = walked.page.view, trained.sample.image / 255
    score = score_of(trained, Target(trained.trace.predicted))
    middle = view.picture_rect(0, 4).center()
    point_at(view, middle)
    half, blank = score.values(np.stack([x / 2, np.zeros_like(x)]))
    said = text_of(walked, f"{PATH}_read_out_place")
    assert said.startswith("with 50 % of the ink: score ")
    assert number(said.split()[7]) == pytest.approx(half - blank, abs=0.01)
    view.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert view.spoken_value().startswith("with 100 % of the ink")


def test_that_the_class_is_chosen_above_and_two_classes_are_set_against_each_other(
    walked, qtbot, trained
):
    wanted = guesses(trained)[1]
    chooser = find(walked, f"{NAME}_class", QComboBox)
    chooser.setCurrentIndex(wanted)
    chooser.activated.emit(wanted)
    press(walked, f"{NAME}_side_against")
    wait(qtbot, walked)
    walked.refresh_now()
    assert "difference of the scores of the image minus blank" in text_of(walked, f"{PATH}_sum")
    x = trained.sample.image / 255
    other = find(walked, f"{NAME}_other", QComboBox).currentIndex()
    score = score_of(trained, Target(wanted, other))
    np.testing.assert_allclose(
        walked.page.view.path.scores[-1], score.values(x[None])[0], atol=1e-4
    )


def test_that_broken_weights_are_one_sentence(walked, qtbot, trained):
    walked._state.moment.show(broken_moment(trained.network))
    message = find(walked, f"{PATH}_message")
    qtbot.waitUntil(message.isVisible)
    assert "not finite" in message.text()
