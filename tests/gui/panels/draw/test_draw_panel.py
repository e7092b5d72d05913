"""Drawing digits as a person does, and reading what becomes of them."""

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QWidget

from core.datasets.dataset import Dataset, LabelledImages
from core.datasets.sample import Part
from core.drawing.board import draw_line
from core.drawing.preparation import DigitPreparation, prepared
from core.network_spec import build_network
from core.training.snapshot import load_values
from gui.actions.action_id import ActionId
from gui.panels.draw.answer_bars import MOST_ROW, AnswerBars
from gui.panels.draw.ink_map import InkMap
from gui.panels.draw.picture_intake import NO_PICTURE
from gui.panels.draw.reading import EMPTY, NO_PAPER, ONE_DOT
from gui.panels.draw.remark import ELSEWHERE, WHAT_IS_IT
from gui.panels.draw.switched_answers import StageAnswer
from gui.panels.ledger.place_texts import place_texts
from tests.support.draw_panel import (
    SEVEN,
    draw,
    drop,
    has_read,
    open_draw_panel,
    sentence,
)
from tests.support.people import find, press
from tests.support.window_driving import LONG


@pytest.fixture
def panel(qtbot):
    """The panel alone: drawings become samples, and no network looks at them."""
    panel = open_draw_panel(qtbot)
    yield panel
    panel.shut_down()


def said_by_twin(moment, image):
    """Return what a network of its own, with the weights of `moment`, says of an image."""
    twin = build_network(moment.network, rng=np.random.default_rng(0), dtype=np.float64)
    load_values(twin, moment.snapshot.values)
    x = (image / 255).reshape(1, *moment.network.input_shape)
    return twin.forward(x, training=False)[0]


def test_that_a_drawing_is_judged_while_it_is_drawn_and_in_every_panel(qtbot, window):
    window.lab.step_batch()
    qtbot.waitUntil(lambda: window.state.moment.moment.snapshot.step == 1, timeout=LONG)
    window.actions_by_id[ActionId.SAMPLE_DRAW].trigger()
    dock = window.docks["draw_panel"]
    panel, state, answers = dock.panel, window.state, []
    panel.reader.switched.connect(answers.append)
    qtbot.waitUntil(lambda: panel.isVisible() and sentence(panel) == EMPTY)
    assert state.sample.sample.part is Part.TEST  # nothing is taken away before a stroke

    board = panel.board
    places = [QPoint(round(x * board.width()), round(y * board.height())) for x, y in SEVEN]
    qtbot.mousePress(board, Qt.MouseButton.LeftButton, pos=places[0])
    qtbot.mouseMove(board, places[1])
    qtbot.waitUntil(lambda: state.moment.moment.sample.part is Part.DRAWING, timeout=LONG)
    assert board.is_drawing  # the answer did not wait for the end of the stroke
    ledger = window.docks["ledger_panel"].panel
    qtbot.waitUntil(lambda: not panel._is_stale)  # it was its turn: of those in sight
    assert ledger.isVisible()
    assert ledger._is_stale  # what is not about the picture waits for the end
    for place in places[2:]:
        qtbot.mouseMove(board, place)
    qtbot.mouseRelease(board, Qt.MouseButton.LeftButton, pos=places[-1])

    def is_judged():
        moment = state.moment.moment
        return has_read(panel) and moment.sample is panel.reader.read.sample

    qtbot.waitUntil(is_judged, timeout=LONG)
    qtbot.waitUntil(lambda: not ledger._is_stale, timeout=LONG)
    moment = state.moment.moment
    expected = said_by_twin(moment, prepared(state.drawing.sheet.board).image)
    np.testing.assert_allclose(moment.trace.values[-1], expected, rtol=1e-4, atol=1e-6)
    said = int(expected.argmax())
    qtbot.waitUntil(lambda: not panel._is_stale)
    bars = find(panel, "draw_answer", AnswerBars)
    assert bars.spoken_value().startswith(f"{said}, ")
    verdict = dock.body.headline._view.verdict
    assert (verdict.truth, verdict.says) == ("Drawing", f"says {said}")
    assert verdict.remarks[0] == f"loss and gradients as if it were {said}"
    assert moment.trace.loss == pytest.approx(-np.log(expected[said]), rel=1e-4)
    assert place_texts(moment)[0] == f"drawing, taken for {said} · step 1"
    assert dock.body.headline._actions._parts.part is Part.DRAWING

    qtbot.keyClick(board, Qt.Key.Key_7)  # what is meant
    qtbot.waitUntil(lambda: state.moment.moment.sample.label == 7, timeout=LONG)
    moment = state.moment.moment
    assert moment.trace.loss == pytest.approx(-np.log(expected[7]), rel=1e-4)
    qtbot.waitUntil(lambda: dock.body.headline._view.verdict.truth == "7")
    window.docks["network_panel"].come_forward()  # the others show the same drawing
    network = window.docks["network_panel"]
    qtbot.waitUntil(lambda: network.body.headline._view.verdict.says == f"says {said}")
    shown = state.moment.moment.trace.values[0][..., 0] * 255
    np.testing.assert_allclose(shown, panel.reader.read.sample.image[..., 0], atol=1e-4)

    dock.come_forward()
    qtbot.waitUntil(lambda: panel.isVisible() and not panel._is_stale)
    check = find(panel, "draw_switch_crop", QCheckBox)
    label = find(panel, "draw_without_crop", QLabel)
    other = prepared(state.drawing.sheet.board, DigitPreparation(crops=False)).image
    without = said_by_twin(moment, other)
    assert without.max() != pytest.approx(expected.max(), rel=1e-3)
    qtbot.waitUntil(lambda: is_said(answers, without), timeout=LONG)
    assert label.text().startswith(f"without: {int(without.argmax())}, ")
    check.click()
    qtbot.waitUntil(is_judged, timeout=LONG)
    np.testing.assert_array_equal(state.sample.sample.image[..., 0], other)

    check_ink(qtbot, panel, state)

    window.sample_browser.choose_part(Part.TEST)
    qtbot.waitUntil(lambda: sentence(panel) == ELSEWHERE, timeout=LONG)
    window.sample_browser.choose_part(Part.DRAWING)
    qtbot.waitUntil(lambda: state.moment.moment.sample is panel.reader.read.sample)
    assert not dock.body.headline._actions._mistakes.isEnabled()
    window.sample_browser.choose_mistakes(True)  # as the card at the end of a run does
    qtbot.waitUntil(lambda: state.sample.sample.part is Part.TEST, timeout=LONG)


def is_said(answers, outputs):
    """Return whether the latest answer with the cropping switched is this one."""
    crop = answers[-1]["crop"] if answers and answers[-1] is not None else None
    return crop is not None and crop == StageAnswer(
        int(outputs.argmax()),
        pytest.approx(outputs.max(), rel=1e-4),
        str(outputs.argmax()),
    )


def check_ink(qtbot, panel, state):
    """Put ink where it is said to help most, and take it away where that is said to."""
    qtbot.waitUntil(lambda: not panel._is_stale)
    ink = find(panel, "draw_ink_map", InkMap)
    assert ink.title == "To make it 7"
    image = state.sample.sample.image[..., 0].astype(np.float64)
    before = np.log(said_by_twin(state.moment.moment, image)[7])
    for place, sign in ((ink.slope.argmax(), 1), (ink.slope.argmin(), -1)):
        row, column = np.unravel_index(place, ink.slope.shape)
        changed = image.copy()
        changed[row, column] += sign * 1e-4 * 255
        gained = np.log(said_by_twin(state.moment.moment, changed)[7]) - before
        assert gained == pytest.approx(1e-4 * abs(ink.slope[row, column]), rel=0.02)


def test_that_a_drawing_needs_no_mouse(qtbot, panel):
    board, drawing = panel.board, panel._state.drawing
    qtbot.keyClick(board, Qt.Key.Key_Up)  # the pen is up
    assert drawing.sheet.is_empty
    qtbot.keyClick(board, Qt.Key.Key_Return)
    for key in (Qt.Key.Key_Down,) * 5 + (Qt.Key.Key_Right,) * 3:
        qtbot.keyClick(board, key)
    qtbot.keyClick(board, Qt.Key.Key_Return)
    qtbot.keyClick(board, Qt.Key.Key_Right)
    expected = np.zeros((280, 280), np.uint8)
    draw_line(expected, (140, 130), (140, 180), 20)
    draw_line(expected, (140, 180), (170, 180), 20)
    np.testing.assert_array_equal(drawing.sheet.board, expected)
    bars = find(panel, "draw_answer", AnswerBars)
    for _ in range(3):
        qtbot.keyClick(bars, Qt.Key.Key_Down)
    assert bars.spoken_value() == "2"
    qtbot.keyClick(bars, Qt.Key.Key_Return)
    assert drawing.target == 2
    qtbot.waitUntil(lambda: has_read(panel))


def test_that_keys_and_buttons_take_back_clear_and_move(qtbot, panel):
    board, drawing = panel.board, panel._state.drawing
    draw(qtbot, board, SEVEN)
    qtbot.waitUntil(lambda: has_read(panel))
    drawn = drawing.sheet.board.copy()
    draw(qtbot, board, ((0.5, 0.5), (0.6, 0.45)), Qt.MouseButton.RightButton)
    moved = drawing.sheet.board
    scale = board._scale()
    by = round(-0.05 * board.height() / scale), round(0.1 * board.width() / scale)
    rows, columns = (np.flatnonzero(moved.any(axis=axis))[0] for axis in (1, 0))
    rows_before, columns_before = (np.flatnonzero(drawn.any(axis=axis))[0] for axis in (1, 0))
    assert abs(rows - rows_before - by[0]) <= 1
    assert abs(columns - columns_before - by[1]) <= 1
    qtbot.keyClick(board, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    np.testing.assert_array_equal(drawing.sheet.board, drawn)
    press(panel, "draw_tool_eraser")
    draw(qtbot, board, SEVEN)
    assert drawing.sheet.is_empty
    press(panel, "draw_undo")
    qtbot.keyClick(board, Qt.Key.Key_3)
    assert drawing.target == 3
    qtbot.keyClick(board, Qt.Key.Key_3)  # again: it is open once more
    assert drawing.target is None
    bars = find(panel, "draw_answer", AnswerBars)
    qtbot.waitUntil(lambda: not panel._is_stale)
    qtbot.mouseClick(bars, Qt.MouseButton.LeftButton, pos=QPoint(10, 4 * MOST_ROW + 5))
    assert drawing.target == 4
    press(panel, "draw_clear")
    qtbot.waitUntil(lambda: sentence(panel) == EMPTY)
    assert not panel._state.sample.sample.image.any()
    press(panel, "draw_undo")
    qtbot.waitUntil(lambda: has_read(panel) and sentence(panel) == WHAT_IS_IT)
    np.testing.assert_array_equal(drawing.sheet.board, drawn)


def test_that_odd_boards_are_told_in_a_sentence_and_kept(qtbot, panel):
    board, drawing = panel.board, panel._state.drawing
    draw(qtbot, board, ((0.5, 0.5),))
    qtbot.waitUntil(lambda: sentence(panel) == ONE_DOT)
    drawing.begin()
    drawing.draw((0, 140), (280, 140), 600)
    qtbot.waitUntil(lambda: sentence(panel) == NO_PAPER)
    assert (drawing.sheet.board == 255).all()
    assert not panel._state.sample.sample.image.any()


def test_that_pictures_are_drawn_on_and_what_is_none_leaves_the_drawing(qtbot, panel, tmp_path):
    drawing = panel._state.drawing
    draw(qtbot, panel.board, SEVEN)
    drawn = drawing.sheet.board.copy()
    (tmp_path / "letter.txt").write_text("no picture")
    (tmp_path / "cut.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 20)
    for name, words in (
        ("letter.txt", "Letter.txt: this is no image that can be read."),
        ("cut.png", "Cut.png: "),
        ("missing.png", "Missing.png: "),
    ):
        drop(panel, tmp_path / name)
        qtbot.waitUntil(lambda words=words: sentence(panel).startswith(words))
        np.testing.assert_array_equal(drawing.sheet.board, drawn)
    QGuiApplication.clipboard().setText("7")
    qtbot.keyClick(panel.board, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: sentence(panel) == NO_PICTURE)

    grey = np.full((1200, 600), 250, np.uint8)  # dark ink on light paper, higher than wide
    grey[300:900, 280:320] = 20
    Image.fromarray(grey).save(tmp_path / "one.png")
    drop(panel, tmp_path / "one.png")
    qtbot.waitUntil(lambda: drawing.sheet.is_picture and has_read(panel))
    assert drawing.sheet.board.shape == (280, 140)
    image = panel._state.sample.sample.image[..., 0]
    assert image.any(axis=0).sum() <= 4  # a stroke of ink, upright
    assert image.any(axis=1).sum() == 20
    press(panel, "draw_undo")
    np.testing.assert_array_equal(drawing.sheet.board, drawn)

    QGuiApplication.clipboard().setImage(
        QImage(grey.data, 600, 1200, 600, QImage.Format.Format_Grayscale8).copy()
    )
    press(panel, "draw_paste")
    qtbot.waitUntil(lambda: drawing.sheet.is_picture and has_read(panel))
    np.testing.assert_array_equal(panel._state.sample.sample.image[..., 0], image)


def test_that_a_drawing_takes_the_size_of_other_data(qtbot, panel):
    state = panel._state
    draw(qtbot, panel.board, SEVEN)
    qtbot.waitUntil(lambda: has_read(panel))
    old = state.data.dataset
    small = LabelledImages(old.train.images[:50, 4:24, 4:24].copy(), old.train.labels[:50])
    state.data.use(Dataset("small", small, None, old.class_names), 0.1, 0)
    qtbot.waitUntil(lambda: state.sample.sample.image.shape == (20, 20, 1))
    expected = prepared(state.drawing.sheet.board, size=(20, 20)).image
    np.testing.assert_array_equal(state.sample.sample.image[..., 0], expected)
    assert state.data.parts()[-1] is Part.DRAWING
    assert state.data.sample(Part.DRAWING, 0) is state.sample.sample
    assert state.data.labels(Part.DRAWING).tolist() == [-1]


def places(panel):
    """Return where everything in the panel is."""
    return [
        (part.objectName(), part.mapTo(panel, QPoint()), part.size())
        for part in panel.findChildren(QWidget)
        if part.isVisible() and not part.size().isEmpty()
    ]


def test_that_where_everything_is_depends_on_the_size_alone(panel, qtbot):
    sizes = [(width, height) for width in range(440, 1000, 37) for height in (300, 420, 520)]
    QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    for size in sizes:
        found = []
        for before in ((1200, 900), (440, 140)):  # without a bar that scrolls, and with one
            panel.resize(*before)
            panel.resize(*size)
            QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
            found.append(places(panel))
        assert found[0] == found[1], size
