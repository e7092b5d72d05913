"""Pictures that nobody should have: one sentence each, and the board keeps the drawing."""

import struct
import zlib

import numpy as np
import pytest
from PIL import Image

from core.drawing.preparation import prepared
from core.layers.conv2d import Conv2DSpec
from core.layers.dense import DenseSpec
from core.layers.flatten import FlattenSpec
from core.layers.softmax import SoftmaxSpec
from core.network_spec import NetworkSpec
from core.presets import SEED_CNN
from gui.panels.draw.board_view import FIRST_WIDTH, WIDTHS
from gui.panels.draw.drawing_reader import NO_CLASS
from gui.panels.draw.ink_map import InkMap
from gui.panels.draw.reading import EMPTY, NO_PAPER, ONE_DOT
from gui.panels.draw.remark import NO_NUMBERS
from tests.support.draw_panel import (
    SEVEN,
    AnsweringNetwork,
    draw,
    drop,
    has_read,
    open_draw_panel,
    sentence,
)
from tests.support.people import find, press


@pytest.fixture
def panel(qtbot):
    panel = open_draw_panel(qtbot)
    yield panel
    panel.shut_down()


def a_seven(paper=0, ink=255, size=280):
    grey = np.full((size, size), paper, np.uint8)
    at = size // 14
    grey[3 * at : 4 * at, 4 * at : 10 * at] = ink
    for row in range(4 * at, 11 * at):
        left = 9 * at - (row - 4 * at) // 2
        grey[row, left : left + at] = ink
    return grey


def clear(grey):
    """Return a picture that can be seen through where there is no ink."""
    pixels = np.zeros((*grey.shape, 4), np.uint8)
    pixels[..., 3] = grey
    return Image.fromarray(pixels)


def colored(grey):
    ink = grey[..., None] / 255
    blue, yellow = np.array([20, 40, 160]), np.array([250, 240, 200])
    return Image.fromarray((ink * blue + (1 - ink) * yellow).astype(np.uint8))


def moving(path):
    frames = [Image.fromarray(a_seven(250, 10)), Image.new("L", (280, 280), 250)]
    frames[0].save(path, save_all=True, append_images=frames[1:])


def chunk(name, data):
    body = name + data
    return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))


def bomb(width, height):
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    packed = zlib.compress(bytes(1000))
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", packed)
        + chunk(b"IEND", b"")
    )  # fmt: skip


SEVEN_DARK = a_seven(250, 10)
#: By name: what writes the file, and whether the network gets the very same seven.
GOOD = {
    "dark on light.png": lambda p: Image.fromarray(SEVEN_DARK).save(p),
    "light on dark.png": lambda p: Image.fromarray(a_seven()).save(p),
    "clear.png": lambda p: clear(a_seven()).save(p),
    "colours.png": lambda p: colored(a_seven()).save(p),
    "cmyk.jpg": lambda p: Image.fromarray(SEVEN_DARK).convert("CMYK").save(p, quality=95),
    "16 bits.png": lambda p: Image.fromarray(SEVEN_DARK.astype(np.uint16) * 257).save(p),
    "bits.png": lambda p: Image.fromarray(a_seven(255, 0)).convert("1").save(p),
    "moving.gif": moving,
    "moving.webp": moving,
}
#: By name: the bytes, and the beginning of the sentence.
BAD = {
    "text.png": (b"label,pixel0\n1,2\n", "Text.png: this is no image that can be read."),
    "nothing.png": (b"", "Nothing.png: "),
    "cut.png": (b"\x89PNG\r\n\x1a\n" + bytes(20), "Cut.png: "),
    "bomb.png": (bomb(60_000, 60_000), "Bomb.png: expected at most 64,000,000 pixels"),
    "flat bomb.png": (bomb(2**30, 1), "Flat bomb.png: expected at most 64,000,000 pixels"),
    "short.png": (bomb(3000, 3000), "Short.png: this image is damaged."),
}


def test_that_pictures_of_every_kind_are_the_same_seven(qtbot, panel, tmp_path):
    drawing = panel._state.drawing
    images = {}
    for name, write in GOOD.items():
        write(tmp_path / name)
        before = drawing.sheet
        drop(panel, tmp_path / name)
        qtbot.waitUntil(lambda b=before: drawing.sheet is not b and has_read(panel))
        images[name] = panel._state.sample.sample.image[..., 0].astype(float)
        if name.startswith("moving"):
            assert (
                sentence(panel) == f"{name.capitalize()}: of its 2 pictures the first is taken."
            )
    first = images["light on dark.png"]
    assert first.max() == 255
    for name, image in images.items():
        assert np.corrcoef(first.ravel(), image.ravel())[0, 1] > 0.97, name


def test_that_what_is_no_picture_is_one_sentence_and_leaves_the_drawing(qtbot, panel, tmp_path):
    drawing = panel._state.drawing
    draw(qtbot, panel.board, SEVEN)
    drawn = drawing.sheet.board.copy()
    for name, (content, words) in BAD.items():
        (tmp_path / name).write_bytes(content)
        drop(panel, tmp_path / name)
        qtbot.waitUntil(lambda words=words: sentence(panel).startswith(words))
        assert sentence(panel).endswith(".")
        assert len(sentence(panel)) <= 300
        np.testing.assert_array_equal(drawing.sheet.board, drawn)
    (tmp_path / "folder").mkdir()
    drop(panel, tmp_path / "folder")
    qtbot.waitUntil(lambda: "received a folder" in sentence(panel))
    np.testing.assert_array_equal(drawing.sheet.board, drawn)
    qtbot.waitUntil(lambda: has_read(panel))


@pytest.mark.slow
def test_that_a_photo_of_forty_megapixels_is_read_like_a_small_one(qtbot, panel, tmp_path):
    grey = a_seven(235, 30)
    large = Image.fromarray(grey).resize((8000, 5000), Image.Resampling.NEAREST)
    large.save(tmp_path / "photo.jpg", quality=80)
    drop(panel, tmp_path / "photo.jpg")
    drawing = panel._state.drawing
    qtbot.waitUntil(lambda: drawing.sheet.is_picture and has_read(panel))
    assert max(drawing.sheet.board.shape) == 280
    small = Image.fromarray(grey).resize((800, 500), Image.Resampling.NEAREST)
    small.save(tmp_path / "small.png")
    image = panel._state.sample.sample.image[..., 0].astype(float)
    before = drawing.sheet
    drop(panel, tmp_path / "small.png")
    qtbot.waitUntil(lambda: drawing.sheet is not before and has_read(panel))
    other = panel._state.sample.sample.image[..., 0].astype(float)
    assert np.corrcoef(image.ravel(), other.ravel())[0, 1] > 0.98


def test_that_odd_boards_take_steps_and_are_kept_or_say_why_not(qtbot, panel):
    drawing = panel._state.drawing
    panel.network = AnsweringNetwork(panel._state)
    assert sentence(panel) == EMPTY
    for name in ("draw_step_on_ink", "draw_step_on_network", "draw_keep"):
        press(panel, name)
        assert sentence(panel).endswith(".")
        assert sentence(panel) != EMPTY
    for width in (*WIDTHS, FIRST_WIDTH):
        panel.board.set_width(width)
        draw(qtbot, panel.board, ((0.5, 0.5),))
        qtbot.waitUntil(lambda: sentence(panel) == ONE_DOT)
        press(panel, "draw_clear")
        qtbot.waitUntil(lambda: sentence(panel) == EMPTY)
    drawing.begin()
    drawing.draw((0, 140), (280, 140), 600)
    qtbot.waitUntil(lambda: sentence(panel) == NO_PAPER)
    drawing.set_target(3)
    qtbot.waitUntil(lambda: panel.reader.read.sample.label == 3)
    for name in ("draw_step_on_network", "draw_keep"):
        press(panel, name)
        assert "no ink" in sentence(panel).lower()
    assert (drawing.sheet.board == 255).all()


def test_that_broken_weights_are_told_and_change_no_ink(qtbot, panel):
    network = AnsweringNetwork(panel._state, change=lambda _, v: np.full_like(v, np.nan))
    state = panel._state
    draw(qtbot, panel.board, SEVEN)
    drawn = state.drawing.sheet
    qtbot.waitUntil(lambda: panel.reader.is_answered and not panel._is_stale)
    assert np.isnan(state.moment.moment.trace.values[-1]).all()
    qtbot.waitUntil(lambda: sentence(panel) == NO_NUMBERS)
    press(panel, "draw_step_on_ink")
    qtbot.waitUntil(lambda: "puts out no numbers" in sentence(panel))
    assert state.drawing.sheet is drawn
    assert not find(panel, "own_digits").isHidden()
    assert panel.own_digits.said == {}
    assert network.snapshot.step == 5


NETWORKS = {
    "three colours": NetworkSpec(
        (20, 16, 3), (Conv2DSpec(2), FlattenSpec(), DenseSpec(10), SoftmaxSpec())
    ),
    "flat, four classes": NetworkSpec((784,), (DenseSpec(4), SoftmaxSpec())),
    "one class": NetworkSpec((784,), (DenseSpec(1), SoftmaxSpec())),
    "no square": NetworkSpec((12,), (DenseSpec(10), SoftmaxSpec())),
}


@pytest.mark.parametrize("name", NETWORKS)
def test_that_networks_of_other_inputs_and_classes_get_a_drawing_or_a_sentence(
    qtbot, panel, name
):
    spec, state = NETWORKS[name], panel._state
    state.drawing.set_target(9)  # as of a network with ten classes
    panel.network = AnsweringNetwork(state, SEED_CNN.replace(network=spec))
    draw(qtbot, panel.board, SEVEN)
    drawn = state.drawing.sheet.board.copy()
    if name == "no square":
        qtbot.waitUntil(lambda: "no square picture" in sentence(panel))
    else:
        qtbot.waitUntil(lambda: panel.reader.is_answered and not panel._is_stale)
        moment = state.moment.moment
        assert moment.network is spec
        has_ten = moment.trace.values[-1].size == 10
        assert state.drawing.target == (9 if has_ten else None)
        assert (sentence(panel) == NO_CLASS) is not has_ten
        press(panel, "draw_step_on_ink")
        is_one = name == "one class"  # it is sure of it, whatever is drawn
        qtbot.waitUntil(
            lambda: "would make it more" in sentence(panel) if is_one
            else state.drawing.sheet.ink_steps == 1 and panel.reader.is_answered
        )  # fmt: skip
        slope = find(panel, "draw_ink_map", InkMap).slope
        assert slope.shape == moment.sample.image.shape[:2]
        if not is_one:
            press(panel, "draw_undo")
    np.testing.assert_array_equal(state.drawing.sheet.board, drawn)


def test_that_a_photo_is_opened_by_the_dialog(qtbot, panel, tmp_path, monkeypatch):
    Image.fromarray(SEVEN_DARK).save(tmp_path / "seven.png")
    asked = []

    def choose(title, patterns, then):
        asked.append((title, patterns))
        then(tmp_path / "seven.png")

    monkeypatch.setattr(panel.intake.file_dialogs, "ask_to_open", choose)
    press(panel, "draw_open")
    qtbot.waitUntil(lambda: panel._state.drawing.sheet.is_picture and has_read(panel))
    assert "*.png" in asked[0][1]
    expected = prepared(SEVEN_DARK).image
    np.testing.assert_array_equal(panel._state.sample.sample.image[..., 0], expected)
