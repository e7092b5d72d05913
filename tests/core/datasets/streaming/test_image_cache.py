"""What is kept on the disk is trusted only if it is what was written, and makes room."""

import errno
import json
import os
import zlib
from dataclasses import replace

import numpy as np
import pytest

from core.datasets.image_folder import load_image_folder
from core.datasets.loading import load_dataset
from core.datasets.loading_watch import LoadingWatch
from core.datasets.streaming.image_cache import CacheContents
from core.datasets.streaming.layout import ALIGNMENT, BLOCK
from core.datasets.streaming.pixel_file import PixelFile
from core.datasets.streaming.policy import cache_folder, current_policy, use_policy
from core.datasets.streaming.stored_dataset import open_stored
from core.datasets.streaming.within_memory import image_cache
from core.errors import LoadError
from tests.support.many_sources import folder, images_and_labels, table


@pytest.fixture
def kept(tmp_path, cache):
    """Return a source, its images, and the file in which they are kept."""
    source = str(table(tmp_path))
    images = load_dataset(source).train.images.copy()
    (path,) = cache.iterdir()
    return source, images, path


def flipped(place):
    """Return what turns one bit of a file round."""

    def flip(path):
        content = bytearray(path.read_bytes())
        content[place] ^= 1
        path.write_bytes(content)

    return flip


def shortened(path):
    os.truncate(path, path.stat().st_size - 1)


def lengthened(path):
    with path.open("ab") as file:
        file.write(b"x")


def emptied(path):
    path.write_bytes(b"")
    os.utime(path, (1, 1))


def rewritten(**changes):
    """Return what says something else of the arrays, with a check sum that is right."""

    def rewrite(path):
        from core.datasets.streaming.layout import description_place, head

        content = path.read_bytes()
        offset, length, _ = description_place(content, len(content))
        found = json.loads(content[offset : offset + length])
        text = json.dumps({**found, **changes}).encode()
        first = head(offset, text).ljust(ALIGNMENT, b"\0")
        path.write_bytes(first + content[ALIGNMENT:offset] + text)

    return rewrite


DAMAGE = {
    "nothing in it": emptied,
    "cut off": shortened,
    "too long": lengthened,
    "another first letter": flipped(0),
    "another place": flipped(8),
    "another length": flipped(16),
    "another check sum": flipped(24),
    "another pixel": flipped(ALIGNMENT),
    "another last pixel": flipped(ALIGNMENT + 40 * 64 - 1),
    "another label": flipped(2 * ALIGNMENT + 3),
    "another description": flipped(-3),
    "of another source": rewritten(key="0" * 40),
    "no parts": rewritten(parts={}),
    "no list of parts": rewritten(parts=[]),
    "parts of nothing": rewritten(parts={"train": {}}),
    "too few classes": rewritten(class_names=["a"]),
    "names that are none": rewritten(class_names=[1, 2, 3, 4]),
    "an array behind the end": rewritten(
        parts={"train": {"images": {"offset": 1 << 40, "dtype": "|u1", "shape": [1, 8, 8, 1],
                                    "sums": [0]},
                         "labels": {"offset": ALIGNMENT, "dtype": "|u1", "shape": [1],
                                    "sums": [0]}}}
    ),
    "an array of no size": rewritten(
        parts={"train": {"images": {"offset": ALIGNMENT, "dtype": "|u1", "shape": [-1, 8, 8, 1],
                                    "sums": []},
                         "labels": {"offset": ALIGNMENT, "dtype": "|O8", "shape": [1],
                                    "sums": [0]}}}
    ),
}  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGE)
def test_that_a_damaged_file_is_made_anew(kept, cache, damage):
    source, images, path = kept
    DAMAGE[damage](path)
    assert open_stored(path, path.name.partition("-")[0]) is None
    again = load_dataset(source)
    assert np.array_equal(again.train.images, images)
    assert not path.exists()
    (made,) = cache.iterdir()
    assert open_stored(made, made.name.partition("-")[0]) is not None


def test_that_a_file_that_is_being_written_is_left_alone_until_it_is_old(kept, cache):
    source, _, path = kept
    path.write_bytes(bytes(ALIGNMENT))
    load_dataset(source)
    assert path.exists()
    assert image_cache().empty().sets == 1
    assert list(cache.iterdir()) == [path]
    os.utime(path, (1, 1))
    assert image_cache().empty() == CacheContents(1, ALIGNMENT)
    assert list(cache.iterdir()) == []


def test_that_emptying_takes_nothing_from_those_who_use_it(kept, cache):
    source, images, _ = kept
    using = load_dataset(source)
    contents = image_cache().contents()
    assert contents.sets == 1
    assert contents.bytes > images.nbytes
    assert contents.text.startswith("1 data set, ")
    assert image_cache().empty() == contents
    assert image_cache().contents() == CacheContents()
    assert CacheContents().text == "empty"
    assert np.array_equal(using.train.images, images)
    assert np.array_equal(load_dataset(source).train.images, images)


def test_that_other_files_are_not_emptied(kept, cache):
    (cache / "mine.txt").write_text("x")
    image_cache().empty()
    assert [path.name for path in cache.iterdir()] == ["mine.txt"]


def test_that_the_set_not_used_for_longest_makes_room(tmp_path, cache):
    sources = []
    for name in "abc":
        place = tmp_path / name
        place.mkdir()
        sources.append(str(table(place)))
    load_dataset(sources[0])
    (first,) = cache.iterdir()
    size = first.stat().st_size
    use_policy(replace(current_policy(), room=size * 5 // 2))
    load_dataset(sources[1])
    second = next(path for path in cache.iterdir() if path != first)
    os.utime(first, (1_000, 1_000))
    os.utime(second, (2_000, 2_000))
    load_dataset(sources[0])  # now the second is the older one
    load_dataset(sources[2])
    assert first.exists()
    assert not second.exists()
    assert len(list(cache.iterdir())) == 2


def test_that_a_set_larger_than_all_the_room_is_refused_in_a_sentence(tmp_path, cache):
    use_policy(replace(current_policy(), room=5_000))
    for source in (table(tmp_path), folder(tmp_path)):
        with pytest.raises(LoadError) as refused:
            load_dataset(str(source))
        assert "the settings allow" in str(refused.value)
        assert list(cache.iterdir()) == []


def test_that_a_full_disk_is_said_and_leaves_nothing(tmp_path, cache, monkeypatch):
    write = PixelFile._write

    def full(self, content):
        if len(content) > ALIGNMENT // 2 and self._end:
            with self._explained():
                raise OSError(errno.ENOSPC, "No space left on device")
        write(self, content)

    monkeypatch.setattr(PixelFile, "_write", full)
    with pytest.raises(LoadError, match="the disk is full"):
        load_dataset(str(table(tmp_path)))
    assert list(cache.iterdir()) == []


def test_that_too_little_free_room_is_said_before_anything_is_read(
    tmp_path, cache, monkeypatch
):
    source = folder(tmp_path)
    texts = []
    usage = type("Usage", (), {"free": 1 << 20})
    monkeypatch.setattr("shutil.disk_usage", lambda _: usage)
    with pytest.raises(LoadError, match="make room"):
        load_dataset(str(source), progress=lambda _, text: texts.append(text))
    assert not any(" of " in text for text in texts)


def test_that_a_cache_that_cannot_be_made_is_said(tmp_path, cache):
    cache.parent.write_text("a file where the folder would be")
    with pytest.raises(LoadError, match="cannot be made"):
        load_dataset(str(table(tmp_path)))


def test_that_every_block_has_its_own_check_sum(tmp_path):
    rng = np.random.default_rng(0)
    values = rng.integers(0, 256, 5 * BLOCK // 2, np.uint8)
    file = PixelFile(tmp_path / "one.pixels", 1 << 30, "one")
    file.begin((), np.dtype(np.uint8))
    at = 0
    for size in (1, BLOCK - 1, 3, BLOCK, len(values)):
        file.add(values[at : at + size])
        at += size
    region = file.end()
    blocks = [values[first : first + BLOCK] for first in (0, BLOCK, 2 * BLOCK)]
    assert region.sums == tuple(zlib.crc32(block.tobytes()) for block in blocks)
    assert region.shape == values.shape
    assert np.array_equal(file.mapped(region), values)
    file.abandon()
    assert list(tmp_path.iterdir()) == []


def test_that_the_folder_is_that_of_the_system_unless_it_is_named(monkeypatch, tmp_path):
    monkeypatch.setenv("GLASSBOX_CACHE", str(tmp_path / "named"))
    assert cache_folder() == tmp_path / "named"
    monkeypatch.delenv("GLASSBOX_CACHE")
    monkeypatch.setenv("HOME", str(tmp_path))
    for platform, variable, value, wanted in (
        ("linux", "XDG_CACHE_HOME", "/other", "/other/glassbox"),
        ("linux", "XDG_CACHE_HOME", "relative", f"{tmp_path}/.cache/glassbox"),
        ("linux", "XDG_CACHE_HOME", "", f"{tmp_path}/.cache/glassbox"),
        ("darwin", "XDG_CACHE_HOME", "/other", f"{tmp_path}/Library/Caches/Glassbox"),
        ("win32", "LOCALAPPDATA", "/local", "/local/Glassbox/Cache"),
    ):
        monkeypatch.setattr("sys.platform", platform)
        monkeypatch.setenv(variable, value)
        assert str(cache_folder()) == wanted


def test_that_reading_a_folder_alone_keeps_nothing(tmp_path, cache):
    images, _ = images_and_labels()
    source = folder(tmp_path)
    assert load_image_folder(source, LoadingWatch()).train.images.shape[1:] == (
        *images.shape[1:],
        1,
    )
    assert not cache.exists()
