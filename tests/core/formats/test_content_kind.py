import gzip
import io
import zipfile

import numpy as np
import pytest

from core.formats.content_kind import ContentKind, encoding_of, kind_of
from tests.support.data_files import idx_bytes


def zipped():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a", b"b")
    return buffer.getvalue()


def saved():
    buffer = io.BytesIO()
    np.save(buffer, np.zeros(3))
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"", ContentKind.EMPTY),
        (gzip.compress(b"x"), ContentKind.GZIP),
        (zipped(), ContentKind.ZIP),
        (saved(), ContentKind.NPY),
        (idx_bytes(np.zeros((1, 2, 3))), ContentKind.IDX),
        (idx_bytes(np.zeros(3)), ContentKind.IDX),
        (bytes(100), ContentKind.BINARY),
        (b"SQLite format 3\0" + bytes(99), ContentKind.SQLITE),
        (b"\x89PNG\r\n\x1a\n", ContentKind.PNG),
        (b"\xff\xd8\xff\xe0", ContentKind.JPEG),
        (b"%PDF-1.7", ContentKind.PDF),
        (b"  <!DOCTYPE html><html>", ContentKind.HTML),
        (b"version https://git-lfs.github.com/spec/v1\n", ContentKind.LFS),
        (b'\xef\xbb\xbf\n {"a": 1}', ContentKind.JSON),
        (b"label,pixel0\n", ContentKind.TEXT),
        ("label,数字\n".encode("utf-16"), ContentKind.TEXT),
        ("étiquette\n".encode("latin-1"), ContentKind.TEXT),
        (b"a\0b", ContentKind.BINARY),
    ],
)
def test_that_a_file_is_told_by_its_first_bytes(head, kind):
    assert kind_of(head) is kind


@pytest.mark.parametrize("text", ["label,pixel0\n1,2", "٣;٤\n", "a"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_that_text_is_read_as_it_was_written(text, encoding):
    content = text.encode(encoding)
    assert content.decode(encoding_of(content)) == text
