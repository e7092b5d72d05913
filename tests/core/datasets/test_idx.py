import gzip
import hashlib
import struct
import tracemalloc

import numpy as np
import pytest

from core.datasets.idx import read_idx
from core.errors import LoadError
from tests.support.data_files import idx_bytes

IMAGES = np.arange(2 * 3 * 4, dtype=np.uint8).reshape(2, 3, 4)


def _refusal(path, dimensions=3, **options):
    with pytest.raises(LoadError) as caught:
        read_idx(path, dimensions=dimensions, **options)
    message = str(caught.value)
    assert path.name in message
    assert len(message) <= 300
    assert "\n" not in message
    return message


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_that_the_array_comes_back_plain_or_gzip(tmp_path, pack):
    path = tmp_path / "images"
    path.write_bytes(pack(idx_bytes(IMAGES)))
    np.testing.assert_array_equal(read_idx(path, dimensions=3), IMAGES)


def test_that_a_file_written_by_hand_is_read_as_its_bytes_say(tmp_path):
    path = tmp_path / "labels"
    path.write_bytes(bytes.fromhex("00000801 00000003 070209"))
    assert read_idx(path, dimensions=1).tolist() == [7, 2, 9]


def test_that_the_array_cannot_be_written_to(tmp_path):
    path = tmp_path / "images"
    path.write_bytes(idx_bytes(IMAGES))
    with pytest.raises(ValueError, match="read-only"):
        read_idx(path, dimensions=3)[0] = 1


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "IDX header"),
        (b"\0\0\x08\x03\0\0", "IDX header"),
        (idx_bytes(IMAGES)[:-1], "2 × 3 × 4 = 24 bytes, received 23"),
        (idx_bytes(IMAGES) + b"!", "received more"),
        (b"\0\0\x08\x01" + idx_bytes(IMAGES)[4:], "magic number 00000803"),
        (b"\0\0\x0d\x03" + idx_bytes(IMAGES)[4:], "magic number 00000803"),
        (b"\0\0\x08\x03" + struct.pack(">3I", 0, 28, 28), "announces 0 × 28 × 28"),
        (b"\0\0\x08\x03" + b"\xff" * 12, "expected from 1 to"),
        (b"<html>not found</html>", "magic number"),
    ],
)
@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_that_wrong_content_is_refused_in_one_sentence(tmp_path, content, reason, pack):
    path = tmp_path / "images"
    path.write_bytes(pack(content))
    assert reason in _refusal(path)


def test_that_a_file_a_browser_has_unpacked_is_read_under_its_old_name(tmp_path):
    path = tmp_path / "images.gz"
    path.write_bytes(idx_bytes(IMAGES))
    np.testing.assert_array_equal(read_idx(path, dimensions=3), IMAGES)


@pytest.mark.parametrize("padding", [b"", bytes(512)])
def test_that_gzip_of_several_members_is_read_as_one(tmp_path, padding):
    path = tmp_path / "images"
    content = idx_bytes(IMAGES)
    members = [gzip.compress(content[:7]), gzip.compress(b""), gzip.compress(content[7:])]
    path.write_bytes(b"".join(one + padding for one in members))
    np.testing.assert_array_equal(read_idx(path, dimensions=3), IMAGES)


@pytest.mark.parametrize("cut", [1, 4, 8, 20])
def test_that_truncated_gzip_is_refused(tmp_path, cut):
    path = tmp_path / "images.gz"
    path.write_bytes(gzip.compress(idx_bytes(IMAGES))[:-cut])
    _refusal(path)


def test_that_damaged_gzip_is_refused_wherever_the_damage_is(tmp_path):
    packed = gzip.compress(idx_bytes(IMAGES), mtime=0)
    path = tmp_path / "images.gz"
    harmless = 0
    for position in range(len(packed)):
        damaged = bytearray(packed)
        damaged[position] ^= 0x5A
        path.write_bytes(damaged)
        try:
            # Time, level and system in the gzip header decide nothing.
            assert read_idx(path, dimensions=3).tobytes() == IMAGES.tobytes()
            harmless += 1
        except LoadError as error:
            assert len(str(error)) <= 300  # noqa: PT017
    assert harmless <= 6


def test_that_bytes_after_the_gzip_data_are_refused(tmp_path):
    path = tmp_path / "images.gz"
    path.write_bytes(gzip.compress(idx_bytes(IMAGES)) + b"more")
    assert "after the end" in _refusal(path)


def test_that_a_gzip_bomb_costs_no_memory(tmp_path):
    path = tmp_path / "images.gz"
    path.write_bytes(gzip.compress(idx_bytes(IMAGES) + bytes(200_000_000), compresslevel=1))
    tracemalloc.start()
    try:
        assert "received more" in _refusal(path)
        assert tracemalloc.get_traced_memory()[1] < 10_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.slow
def test_that_a_gzip_bomb_with_a_header_to_match_is_refused_unexpanded(tmp_path):
    path = tmp_path / "images.gz"
    header = b"\0\0\x08\x03" + struct.pack(">3I", 100_000, 40, 40)
    path.write_bytes(gzip.compress(header + bytes(160_000_000), compresslevel=9))
    tracemalloc.start()
    try:
        assert "cannot hold the 160,000,000 values" in _refusal(path)
        assert tracemalloc.get_traced_memory()[1] < 10_000_000
    finally:
        tracemalloc.stop()


def test_that_a_missing_file_and_a_folder_are_refused(tmp_path):
    assert "no such file" in _refusal(tmp_path / "nowhere")
    assert "folder" in _refusal(tmp_path)


def test_that_the_hash_of_the_uncompressed_file_is_checked(tmp_path):
    path = tmp_path / "images.gz"
    path.write_bytes(gzip.compress(idx_bytes(IMAGES)))
    right = hashlib.sha256(idx_bytes(IMAGES)).hexdigest()
    np.testing.assert_array_equal(read_idx(path, dimensions=3, sha256=right), IMAGES)
    wrong = hashlib.sha256(b"other").hexdigest()
    assert "SHA-256" in _refusal(path, sha256=wrong)
