import gzip
import io
import struct
import tracemalloc
import zipfile

import pytest

from core.errors import LoadError
from core.formats.content_kind import ContentKind
from core.formats.unpacked_file import open_unpacked

CONTENT = b"label,pixel0\n" * 400


def zipped(**members):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def read(path):
    with open_unpacked(path) as source:
        return source.file.read(), source.kind, source.is_packed


def read_piece_by_piece(path):
    with open_unpacked(path) as source:
        while source.file.read(1 << 20):
            pass


def refusal(path, content):
    path.write_bytes(content)
    with pytest.raises(LoadError) as refused:
        read(path)
    said = str(refused.value)
    assert said.startswith(f"{path.name}: ")
    assert said.isprintable()
    assert len(said) <= 300
    return said


@pytest.mark.parametrize(
    ("content", "is_packed"),
    [
        (CONTENT, False),
        (gzip.compress(CONTENT), True),
        (gzip.compress(CONTENT[:99]) + gzip.compress(CONTENT[99:]) + bytes(512), True),
        (zipped(train=CONTENT), True),
        (zipped(**{"d/": b"", "d/train": CONTENT, "__MACOSX/d/._train": b"x"}), True),
    ],
)
def test_that_what_is_packed_is_read_as_if_it_were_not(tmp_path, content, is_packed):
    path = tmp_path / "data"
    path.write_bytes(content)
    assert read(path) == (CONTENT, ContentKind.TEXT, is_packed)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (gzip.compress(CONTENT)[:-9], "too early"),
        (gzip.compress(CONTENT) + b"more", "after the end"),
        (gzip.compress(CONTENT)[:30] + b"\xff" * 20, "packed data"),
        (zipped(train=CONTENT)[:-5], "cut off or damaged"),
        (zipped(), "is empty"),
        (zipped(a=b"1", b=b"2", c=b"3", d=b"4"), "holds 4 files ('a', 'b', 'c', ...)"),
    ],
)
def test_that_what_cannot_be_unpacked_is_refused_in_one_sentence(tmp_path, content, reason):
    assert reason in refusal(tmp_path / "data", content)


def test_that_arrays_and_documents_are_called_by_their_names(tmp_path):
    buffer = io.BytesIO()
    for member, reason in (("x_train.npy", ".npz archive"), ("[Content_Types].xml", "Office")):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            archive.writestr(member, b"x")
        assert reason in refusal(tmp_path / "data.zip", buffer.getvalue())


@pytest.mark.slow
@pytest.mark.parametrize("pack", [gzip.compress, lambda content: zipped(train=content)])
def test_that_a_bomb_is_refused_before_it_takes_memory(tmp_path, pack):
    path = tmp_path / "bomb"
    path.write_bytes(pack(bytes(150_000_000)))
    tracemalloc.start()
    try:
        with pytest.raises(LoadError, match="more than"):
            read_piece_by_piece(path)
        assert tracemalloc.get_traced_memory()[1] < 10_000_000
    finally:
        tracemalloc.stop()


def test_that_a_directory_that_claims_too_much_is_not_read(tmp_path):
    content = bytearray(zipped(train=CONTENT))
    at = content.rfind(b"PK\5\6")
    struct.pack_into("<L", content, at + 12, 1 << 30)
    assert "holds too much" in refusal(tmp_path / "data", bytes(content))


def test_that_an_encrypted_archive_is_called_so(tmp_path):
    content = bytearray(zipped(train=CONTENT))
    content[content.rfind(b"PK\1\2") + 8] |= 1
    assert "encrypted" in refusal(tmp_path / "data", bytes(content))
