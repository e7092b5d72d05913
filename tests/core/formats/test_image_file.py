import io
from contextlib import suppress

import numpy as np
import pytest
from PIL import Image

from core.errors import LoadError
from core.formats.image_file import FORMATS, MOST_SIDE, picture_from, read_picture

STEP = np.repeat(np.array([[0, 90, 255]], np.uint8), 5, axis=0).repeat(4, axis=1)


def content(image, kind="PNG", **options):
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


@pytest.mark.parametrize("kind", FORMATS)
def test_that_every_format_is_read_as_grey(kind):
    options = {"lossless": True} if kind == "WEBP" else {}
    found = picture_from(content(Image.fromarray(STEP), kind, **options), "a").grey
    assert found.shape == STEP.shape
    assert np.abs(found.astype(int) - STEP).max() <= (12 if kind == "JPEG" else 0)


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "RGBA", "LA", "CMYK", "I;16", "I"])
def test_that_every_kind_of_pixel_is_read_alike(mode):
    if mode in ("I;16", "I"):
        numbers = STEP.astype(np.uint16 if mode == "I;16" else np.int32) * 257
        image, kind = Image.fromarray(numbers), "TIFF"
    else:
        image = Image.fromarray(STEP).convert(mode)
        kind = "TIFF" if mode == "CMYK" else "PNG"
    found = picture_from(content(image, kind), "a").grey.astype(int)
    limit = 255 if mode == "1" else 2
    assert np.abs(found - STEP)[:, [0, 1, 10, 11]].max() <= 2
    assert np.abs(found - STEP).max() <= limit


def test_that_what_can_be_seen_through_is_paper():
    clear = np.zeros((4, 4, 4), np.uint8)
    clear[1, 1] = (0, 0, 0, 255)
    found = picture_from(content(Image.fromarray(clear)), "a").grey
    assert found[0, 0] == 255
    assert found[1, 1] == 0


@pytest.mark.parametrize(
    ("shade", "paper"), [(0, 255), (200, 255), (250, 0), (255, 0)], ids=str
)
def test_that_ink_that_can_be_seen_through_stands_out_from_its_paper(shade, paper):
    clear = np.zeros((4, 4, 4), np.uint8)
    clear[1, 1] = (shade, shade, shade, 255)
    for image in (Image.fromarray(clear), Image.fromarray(clear).convert("LA")):
        found = picture_from(content(image), "a").grey
        assert (found[0, 0], found[1, 1]) == (paper, shade)
    nothing = Image.new("RGBA", (4, 4), (255, 0, 0, 0))
    assert (picture_from(content(nothing), "a").grey == 255).all()


@pytest.mark.parametrize("odd", [np.nan, np.inf, -np.inf])
def test_that_a_number_that_is_none_hides_no_others(odd):
    numbers = STEP.astype(np.float32) / 255
    numbers[0, 0] = odd
    found = picture_from(content(Image.fromarray(numbers), "TIFF"), "a").grey.astype(int)
    assert np.abs(found - STEP).max(initial=0, where=np.isfinite(numbers)) <= 1


def test_that_of_a_moving_picture_the_first_is_taken():
    frames = [Image.new("L", (4, 4), shade) for shade in (10, 200)]
    found = picture_from(
        content(frames[0], "GIF", save_all=True, append_images=frames[1:]), "film.gif"
    )
    assert found.grey.max() == 10
    assert found.notes == ("film.gif: of its 2 pictures the first is taken.",)


def test_that_a_photo_is_turned_as_the_camera_was():
    exif = Image.Exif()
    exif[0x0112] = 6
    found = picture_from(content(Image.fromarray(STEP), "PNG", exif=exif), "a").grey
    assert found.shape == STEP.shape[::-1]


def test_that_a_large_picture_is_made_smaller_and_one_too_large_is_refused(monkeypatch):
    large = Image.fromarray(np.repeat(np.repeat(STEP, 400, 0), 200, 1))
    assert max(picture_from(content(large), "a").grey.shape) == MOST_SIDE
    monkeypatch.setattr("core.formats.image_file.MAX_PIXELS", 1000)
    with pytest.raises(LoadError, match="at most 1,000 pixels, received 4,800,000"):
        picture_from(content(large), "a")


def test_that_a_bomb_is_refused_before_it_is_unpacked():
    import struct
    import zlib

    def chunk(name, data):
        body = name + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 0, 0, 0, 0)
    bomb = (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", b"")
        + chunk(b"IEND", b"")
    )
    with pytest.raises(LoadError, match="at most 64,000,000 pixels"):
        picture_from(bomb, "bomb.png")


def test_that_damaged_files_are_one_sentence(rng):
    for kind in FORMATS:
        whole = content(Image.fromarray(STEP.repeat(9, axis=0)), kind)
        for _ in range(30):
            cut = bytearray(whole[: rng.integers(1, len(whole))])
            for place in rng.integers(0, len(cut), 3):
                cut[place] = rng.integers(256)
            with suppress(LoadError):  # nothing else
                picture_from(bytes(cut), "cut")


def test_that_what_is_no_picture_is_refused(tmp_path):
    path = tmp_path / "a.png"
    path.write_bytes(b"label,pixel0\n1,2\n")
    with pytest.raises(LoadError, match=r"a\.png: this is no image"):
        read_picture(path)
    with pytest.raises(LoadError, match="no such file"):
        read_picture(tmp_path / "b.png")
    with pytest.raises(LoadError, match="received a folder"):
        read_picture(tmp_path)
