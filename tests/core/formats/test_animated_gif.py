"""GIFs, read back by Qt's own reader, another program with other code, and by Pillow."""

import io
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from PySide6.QtCore import QBuffer, QByteArray
from PySide6.QtGui import QImage, QImageReader

from core.formats.animated_gif import AnimatedGif


def gif_of(frames, delay=0.1):
    file = io.BytesIO()
    height, width, _ = frames[0].shape
    writer = AnimatedGif(file, width, height, delay)
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
    colors=st.integers(1, 256),
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


def test_that_pillow_finds_the_same_frames_durations_and_loop():
    palette = np.random.default_rng(2).integers(0, 256, (30, 3)).astype(np.uint8)
    frames = [palette[np.full((6, 9), shade)] for shade in range(30)]
    for shade, frame in enumerate(frames):
        frame[2:4, 3:5] = palette[29 - shade]
    with Image.open(io.BytesIO(gif_of(frames, delay=0.13))) as film:
        assert film.size == (9, 6)
        assert film.info["loop"] == 0
        assert film.n_frames == 30
        for at, frame in enumerate(frames):
            film.seek(at)
            assert np.array_equal(np.array(film.convert("RGB")), frame)
            assert film.info["duration"] == 130


def test_that_256_new_colours_are_exact_even_where_something_shines_through():
    first = np.full((16, 17, 3), (1, 2, 3), np.uint8)
    second = np.full((16, 17, 3), 7, np.uint8)
    second[:, :16] = np.arange(256, dtype=np.uint8).reshape(16, 16, 1)
    first[15, 16] = second[15, 16]  # the only pixel that stays
    (_, found), _, _ = read_back(gif_of([first, second]))
    assert np.array_equal(found, second)


def test_that_every_frame_is_written_before_the_next_is_asked_for():
    class Counted(io.RawIOBase):
        written = 0

        def write(self, data):
            self.written += len(data)
            return len(data)

    file = Counted()
    writer = AnimatedGif(file, 200, 100, 0.1)
    rng = np.random.default_rng(0)
    for _ in range(3):
        before = file.written
        writer.add(rng.integers(0, 256, (100, 200, 3)).astype(np.uint8))
        assert file.written - before > 10_000


def test_that_noise_of_as_many_shades_as_there_can_be_comes_back_exactly():
    rng = np.random.default_rng(1)
    grey = rng.integers(0, 256, (300, 200, 1)).astype(np.uint8).repeat(3, axis=2)
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


def test_that_rare_colours_are_kept_beside_one_large_surface():
    picture = np.full((100, 100, 3), 25, np.uint8)
    picture[:3, :3] = (255, 0, 0)
    picture[5:8, :3] = (0, 0, 255)
    shades = np.random.default_rng(3).integers(20, 30, (60, 100, 3))
    picture[40:] = shades
    (found,), _, _ = read_back(gif_of([picture]))
    assert np.abs(found[0, 0].astype(int) - (255, 0, 0)).max() < 30
    assert np.abs(found[5, 0].astype(int) - (0, 0, 255)).max() < 30


@pytest.mark.parametrize(
    ("width", "height"), [(0, 5), (5, 0), (70_000, 5)], ids=["flat", "thin", "huge"]
)
def test_that_impossible_sizes_are_refused(width, height):
    with pytest.raises(ValueError, match="expected sides from 1 to"):
        AnimatedGif(io.BytesIO(), width, height, 0.1)


def test_that_a_frame_of_another_size_is_refused():
    writer = AnimatedGif(io.BytesIO(), 4, 4, 0.1)
    with pytest.raises(ValueError, match="expected a picture of uint8"):
        writer.add(np.zeros((4, 5, 3), np.uint8))
