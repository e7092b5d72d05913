"""GIFs, read back by Qt's own reader: another program with other code."""

import io
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QBuffer, QByteArray
from PySide6.QtGui import QImage, QImageReader

from core.formats.color_reduction import pack_colors, reduce_colors
from core.formats.gif_writer import GifWriter, lzw_codes


def gif_of(frames, delay=0.1):
    file = io.BytesIO()
    height, width, _ = frames[0].shape
    writer = GifWriter(file, width, height, delay)
    for frame in frames:
        writer.add(frame)
    writer.close()
    return file.getvalue()


def read_back(content):
    """Return every frame as Qt shows it, how long each stays, and how often all are shown."""
    data = QByteArray(content)
    buffer = QBuffer(data)
    buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, b"gif")
    frames, delays = [], []
    while reader.canRead():
        image = reader.read()
        assert not image.isNull(), reader.errorString()
        image = image.convertToFormat(QImage.Format.Format_RGB888)
        rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1)
        frames.append(rows[:, : 3 * image.width()].reshape(image.height(), -1, 3).copy())
        delays.append(reader.nextImageDelay())
        if len(frames) > 1000:
            break
    return frames, delays, reader.loopCount()


@settings(max_examples=60, deadline=None)
@given(
    height=st.integers(1, 40),
    width=st.integers(1, 40),
    count=st.integers(1, 4),
    colors=st.integers(1, 255),
    seed=st.integers(0, 2**32 - 1),
)
def test_that_few_colours_come_back_exactly(height, width, count, colors, seed):
    rng = np.random.default_rng(seed)
    palette = rng.integers(0, 256, (colors, 3)).astype(np.uint8)
    frames = [palette[rng.integers(0, colors, (height, width))] for _ in range(count)]
    for before, frame in pairwise(frames):  # most stays as it was
        stays = rng.random((height, width)) < 0.7
        frame[stays] = before[stays]
    found, _, loops = read_back(gif_of(frames))
    assert len(found) == count
    assert all(np.array_equal(a, b) for a, b in zip(found, frames, strict=True))
    assert loops == -1


def test_that_noise_is_long_enough_to_fill_the_table_of_codes_many_times():
    rng = np.random.default_rng(1)
    grey = rng.integers(0, 255, (300, 200, 1)).astype(np.uint8).repeat(3, axis=2)
    found, _, _ = read_back(gif_of([grey]))
    assert np.array_equal(found[0], grey)


def test_that_a_picture_of_one_colour_is_small():
    content = gif_of([np.full((400, 600, 3), 7, np.uint8)] * 50)
    found, _, _ = read_back(content)
    assert len(found) == 50
    assert len(content) < 10_000


def test_that_frames_stay_as_long_as_asked():
    frames = [np.full((4, 4, 3), shade, np.uint8) for shade in (0, 90, 200)]
    assert read_back(gif_of(frames, delay=0.25))[1] == [250] * 3
    assert read_back(gif_of(frames, delay=0.0))[1][0] >= 20


def test_that_many_colours_come_back_nearly():
    steps = np.linspace(0, 255, 200).astype(np.uint8)
    picture = np.zeros((200, 200, 3), np.uint8)
    picture[..., 0], picture[..., 2] = steps[:, None], steps[None, :]
    (found,), _, _ = read_back(gif_of([picture]))
    error = np.abs(found.astype(int) - picture)
    assert error.max() <= 24
    assert error.mean() < 6


@pytest.mark.parametrize("limit", [1, 2, 16, 255])
def test_that_a_palette_is_never_larger_than_asked(limit, rng):
    colors = pack_colors(rng.integers(0, 256, (50, 50, 3)).astype(np.uint8)).ravel()
    palette, places = reduce_colors(colors, limit)
    assert len(palette) <= limit
    assert places.max() < len(palette)


def test_that_rare_colours_are_kept_beside_one_large_surface():
    picture = np.full((100, 100, 3), 25, np.uint8)
    picture[:3, :3] = (255, 0, 0)
    picture[5:8, :3] = (0, 0, 255)
    shades = np.random.default_rng(3).integers(20, 30, (60, 100, 3))
    picture[40:] = shades
    (found,), _, _ = read_back(gif_of([picture]))
    assert np.abs(found[0, 0].astype(int) - (255, 0, 0)).max() < 30
    assert np.abs(found[5, 0].astype(int) - (0, 0, 255)).max() < 30


def test_that_codes_are_those_of_the_specification_for_a_worked_example():
    # 4 colours, pixels 1 1 1 2: clear 4, then 1, then 6 (= 1 1), 2, and the end 5; 3 bits each
    bits = 4 | 1 << 3 | 6 << 6 | 2 << 9 | 5 << 12
    assert lzw_codes(bytes([1, 1, 1, 2]), 2) == bits.to_bytes(2, "little")


@pytest.mark.parametrize(
    ("width", "height"), [(0, 5), (5, 0), (70_000, 5)], ids=["flat", "thin", "huge"]
)
def test_that_impossible_sizes_are_refused(width, height):
    with pytest.raises(ValueError, match="expected sides from 1 to"):
        GifWriter(io.BytesIO(), width, height, 0.1)


def test_that_a_frame_of_another_size_is_refused():
    writer = GifWriter(io.BytesIO(), 4, 4, 0.1)
    with pytest.raises(ValueError, match="expected a picture of uint8"):
        writer.add(np.zeros((4, 5, 3), np.uint8))


def decoded(content, bits):
    """Return the pixels of LZW codes, read one bit at a time; the end code must be there."""
    stream = "".join(f"{byte:08b}"[::-1] for byte in content)
    clear, end = 1 << bits, (1 << bits) + 1
    at, size, table, before, pixels = 0, bits + 1, [], None, []
    while True:
        code = int(stream[at : at + size][::-1], 2)
        at += size
        if code == end:
            assert 0 <= len(stream) - at < 8
            return bytes(pixels)
        if code == clear:
            table = [[pixel] for pixel in range(clear)] + [None, None]
            size, before = bits + 1, None
            continue
        entry = table[code] if code < len(table) else [*before, before[0]]
        pixels += entry
        if before is not None and len(table) < 4096:
            table.append([*before, entry[0]])
        if len(table) == 1 << size and size < 12:
            size += 1
        before = entry


@pytest.mark.parametrize("bits", [2, 3, 8])
def test_that_every_length_ends_with_an_end_code_of_the_right_width(bits, rng):
    pixels = rng.integers(0, 1 << bits, 700).astype(np.uint8).tobytes()
    for length in range(1, 700):
        assert decoded(lzw_codes(pixels[:length], bits), bits) == pixels[:length]


def test_that_more_codes_than_the_table_holds_are_read_back(rng):
    pixels = rng.integers(0, 256, 30_000).astype(np.uint8).tobytes()
    assert decoded(lzw_codes(pixels, 8), 8) == pixels
