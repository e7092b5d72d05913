"""Steps on the ink, and what moving the drawing does: the panel with a network that answers."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QPointingDevice, QTabletEvent
from PySide6.QtWidgets import QCheckBox, QSlider

from core.datasets.sample import Part
from core.drawing.changed_ink import STEP
from core.drawing.preparation import prepared
from core.number_text import probability_text
from gui.panels.draw.answer_bars import AnswerBars
from gui.panels.draw.drag_report import STILL
from gui.panels.draw.ink_map import InkMap
from gui.panels.draw.ink_steps import NOTHING_DRAWN
from gui.panels.draw.picture_list import PictureList
from gui.panels.draw.reading import READY
from gui.panels.draw.remark import MISREAD
from gui.panels.draw.stage_picture import StagePicture
from tests.support.draw_panel import (
    SEVEN,
    AnsweringNetwork,
    draw,
    is_answered,
    open_draw_panel,
    sentence,
)
from tests.support.people import find, press, text_of


@pytest.fixture
def panel(qtbot):
    panel = open_draw_panel(qtbot, width=1300, height=760)
    panel.network = AnsweringNetwork(panel._state)
    yield panel
    panel.shut_down()


def drawn_seven(qtbot, panel, target=Qt.Key.Key_9):
    draw(qtbot, panel.board, SEVEN)
    qtbot.keyClick(panel.board, target)
    qtbot.waitUntil(lambda: is_answered(panel) and panel._state.sample.sample.label == 9)


def frames(panel):
    film = find(panel, "draw_film", PictureList)
    return [film.item(at).text() for at in range(film.count())]


def take_step(qtbot, panel):
    count = len(panel.ink_steps.frames)
    press(panel, "draw_step_on_ink")
    qtbot.waitUntil(lambda: len(panel.ink_steps.frames) == count + 1 and is_answered(panel))
    qtbot.waitUntil(lambda: all(frames(panel)) and len(frames(panel)) == count + 1)


def test_that_steps_on_the_ink_follow_the_slope_and_are_a_film_to_go_through(qtbot, panel):
    state, network = panel._state, panel.network
    press(panel, "draw_step_on_ink")
    assert sentence(panel) == NOTHING_DRAWN
    drawn_seven(qtbot, panel)
    drawn = state.drawing.sheet
    image = state.sample.sample.image[..., 0]
    slope = find(panel, "draw_ink_map", InkMap).slope
    take_step(qtbot, panel)
    after = state.sample.sample.image[..., 0]
    assert sentence(panel) == READY
    change = after.astype(int) - image
    may_change = np.where(slope > 0, image < 255, image > 0)
    strongest = np.where(may_change, np.abs(slope), 0).argmax()
    room = 255 - image.flat[strongest] if slope.flat[strongest] > 0 else image.flat[strongest]
    assert abs(change.flat[strongest]) == min(round(STEP * 255), room)
    assert (np.sign(change) * np.sign(slope) >= 0).all()

    shown = [image, after]
    for _ in range(2):
        take_step(qtbot, panel)
        shown.append(state.sample.sample.image[..., 0])
    sure = [float(network.says(one)[9]) for one in shown]
    assert sure == sorted(sure)
    assert frames(panel) == [f"9: {probability_text(share)}" for share in sure]
    assert text_of(panel, "draw_film_heading") == "3 steps on the ink"

    slider = find(panel, "draw_film_slider", QSlider)
    slider.setFocus()
    qtbot.keyClick(slider, Qt.Key.Key_Home)  # scrubbed back to what was drawn
    qtbot.waitUntil(lambda: is_answered(panel) and state.drawing.sheet is drawn)
    np.testing.assert_array_equal(state.sample.sample.image[..., 0], image)
    places = []
    state.drawing.changed.connect(lambda: places.append(state.drawing.film_place))
    press(panel, "draw_film_play")
    qtbot.waitUntil(lambda: places[-1:] == [3] and not panel.sections.change.film.is_playing)
    assert places == sorted(places)
    qtbot.keyClick(panel.board, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: state.drawing.film_place == 2 and slider.value() == 2)
    draw(qtbot, panel.board, ((0.2, 0.8), (0.3, 0.8)))
    qtbot.waitUntil(lambda: is_answered(panel) and panel.sections.change.film.isHidden())


def test_that_a_step_waits_for_the_answer_and_not_for_a_drawing_that_is_gone(qtbot, panel):
    state = panel._state
    draw(qtbot, panel.board, SEVEN)
    press(panel, "draw_step_on_ink")  # nobody has looked at it yet
    qtbot.waitUntil(lambda: state.drawing.sheet.ink_steps == 1 and is_answered(panel))
    other = state.data.sample(Part.TEST, 3)
    state.sample.show(other)
    press(panel, "draw_step_on_ink")  # the drawing comes back to be changed
    qtbot.waitUntil(lambda: state.drawing.sheet.ink_steps == 2 and is_answered(panel))
    panel.network.stop()
    press(panel, "draw_undo")
    press(panel, "draw_step_on_ink")  # no answer comes
    panel.network.go_on()
    draw(qtbot, panel.board, ((0.2, 0.8), (0.3, 0.8)))
    qtbot.waitUntil(lambda: is_answered(panel))
    assert state.drawing.sheet.ink_steps == 0


def test_that_dragging_says_what_the_shift_did_to_the_answer(qtbot, panel):
    drawn_seven(qtbot, panel)
    bars = find(panel, "draw_answer", AnswerBars)
    board = panel.board
    before = panel._state.moment.moment.trace.values[-1]
    draw(qtbot, board, ((0.5, 0.5), (0.56, 0.44)), Qt.MouseButton.RightButton)
    qtbot.waitUntil(lambda: is_answered(panel) and sentence(panel).startswith("Moved by "))
    assert sentence(panel).endswith(STILL)  # the stages take it out
    find(panel, "draw_switch_crop", QCheckBox).click()
    find(panel, "draw_switch_centre", QCheckBox).click()
    qtbot.waitUntil(lambda: is_answered(panel) and "Moved" not in sentence(panel))
    before = panel._state.moment.moment.trace.values[-1]
    places = [QPoint(round(x * board.width()), round(0.5 * board.height())) for x in (0.5, 0.4)]
    qtbot.mousePress(board, Qt.MouseButton.RightButton, pos=places[0])
    qtbot.mouseMove(board, places[1])
    qtbot.waitUntil(lambda: is_answered(panel) and "it said" in sentence(panel))
    np.testing.assert_array_equal(bars.other, before)  # while it is being dragged
    now = panel.network.says(panel._state.sample.sample.image[..., 0])
    said = int(now.argmax())
    assert sentence(panel).endswith(f"it says {said}, {probability_text(now[said])}.")
    qtbot.mouseRelease(board, Qt.MouseButton.RightButton, pos=places[1])
    draw(qtbot, board, ((0.2, 0.8), (0.3, 0.8)))
    qtbot.waitUntil(lambda: is_answered(panel) and bars.other is None)


def test_that_a_misread_drawing_says_where_to_see_why_and_what_mends_it(qtbot, panel):
    drawn_seven(qtbot, panel)
    said = int(panel._state.moment.moment.trace.values[-1].argmax())
    assert said != 9
    assert sentence(panel) == MISREAD.format(said, 9)
    qtbot.keyClick(panel.board, str(said))  # it was meant to be that
    qtbot.waitUntil(lambda: is_answered(panel) and not sentence(panel))


def test_that_what_is_cut_out_and_the_centre_of_mass_are_marked(qtbot, panel):
    drawn_seven(qtbot, panel)
    expected = prepared(panel._state.drawing.sheet.board)
    qtbot.waitUntil(lambda: panel.board.box == expected.box)
    assert find(panel, "draw_stage_ink", StagePicture).marks == (expected.box, None)
    (row, column) = find(panel, "draw_stage_centre", StagePicture).marks[1]
    image = panel._state.sample.sample.image[..., 0]
    rows, columns = np.indices(image.shape)
    assert row == pytest.approx((rows * image).sum() / image.sum())
    assert column == pytest.approx((columns * image).sum() / image.sum())
    take_step(qtbot, panel)
    assert panel.board.box is None  # nothing is cut out of what is ready


def tablet(board, kind, place, pressure, pointer=QPointingDevice.PointerType.Pen):
    device = QPointingDevice(
        "pen", 1, QPointingDevice.DeviceType.Stylus, pointer,
        QPointingDevice.Capability.Pressure, 1, 1,
    )  # fmt: skip
    where = QPointF(place[0] * board.width(), place[1] * board.height())
    event = QTabletEvent(
        kind, device, where, where, pressure, 0.0, 0.0, 0.0, 0.0, 0.0,
        Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton, Qt.MouseButton.LeftButton,
    )  # fmt: skip
    board.tabletEvent(event)


def test_that_a_tablets_pen_draws_as_hard_as_it_is_pressed_and_its_end_erases(qtbot, panel):
    board, sheet = panel.board, panel._state.drawing

    def width_at(share):
        return int((sheet.sheet.board[round(share * 280)] > 128).sum())

    press_, move, release = (
        QTabletEvent.Type.TabletPress, QTabletEvent.Type.TabletMove,
        QTabletEvent.Type.TabletRelease,
    )  # fmt: skip
    for place, pressure in ((0.25, 0.1), (0.75, 1.0)):
        tablet(board, press_, (0.3, place), pressure)
        tablet(board, move, (0.3, place), pressure)
        tablet(board, release, (0.3, place), 0.0)
    light, hard = width_at(0.25), width_at(0.75)
    assert hard == pytest.approx(20, abs=2)
    assert light == pytest.approx(20 * 0.415, abs=2)
    eraser = QPointingDevice.PointerType.Eraser
    tablet(board, press_, (0.3, 0.75), 1.0, eraser)
    tablet(board, release, (0.3, 0.75), 0.0, eraser)
    assert width_at(0.75) == 0
    assert width_at(0.25) == light
    assert not board.is_drawing
