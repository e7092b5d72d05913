"""Marks that are kept, and files that are none."""

import pytest

from core.datasets.sample import Part
from core.errors import LoadError
from core.evaluation.marked_images import (
    MarkedImages,
    mark_of,
    marks_file,
    read_marks,
    write_marks,
)


def test_that_marks_come_back_in_their_order(tmp_path):
    path = marks_file(tmp_path / "runs", "ab" * 32)
    assert read_marks(path) == MarkedImages()
    marked = MarkedImages()
    for mark in (("test", 4425), ("training", 3), ("test", 0)):
        marked = marked.toggled(mark)
    write_marks(path, marked)
    assert read_marks(path) == marked
    assert path.read_text().splitlines()[:2] == ["images,row", "test,4425"]
    less = marked.toggled(("training", 3))
    assert ("training", 3) not in less
    assert less.marks == (("test", 4425), ("test", 0))
    write_marks(path, less)
    assert read_marks(path) == less


def test_that_an_image_keeps_its_mark_when_it_is_held_back():
    assert mark_of(Part.TRAIN, 7) == mark_of(Part.VALIDATION, 7) == ("training", 7)
    assert mark_of(Part.TEST, 7) == ("test", 7)


@pytest.mark.parametrize(
    "content",
    [
        b"", b"\xff\xfe", b"row,images\n1,test\n", b"images,row\ntest\n",
        b"images,row\ntest,-1\n",
        b"images,row\nsecret,1\n", b"images,row\ntest,1,2\n", b"images,row\ntest,\xc2\xb2\n",
        b'images,row\n"test,1\n', b"\x00" * 100,
    ],
)  # fmt: skip
def test_that_what_is_no_list_of_marks_is_said_to_be_none(tmp_path, content):
    path = tmp_path / "marks.csv"
    path.write_bytes(content)
    with pytest.raises(LoadError, match=r"marks\.csv: .*no list of marked images"):
        read_marks(path)
    assert path.read_bytes() == content


def test_that_a_folder_in_the_way_is_said(tmp_path):
    (tmp_path / "marks.csv").mkdir()
    with pytest.raises(LoadError):
        read_marks(tmp_path / "marks.csv")
