"""Of a very large picture its upper part comes first, and then all of it."""

import io
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from core.data_description import DataDescription
from core.data_import.preview import sample_previews
from core.datasets import glimpse
from core.datasets.kept_reading import KeptReading
from core.formats.picture_bytes import upper_part


def noise(height, width, *channels):
    return np.random.default_rng(4).integers(1, 256, (height, width, *channels), np.uint8)


def png(pixels, **options):
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "PNG", **options)
    return buffer.getvalue()


@pytest.mark.parametrize("channels", [(), (3,)])
@pytest.mark.parametrize("rows", [1, 7, 60, 99, 500])
@pytest.mark.parametrize(("least_side", "times"), [(100, 1), (30, 3), (25, 4)])
def test_that_the_upper_rows_are_those_of_the_whole_picture(channels, rows, least_side, times):
    pixels = noise(100, 140, *channels)
    found = np.asarray(upper_part(png(pixels), rows, least_side)).astype(float)
    assert found.shape[:2] == (-(-100 // times), -(-140 // times))
    whole_blocks = min(rows, 100) // times
    columns = 140 // times
    for row in range(whole_blocks):
        for column in range(columns):
            block = pixels[times * row : times * (row + 1),
                           times * column : times * (column + 1)]  # fmt: skip
            mean = block.reshape(times * times, -1).mean(axis=0)
            assert np.abs(found[row, column] - mean).max() <= 1
    assert not found[-(-min(rows, 100) // times) :].any()


def test_that_what_is_no_plain_png_has_no_upper_part():
    pixels = noise(20, 20, 3)
    whole = png(pixels)
    jpeg = io.BytesIO()
    Image.fromarray(pixels).save(jpeg, "JPEG")
    palette = io.BytesIO()
    Image.fromarray(pixels).convert("P").save(palette, "PNG")
    for content in (jpeg.getvalue(), palette.getvalue(), whole[:-30], b"", whole[8:]):
        assert upper_part(content, 5, 10) is None


def test_that_the_assistant_sees_a_part_first_and_all_of_it_next(tmp_path, monkeypatch):
    pixels = noise(90, 120, 3)
    for folder in "ab":
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "1.png").write_bytes(png(pixels))
    monkeypatch.setattr(glimpse, "MOST_PIXELS", 30 * 120)
    monkeypatch.setattr("core.data_import.preview._FAST", 0.0)  # no look is left out
    kept, decoded = KeptReading(), []
    monkeypatch.setattr(glimpse, "upper_part", lambda *a: decoded.append(a) or upper_part(*a))
    description = DataDescription(str(tmp_path))
    first, *_, last = sample_previews(description, kept=kept)
    assert first.images.shape == (1, 90, 120, 3)
    np.testing.assert_array_equal(first.images[0, :30], pixels[:30])
    assert not first.images[0, 30:].any()
    np.testing.assert_array_equal(last.images, [pixels, pixels])
    again = next(iter(sample_previews(replace(description, invert=True), kept=kept)))
    np.testing.assert_array_equal(again.images[0], 255 - pixels)  # what was decoded is whole
    assert len(decoded) == 1
    kept = KeptReading()
    for choice in (description, replace(description, invert=True)):  # before it was
        next(iter(sample_previews(choice, kept=kept)))
    assert len(decoded) == 2
