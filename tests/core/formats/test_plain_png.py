"""The short way to a plain PNG file reads what Pillow reads, or leaves it to Pillow."""

import io
import struct
import zlib

import numpy as np
import pytest
from PIL import Image, PngImagePlugin

from core.errors import LoadError
from core.formats import picture_bytes
from core.formats.picture_bytes import decoded, many_pictures
from core.formats.plain_png import plain_png

SIGNATURE = b"\x89PNG\r\n\x1a\n"


def chunk(kind, body):
    return (
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
    )


def png(pixels, *, filters=(0,), pieces=1, before=b"", after=b"", changes=()):
    """Write a PNG file by hand; every row is filtered by the next of `filters`."""
    height, width = pixels.shape[:2]
    channels = 1 if pixels.ndim == 2 else pixels.shape[2]
    rows = pixels.reshape(height, width * channels).astype(int)
    raw, above = bytearray(), np.zeros(width * channels, int)
    for at, row in enumerate(rows):
        kind = filters[at % len(filters)]
        left = np.concatenate([np.zeros(channels, int), row[:-channels]])
        corner = np.concatenate([np.zeros(channels, int), above[:-channels]])
        guess = left + above - corner
        near = np.abs(guess - np.stack([left, above, corner]))
        paeth = np.where(
            (near[0] <= near[1]) & (near[0] <= near[2]), left,
            np.where(near[1] <= near[2], above, corner),
        )  # fmt: skip
        taken = (0 * row, left, above, (left + above) // 2, paeth)[kind]
        raw += bytes([kind]) + ((row - taken) % 256).astype(np.uint8).tobytes()
        above = row
    header = bytearray(struct.pack(">2I5B", width, height, 8, {1: 0, 3: 2}[channels], 0, 0, 0))
    for place, value in changes:
        header[place] = value
    packed = zlib.compress(bytes(raw))
    step = -(-len(packed) // pieces)
    data = b"".join(
        chunk(b"IDAT", packed[at : at + step]) for at in range(0, len(packed), step)
    )
    parts = (chunk(b"IHDR", bytes(header)), before, data, after, chunk(b"IEND", b""))
    return SIGNATURE + b"".join(parts)


@pytest.mark.parametrize("shape", [(28, 28), (1, 1), (3, 5, 3), (40, 2, 3)])
@pytest.mark.parametrize("filters", [(0,), (1,), (2,), (3,), (4,), (4, 0, 3, 1, 2)])
def test_that_every_filter_gives_the_pixels(rng, shape, filters):
    pixels = rng.integers(0, 256, shape, np.uint8)
    for pieces in (1, 3):
        image = plain_png(png(pixels, filters=filters, pieces=pieces))
        assert image.mode == ("L" if len(shape) == 2 else "RGB")
        assert np.array_equal(np.asarray(image), pixels)


def test_that_harmless_chunks_are_passed_over(rng):
    pixels = rng.integers(0, 256, (4, 4), np.uint8)
    content = png(pixels, before=chunk(b"gAMA", bytes(4)) + chunk(b"pHYs", bytes(9)))
    assert np.array_equal(np.asarray(plain_png(content)), pixels)


@pytest.mark.parametrize(
    "options",
    [
        {"before": chunk(b"tRNS", b"\0\7")},  # can be seen through
        {"before": chunk(b"tEXt", b"a\0b")},
        {"before": chunk(b"pHYs", bytes(3))},
        {"after": chunk(b"eXIf", b"MM\0*\0\0\0\x08\0\0\0\0\0\0")},  # may be turned
        {"changes": [(8, 16)]},
        {"changes": [(8, 1)]},
        {"changes": [(9, 3)]},
        {"changes": [(10, 1)]},
        {"changes": [(12, 1)]},  # interlaced
        {"changes": [(3, 0)]},  # no width
        {"changes": [(0, 0x7F)]},  # too wide
    ],
)
def test_that_what_takes_more_care_is_left_to_pillow(options):
    assert plain_png(png(np.zeros((28, 28), np.uint8), **options)) is None


def saved(image, **options):
    buffer = io.BytesIO()
    image.save(buffer, "PNG", **options)
    return buffer.getvalue()


def many_files(rng):
    """Yield PNG files of all kinds that Pillow writes, and damaged ones of each."""
    noise = rng.integers(0, 256, (9, 7, 3), np.uint8)
    info = PngImagePlugin.PngInfo()
    info.add_text("who", "me")
    whole = [
        saved(Image.fromarray(noise)),
        saved(Image.fromarray(noise), pnginfo=info, dpi=(72, 72)),
        saved(Image.fromarray(noise[..., 0])),
        saved(Image.fromarray(noise[..., 0]), transparency=3),
        saved(Image.fromarray(noise).quantize(16)),
        saved(Image.fromarray(noise).convert("RGBA")),
        saved(Image.fromarray(noise).convert("1")),
        saved(Image.fromarray(noise.astype(np.uint16)[..., 0] * 200)),
    ]
    for content in whole:
        yield content
        for _ in range(60):
            damaged = bytearray(content)
            for _ in range(rng.integers(1, 4)):
                damaged[rng.integers(len(damaged))] ^= 1 << rng.integers(8)
            yield bytes(damaged)
            yield content[: rng.integers(len(content))]


def damaged_inside(rng):
    """Yield plain files whose check sums are right and whose packed pixels are not."""
    pixels = rng.integers(0, 64, (9, 7), np.uint8)
    for change in (
        [(7, 10)],
        [(7, 8)],
        [(3, 8)],
        [(3, 6)],
    ):  # one row, or column, too many or few
        yield png(pixels, changes=change)
    head, packed = (
        png(pixels)[:33],
        zlib.compress(b"".join(b"\4" + bytes(row) for row in pixels)),
    )
    for _ in range(200):
        body = bytearray(packed)
        for _ in range(rng.integers(1, 3)):
            body[rng.integers(len(body))] ^= 1 << rng.integers(8)
        del body[int(rng.integers(len(body) // 2, 2 * len(body))) :]
        yield head + chunk(b"IDAT", bytes(body)) + chunk(b"IEND", b"")


def outcome(content):
    try:
        image = decoded(content, "a.png")
    except LoadError as error:
        return str(error)
    return image.mode, image.size, image.tobytes()


def test_that_both_ways_agree_on_all_files(rng, monkeypatch):
    short = 0
    with many_pictures():
        for content in (*many_files(rng), *damaged_inside(rng)):
            short += plain_png(content) is not None
            found = outcome(content)
            with monkeypatch.context() as patch:
                patch.setattr(picture_bytes, "plain_png", lambda _: None)
                assert outcome(content) == found
    assert short > 8
