"""The Explain panel, looked at, pointed at and clicked as a person does."""

import re
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel

from core.explanation.catalog import EXPLANATION_METHODS
from core.explanation.class_score import Target
from core.explanation.explained_image import NOT_FINITE
from gui.panels.explain.card import MARGIN, ExplainCard
from gui.panels.explain.pixels_page import ALONE, WORKING
from gui.panels.explain.tiles_plan import LEAST_CARD
from gui.panels.moment_panel import WAITING
from gui.state.selection import INPUT_LAYER, Unit
from gui.theme.tensor_colors import ColorCode, colors_of
from gui.widgets.read_out import ReadOut
from tests.support.explain_panel import (
    NAME,
    PARTS,
    by_hand,
    guesses,
    score_of,
    the_map,
    wait,
)
from tests.support.moments import make_moment
from tests.support.people import broken_moment, click, find, point_at, press, read_out, text_of


def test_that_it_waits_in_words(open_explain):
    assert text_of(open_explain(), f"{NAME}_message") == WAITING


def test_that_seven_maps_of_the_said_class_stand_beside_the_image(panel, trained):
    said = trained.trace.predicted
    np.testing.assert_array_equal(
        the_map(panel, "digit").values, trained.sample.image[..., 0] / 255
    )
    for part in PARTS:
        shown = the_map(panel, part)
        expected = by_hand(trained, part, Target(said))
        most = np.abs(expected).max()
        assert shown.isVisible()
        np.testing.assert_allclose(shown.values, expected, atol=2e-4 * most)
        painted = shown.grab().toImage()
        place = shown.cell_rect(*np.unravel_index(np.abs(expected).argmax(), (28, 28)))
        theme = panel._state.theme.theme
        full = colors_of(shown.values, shown.limit, theme, ColorCode.SIGN)
        row, column = np.unravel_index(np.abs(expected).argmax(), (28, 28))
        assert painted.pixel(place.center()) == int(full[row, column])
        assert text_of(panel, f"{NAME}_{part}_limit")[0] == ("≤" if part == "grad_cam" else "±")
    assert find(panel, f"{NAME}_class", QComboBox).currentText() == f"{said} · says"


def test_that_a_click_selects_the_pixel_everywhere_and_shows_the_rule(panel):
    occlusion = the_map(panel, "occlusion")
    click(occlusion, occlusion.cell_rect(9, 13))
    assert panel._state.selection.unit == Unit(INPUT_LAYER, 0, 9, 13)
    method = EXPLANATION_METHODS["occlusion"]
    assert text_of(panel, f"{NAME}_card_title") == method.TITLE
    assert text_of(panel, f"{NAME}_card_rule") == method.RULE
    assert text_of(panel, f"{NAME}_card_formula") == method.FORMULA
    assert text_of(panel, f"{NAME}_card_source") == method.SOURCE
    assert "need not add up" in text_of(panel, f"{NAME}_card_check")
    assert all(the_map(panel, part).selected == (9, 13) for part in (*PARTS, "digit"))
    assert [part for part in PARTS if the_map(panel, part).is_chosen] == ["occlusion"]


def test_that_pointing_reads_a_number_and_selects_nothing(panel):
    before = panel._state.selection.unit
    gradient = the_map(panel, "gradient")
    row, column = np.unravel_index(np.abs(gradient.values).argmax(), (28, 28))
    point_at(gradient, gradient.cell_rect(row, column))
    place, value = read_out(panel)
    assert place == f"Gradient · pixel ({row}, {column})"
    assert float(value.replace("−", "-")) == pytest.approx(
        gradient.values[row, column], abs=1e-4
    )
    assert panel._state.selection.unit == before


def test_that_integrated_gradients_show_that_they_add_up(panel, trained):
    score = score_of(trained, Target(trained.trace.predicted))
    x = trained.sample.image / 255
    ink, blank = score.values(np.stack([x, np.zeros_like(x)]))
    shown = text_of(panel, f"{NAME}_card_ink").removeprefix("ink is worth ").replace("−", "-")
    assert float(shown) == pytest.approx(ink - blank, abs=2e-3)
    check = text_of(panel, f"{NAME}_card_check")
    assert check.startswith("✓ complete")
    assert re.search(r"with (64|128|256|512|1,024) steps", check)


def test_that_all_maps_are_set_against_another_class_at_once(panel, qtbot, trained):
    said, second = guesses(trained)[:2]
    true = trained.sample.label
    assert ALONE in find(panel, f"{NAME}_read_out", ReadOut).text
    press(panel, f"{NAME}_side_against")
    wait(qtbot, panel)
    other = true if true != said else second
    assert find(panel, f"{NAME}_other", QComboBox).currentIndex() == other
    hint = find(panel, f"{NAME}_read_out", ReadOut).text
    assert f"blue speaks for {said}, orange for {other};" in hint
    for part in ("gradient", "occlusion"):
        expected = by_hand(trained, part, Target(said, other))
        shown = the_map(panel, part).values
        np.testing.assert_allclose(shown, expected, atol=2e-4 * np.abs(expected).max())
    mistaken = replace(trained, sample=replace(trained.sample, label=guesses(trained)[2]))
    panel._state.moment.show(mistaken)  # a mistake is set against the true class
    assert find(panel, f"{NAME}_other", QComboBox).currentIndex() == guesses(trained)[2]
    third = guesses(trained)[3]
    chooser = find(panel, f"{NAME}_other", QComboBox)
    chooser.setCurrentIndex(third)
    chooser.activated.emit(third)
    wait(qtbot, panel)
    expected = by_hand(trained, "gradient", Target(said, third))
    np.testing.assert_allclose(
        the_map(panel, "gradient").values, expected, atol=2e-4 * np.abs(expected).max()
    )


def test_that_a_digit_key_explains_that_class_until_there_is_another_sample(
    panel, qtbot, trained
):
    wanted = guesses(trained)[2]
    QTest.keyClick(the_map(panel, "gradient"), str(wanted))
    wait(qtbot, panel)
    assert find(panel, f"{NAME}_class", QComboBox).currentIndex() == wanted
    expected = by_hand(trained, "gradient", Target(wanted))
    np.testing.assert_allclose(
        the_map(panel, "gradient").values, expected, atol=2e-4 * np.abs(expected).max()
    )
    other = make_moment("seed-cnn", steps=1, index=4)
    panel._state.moment.show(other)
    wait(qtbot, panel)
    assert find(panel, f"{NAME}_class", QComboBox).currentIndex() == other.trace.predicted


def test_that_one_scale_colours_all_maps_by_the_largest_number_of_all(panel):
    own = {part: the_map(panel, part).limit for part in PARTS}
    assert len(set(own.values())) == len(PARTS)
    press(panel, f"{NAME}_scale_shared")
    assert {the_map(panel, part).limit for part in PARTS} == {max(own.values())}
    press(panel, f"{NAME}_scale_own")
    assert {part: the_map(panel, part).limit for part in PARTS} == own


def test_that_old_maps_stay_in_grey_with_their_step_until_the_slider_rests(
    panel, qtbot, trained
):
    snapshot = replace(trained.snapshot, step=7)
    panel._state.timeline._wanted_step = 7  # one looks at the past
    panel._state.moment.show(replace(trained, snapshot=snapshot))
    assert text_of(panel, f"{NAME}_status") == "maps of step 20"
    assert all(the_map(panel, part).is_faded for part in PARTS)
    assert not the_map(panel, "digit").is_faded
    assert panel.page._rest.isActive()
    assert not panel.page._answers.is_busy
    wait(qtbot, panel)
    assert text_of(panel, f"{NAME}_status") == ""
    assert not any(the_map(panel, part).is_faded for part in PARTS)
    panel._state.moment.show(trained)  # what was made before is kept
    assert panel.is_current
    assert not the_map(panel, "gradient").is_faded


def test_that_maps_are_made_while_training_brings_one_moment_after_the_other(
    panel, qtbot, trained
):
    """A wait that every new step began anew would never end."""
    made = []
    panel.page._answers.answered.connect(
        lambda request: made.append(request.moment.snapshot.step)
    )
    step = trained.snapshot.step

    def another():
        nonlocal step
        step += 1
        panel._state.moment.show(
            replace(trained, snapshot=replace(trained.snapshot, step=step))
        )
        return len(made) >= 2

    qtbot.waitUntil(another)
    assert trained.snapshot.step < made[0] < made[1] <= step


def test_that_a_network_without_convolution_has_six_maps_and_a_sentence(open_explain):
    panel = open_explain(make_moment("seed-mlp", steps=3))
    assert not the_map(panel, "grad_cam").isVisible()
    assert "convolution" in text_of(panel, f"{NAME}_grad_cam_missing")
    assert all(the_map(panel, part).isVisible() for part in PARTS if part != "grad_cam")


def test_that_broken_weights_are_one_sentence_and_go_with_the_moment(panel, qtbot, trained):
    panel._state.moment.show(broken_moment(trained.network))
    wait(qtbot, panel)
    message = find(panel, f"{NAME}_message")
    assert message.isVisible()
    assert message.text() == NOT_FINITE
    panel._state.moment.show(trained)
    assert not message.isVisible()
    assert the_map(panel, "gradient").isVisible()


def test_that_a_hidden_panel_makes_nothing_and_catches_up_when_it_is_shown(
    panel, qtbot, trained
):
    panel.set_seen(False)
    other = replace(trained, snapshot=replace(trained.snapshot, step=99))
    panel._state.moment.show(other)
    assert not panel.page._rest.isActive()
    assert not panel.page._answers.is_busy
    panel.set_seen(True)
    qtbot.waitUntil(lambda: panel.is_current and panel.page._wanted.moment is other)


def test_that_arrows_and_enter_do_what_the_mouse_does(panel, qtbot):
    gradient = the_map(panel, "gradient")
    gradient.setFocus(Qt.FocusReason.TabFocusReason)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Right):
        qtbot.keyClick(gradient, key)
    assert read_out(panel)[0] == "Gradient · pixel (1, 2)"
    qtbot.keyClick(gradient, Qt.Key.Key_Return)
    assert panel._state.selection.unit == Unit(INPUT_LAYER, 0, 1, 2)


@pytest.mark.parametrize(
    ("size", "zoom"), [((1220, 760), 8), ((804, 500), 4), ((740, 330), 3), ((460, 200), 3)]
)
def test_that_maps_are_as_large_as_there_is_room_for(open_explain, trained, qtbot, size, zoom):
    panel = open_explain(None, *size)
    panel._state.moment.show(trained)
    qtbot.waitUntil(lambda: the_map(panel, "gradient").zoom >= zoom)
    tiles = [find(panel, f"{NAME}_{part}") for part in ("digit", *PARTS)]
    card = find(panel, f"{NAME}_card")
    for number, one in enumerate([*tiles, card]):
        for other in [*tiles, card][number + 1 :]:
            assert not one.geometry().intersects(other.geometry())


def test_that_it_says_that_it_works_before_there_are_maps(open_explain, trained, qtbot):
    panel = open_explain()
    panel._state.moment.show(trained)
    assert text_of(panel, f"{NAME}_status") == WORKING
    wait(qtbot, panel)


@pytest.mark.parametrize("size", [(876, 340), (920, 230), (620, 260), (480, 204)])
def test_that_small_maps_have_short_names_and_no_number_is_cut(open_explain, trained, size):
    panel = open_explain(trained, *size)
    for method in EXPLANATION_METHODS.values():
        part = method.NAME.replace("-", "_")
        assert text_of(panel, f"{NAME}_{part}_title") in (method.TITLE, method.SHORT)
        assert text_of(panel, f"{NAME}_{part}_rule") in (method.BRIEF, "")
    card = ExplainCard("card")
    card.resize(LEAST_CARD, card.height_at(LEAST_CARD))
    for label in card.findChildren(QLabel):
        label.setText(label.text() or "map adds up to −1,000.000")
    card.layout().activate()
    for label in card.findChildren(QLabel):
        assert label.width() <= card.width() - 2 * MARGIN
        assert label.height() >= label.heightForWidth(label.width())
