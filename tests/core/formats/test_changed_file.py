"""A file that somebody writes into while it is read."""

import os

import pytest

from core.datasets import kaggle_csv
from core.datasets.image_files import FolderFiles
from core.datasets.loading import load_dataset
from core.errors import LoadError
from core.formats.file_access import open_for_reading


def touched(path, content):
    """Write into a file so that its time differs, however coarse the clock of the disk is."""
    path.write_bytes(content)
    os.utime(path, ns=(1, 1))


def write_while_open(path, content, error=None):
    with open_for_reading(path) as (file, _):
        file.read(2)
        touched(path, content)
        if error is not None:
            raise error


def test_that_a_file_that_changes_while_it_is_open_is_refused(tmp_path):
    path = tmp_path / "data.bin"
    path.write_bytes(b"before")
    with pytest.raises(LoadError, match=r"data\.bin: this file changed while it was read"):
        write_while_open(path, b"after!")


def test_that_the_change_is_told_rather_than_the_damage_it_does(tmp_path):
    path = tmp_path / "data.bin"
    path.write_bytes(b"before")
    with pytest.raises(LoadError, match="changed while it was read"):
        write_while_open(path, b"cut", LoadError("data.bin: the file is cut off"))


def test_that_what_others_may_write_into_is_read_all_the_same(tmp_path):
    path = tmp_path / "run.glassbox"
    path.write_bytes(b"before")
    with open_for_reading(path, may_change=True) as (file, _):
        touched(path, b"after!")
        assert file.read() == b"after!"


def test_that_a_table_that_grows_while_it_is_read_is_no_data_set(tmp_path, monkeypatch):
    path = tmp_path / "train.csv"
    row = ",".join(["3", *["7"] * 16])
    path.write_text(f"{row}\n" * 5)
    parse = kaggle_csv.CsvNumbers.parse

    def parse_and_write(self, lines, first_line):
        touched(path, path.read_bytes() + row.encode())
        return parse(self, lines, first_line)

    monkeypatch.setattr(kaggle_csv.CsvNumbers, "parse", parse_and_write)
    with pytest.raises(LoadError, match=r"train\.csv: this file changed while it was read"):
        load_dataset(str(path))


def test_that_a_picture_that_changes_is_one_that_cannot_be_read(tmp_path, monkeypatch):
    path = tmp_path / "1.png"
    path.write_bytes(b"before")
    read = os.read

    def read_and_write(handle, count):
        content = read(handle, count)
        touched(path, b"after, and longer")
        return content

    monkeypatch.setattr(os, "read", read_and_write)
    with pytest.raises(LoadError, match=r"1\.png: this file changed while it was read"):
        FolderFiles(tmp_path).read(("1.png",))
