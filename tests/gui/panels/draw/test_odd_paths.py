"""Drawing while something else happens: whatever comes, the ink that was drawn is not lost."""

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QApplication

from core.datasets.sample import Part
from core.drawing.preparation import prepared
from core.layers.conv2d import Conv2DSpec
from core.layers.dense import DenseSpec
from core.layers.flatten import FlattenSpec
from core.layers.softmax import SoftmaxSpec
from core.network_spec import NetworkSpec
from core.presets import SEED_CNN, SEED_MLP
from gui.panels.draw.answer_bars import AnswerBars
from gui.panels.draw.drawing_reader import NO_CLASS
from gui.panels.draw.picture_intake import NO_PICTURE, NOT_DROPPED
from gui.panels.draw.reading import EMPTY, ReadPicture
from gui.panels.draw.remark import WHAT_IS_IT
from gui.panels.refresh_queue import RefreshQueue
from tests.support.draw_panel import (
    SEVEN,
    AnsweringNetwork,
    draw,
    drop,
    has_read,
    is_answered,
    open_draw_panel,
    sentence,
)
from tests.support.people import find, press
from tests.support.window_driving import LONG

LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
CONTROL = Qt.KeyboardModifier.ControlModifier
SMALL = NetworkSpec((20, 16, 3), (Conv2DSpec(2), FlattenSpec(), DenseSpec(4), SoftmaxSpec()))


@pytest.fixture
def panel(qtbot):
    panel = open_draw_panel(qtbot)
    yield panel
    panel.shut_down()


class WaitingNetwork(AnsweringNetwork):
    """Looks at what was shown when it is let, as a thread does that has other things to do."""

    def __init__(self, state):
        self.waiting = []
        super().__init__(state)

    def answer(self, sample=None):
        if sample is not None:
            self.waiting.append(sample)

    def let(self, count=1):
        """Answer so many of those that wait, the oldest first."""
        for sample in self.waiting[:count]:
            self._state.sample._sample, now = sample, self._state.sample.sample
            super().answer()
            self._state.sample._sample = now
        del self.waiting[:count]


def place(board, x, y):
    return QPoint(round(x * board.width()), round(y * board.height()))


def test_that_clearing_while_the_answer_is_computed_ends_with_the_answer_to_paper(qtbot, panel):
    state = panel._state
    network = panel.network = WaitingNetwork(state)
    draw(qtbot, panel.board, SEVEN)
    drawn = state.drawing.sheet.board.copy()
    press(panel, "draw_clear")
    late = [sample for sample in network.waiting if sample.image.any()]
    assert late
    assert not network.waiting[-1].image.any()
    network.let(len(late))  # the answers to the stroke come when it is gone
    assert not panel.reader.is_answered
    network.let(1)
    assert panel.reader.is_answered
    panel.refresh_now()
    assert sentence(panel) == EMPTY
    bars = find(panel, "draw_answer", AnswerBars)
    paper = network.says(np.zeros((28, 28)))
    assert bars.spoken_value().startswith(f"{paper.argmax()}, ")
    press(panel, "draw_undo")
    np.testing.assert_array_equal(state.drawing.sheet.board, drawn)
    network.let(9)
    panel.refresh_now()
    assert panel.reader.is_answered
    assert sentence(panel) == WHAT_IS_IT


def test_that_under_the_pen_the_panel_is_drawn_with_every_answer_and_not_in_between(
    qtbot, panel
):
    state, drawn = panel._state, []
    network = panel.network = WaitingNetwork(state)
    state.sample.show(state.sample.sample)
    network.let(1)
    panel.reader.changed.connect(lambda: drawn.append("read"))
    real, queue = panel.refresh, RefreshQueue(panel)
    panel.refresh = lambda: (drawn.append("drawn"), real())
    panel.take_turns(queue)
    board = panel.board
    qtbot.mousePress(board, LEFT, pos=place(board, 0.3, 0.3))
    qtbot.waitUntil(lambda: has_read(panel))
    for down in (0.3, 0.7):
        qtbot.mouseMove(board, place(board, 0.6, down))
        qtbot.waitUntil(lambda: has_read(panel))
    assert drawn == ["read"] * 3
    assert queue.is_empty
    network.let(1)
    assert drawn == [*["read"] * 3, "drawn"]
    assert not panel.reader.is_answered  # of the ink before
    network.let(2)
    assert panel.reader.is_answered
    qtbot.waitUntil(lambda: queue.is_empty)
    assert drawn == [*["read"] * 3, *["drawn"] * 3]
    qtbot.mouseMove(board, place(board, 0.4, 0.8))
    qtbot.mouseRelease(board, LEFT, pos=place(board, 0.4, 0.8))
    qtbot.waitUntil(lambda: queue.is_empty)
    assert drawn[6:] == ["read", "drawn"]  # no answer comes: it is drawn when the pen is up


def garbage():
    """Return by name what a clipboard may hold that is no picture."""
    found = {name: QMimeData() for name in ("nothing", "text", "markup", "bytes", "no image",
                                            "not there", "elsewhere", "a folder")}  # fmt: skip
    found["text"].setText("7" * 100_000)
    found["markup"].setHtml("<img src='file:///seven.png'>")
    found["bytes"].setData("image/png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    found["no image"].setImageData(QImage())
    found["not there"].setUrls([QUrl.fromLocalFile("/nowhere/seven.png")])
    found["elsewhere"].setUrls([QUrl("https://example.org/seven.png")])
    return found


def test_that_garbage_that_is_pasted_or_dropped_is_a_sentence_and_leaves_the_ink(
    qtbot, panel, tmp_path
):
    drawing, board = panel._state.drawing, panel.board
    draw(qtbot, board, SEVEN)
    drawn, undo = drawing.sheet.board.copy(), len(drawing._before)
    clipboard = QGuiApplication.clipboard()
    kinds = garbage()
    kinds["a folder"].setUrls([QUrl.fromLocalFile(str(tmp_path))])
    for name, mime in kinds.items():
        panel.reader.say("before")
        panel.intake.drop(mime)
        qtbot.waitUntil(lambda: panel.reader.remark != "before" and not panel.reader.is_busy)
        dropped = panel.reader.remark
        panel.reader.say("before")
        clipboard.setMimeData(mime)
        qtbot.keyClick(board, Qt.Key.Key_V, CONTROL)
        qtbot.waitUntil(lambda: panel.reader.remark != "before" and not panel.reader.is_busy)
        pasted = panel.reader.remark
        if name in ("not there", "a folder"):
            assert pasted == dropped, name
            assert "folder" in pasted if name == "a folder" else "seven.png" in pasted.lower()
        else:
            assert (dropped, pasted) == (NOT_DROPPED, NO_PICTURE), name
        panel.refresh_now()
        assert 10 < len(sentence(panel)) <= 300
        np.testing.assert_array_equal(drawing.sheet.board, drawn)
        assert len(drawing._before) == undo
    clipboard.clear()  # what Python made has to go before Python does
    assert clipboard.mimeData() is None
    panel.reader.say("before")
    qtbot.keyClick(board, Qt.Key.Key_V, CONTROL)
    assert panel.reader.remark == NO_PICTURE


PICTURE = ReadPicture(np.tile(np.arange(140, dtype=np.uint8), (280, 1)), 0, "")
DIAGONAL = 255 * np.eye(28, dtype=np.uint8)
#: By name: what takes the place of what is on the board.
REPLACED = {
    "a picture": lambda panel: panel.reader._on_picture(None, PICTURE),
    "one of My digits": lambda panel: panel._state.drawing.put_ready(
        np.eye(28, dtype=np.uint8)
    ),
    "clear": lambda panel: press(panel, "draw_clear"),
    "undo": lambda panel: panel._state.drawing.undo(),
    "undo all": lambda panel: [panel._state.drawing.undo() for _ in range(9)],
    "redo": lambda panel: (panel._state.drawing.undo(), panel._state.drawing.redo()),
}


@pytest.mark.parametrize("button", [LEFT, RIGHT])
def test_that_a_stroke_ends_where_something_else_comes_on_the_board(qtbot, panel, button):
    drawing, board = panel._state.drawing, panel.board
    for name, replace in REPLACED.items():
        draw(qtbot, board, SEVEN)
        qtbot.mousePress(board, button, pos=place(board, 0.2, 0.2))
        qtbot.mouseMove(board, place(board, 0.3, 0.4))
        replace(panel)
        there = drawing.sheet.board.copy()
        assert not board.is_drawing, name
        assert not drawing.is_under_pen, name
        qtbot.mouseMove(board, place(board, 0.7, 0.8))  # the button is still down
        np.testing.assert_array_equal(drawing.sheet.board, there, name)
        qtbot.mouseRelease(board, button, pos=place(board, 0.7, 0.8))
        np.testing.assert_array_equal(drawing.sheet.board, there, name)
        assert has_read(panel), name


def test_that_the_keyboard_s_pen_is_lifted_then_too(qtbot, panel):
    drawing, board = panel._state.drawing, panel.board
    for replace in REPLACED.values():
        draw(qtbot, board, SEVEN)
        qtbot.keyClick(board, Qt.Key.Key_Return)
        qtbot.keyClick(board, Qt.Key.Key_Down)
        replace(panel)
        there = drawing.sheet.board.copy()
        qtbot.keyClick(board, Qt.Key.Key_Down)
        np.testing.assert_array_equal(drawing.sheet.board, there)


def test_that_strokes_are_taken_back_in_the_size_of_another_network(qtbot, panel):
    state = panel._state
    first = AnsweringNetwork(state)
    draw(qtbot, panel.board, SEVEN)
    once = state.drawing.sheet.board.copy()
    draw(qtbot, panel.board, ((0.2, 0.6), (0.8, 0.6)))
    qtbot.keyClick(panel.board, Qt.Key.Key_9)
    assert state.sample.sample.image.shape == (28, 28, 1)
    first.stop()
    panel.network = AnsweringNetwork(state, SEED_CNN.replace(network=SMALL))  # another preset
    press(panel, "draw_undo")
    np.testing.assert_array_equal(state.drawing.sheet.board, once)
    image = prepared(once, size=(20, 16)).image
    np.testing.assert_array_equal(state.sample.sample.image, np.repeat(image[..., None], 3, 2))
    moment = state.moment.moment
    assert moment.network is SMALL
    assert panel.reader.is_answered
    assert state.drawing.target is None  # it has four classes
    panel.refresh_now()
    assert len(find(panel, "draw_answer", AnswerBars).texts) == 4
    press(panel, "draw_redo")
    assert state.sample.sample.image.shape == (20, 16, 3)
    assert panel.reader.is_answered
    assert panel.reader.remark in ("", NO_CLASS)


def test_that_a_picture_that_comes_after_a_stroke_can_be_taken_back(qtbot, panel, tmp_path):
    QImage(40, 30, QImage.Format.Format_Grayscale8).save(str(tmp_path / "grey.png"))
    drawing = panel._state.drawing
    drop(panel, tmp_path / "grey.png")  # is read on a thread
    draw(qtbot, panel.board, SEVEN)
    drawn = drawing.sheet.board.copy()
    qtbot.waitUntil(lambda: drawing.sheet.is_picture)
    press(panel, "draw_undo")
    np.testing.assert_array_equal(drawing.sheet.board, drawn)
    assert has_read(panel)


@pytest.mark.slow
def test_that_one_draws_on_while_the_run_begins_anew_with_another_preset(qtbot, window):
    state = window.state
    window.docks["draw_panel"].come_forward()
    panel = window.docks["draw_panel"].panel
    qtbot.waitUntil(panel.isVisible, timeout=LONG)
    board = panel.board
    window.lab.start_or_pause()
    qtbot.waitUntil(lambda: state.moment.moment.snapshot.step > 0, timeout=LONG)
    for preset in (SEED_CNN, SEED_MLP, SEED_CNN):
        run = state.moment.moment.run_id
        state.drawing.clear()
        qtbot.mousePress(board, LEFT, pos=place(board, *SEVEN[0]))
        state.experiment.edit(preset, "another preset")
        window.lab.restart(start=True)
        for at in np.linspace(0, 1, 40):  # on and on, while everything is made anew
            x, y = (1 - at) * np.array(SEVEN[1]) + at * np.array(SEVEN[3])
            qtbot.mouseMove(board, place(board, x, y))
            QApplication.processEvents()
        qtbot.waitUntil(lambda run=run: state.moment.moment.run_id != run, timeout=LONG)
        qtbot.mouseMove(board, place(board, *SEVEN[2]))
        assert board.is_drawing
        qtbot.mouseRelease(board, LEFT, pos=place(board, *SEVEN[2]))
        qtbot.waitUntil(lambda: is_answered(panel), timeout=LONG)
        moment = state.moment.moment
        assert moment.sample.part is Part.DRAWING
        assert moment.network == preset.network
        expected = prepared(state.drawing.sheet.board).image
        np.testing.assert_array_equal(moment.sample.image[..., 0], expected)
        state.drawing.undo()  # the whole stroke is one step
        assert state.drawing.sheet.is_empty
        state.drawing.redo()
        qtbot.waitUntil(lambda: is_answered(panel), timeout=LONG)
