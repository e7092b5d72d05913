"""A first look shows images as they would be trained on, and does not read the rest."""

import gzip
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from core.data_description import DataDescription
from core.datasets import picture_pieces
from core.datasets.first_look import first_look
from core.datasets.image_files import FolderFiles
from core.datasets.loading import load_dataset
from core.errors import Cancelled, LoadError
from tests.support.many_sources import KINDS, SOURCES, folder, idx, loadable, table
from tests.support.picture_folders import picture_bytes, shade, write_pictures


@pytest.mark.parametrize("kind", KINDS)
def test_that_what_is_shown_is_what_would_be_trained_on(tmp_path, kind):
    source = loadable(SOURCES[kind](tmp_path))
    description = DataDescription.of(source)
    whole = load_dataset(replace(description, split=None)).train
    look = first_look(source, 7)
    assert 6 <= len(look.images) == len(look.labels) <= 7  # one may be broken
    assert look.image_shape == whole.images.shape[1:]
    places = [
        next(at for at, one in enumerate(whole.images) if np.array_equal(one, image))
        for image in look.images
    ]
    assert places == sorted(places)
    assert look.labels.tolist() == whole.labels[places].tolist()
    assert look.class_names
    assert len(first_look(source, 1_000).images) <= len(whole) + 1


def test_that_images_come_from_all_over_a_folder(tmp_path):
    write_pictures(tmp_path, {f"{at // 10}/{at:03}.png": at for at in range(100)})
    look = first_look(str(tmp_path), 10)
    assert look.labels.tolist() == list(range(10))
    assert look.class_names == tuple("0123456789")


def test_that_no_more_files_are_read_than_are_shown(tmp_path, monkeypatch):
    write_pictures(tmp_path, {f"{at % 2}/{at:03}.png": at for at in range(200)})
    read = FolderFiles.read
    ways = []

    def note(self, way):
        ways.append(way)
        return read(self, way)

    monkeypatch.setattr(FolderFiles, "read", note)
    monkeypatch.setattr(picture_pieces, "_MOST", 4)
    first_look(str(tmp_path), 6)
    assert len(set(ways)) == 6
    assert len(ways) <= 12  # once for the size
    listed = FolderFiles(tmp_path).ways(5)
    assert len(listed) == 10


@pytest.mark.parametrize("spoil", [
    lambda path: path.write_text(path.read_text() + "1,2,no row\n"),
    lambda path: path.write_text(path.read_text()[:-20]),
])  # fmt: skip
def test_that_what_is_wrong_further_on_is_not_looked_at(tmp_path, spoil):
    path = table(tmp_path)
    spoil(path)
    assert len(first_look(str(path), 8).images) == 8
    with pytest.raises(LoadError):
        load_dataset(str(path))


def test_that_a_cut_off_archive_shows_its_beginning(tmp_path):
    images = Path(idx(tmp_path), "train-images-idx3-ubyte.gz")
    content = gzip.decompress(images.read_bytes())
    images.write_bytes(gzip.compress(content[:-9]))
    assert len(first_look(str(tmp_path), 8).images) == 8
    with pytest.raises(LoadError):
        load_dataset(str(tmp_path))


def test_that_a_table_without_labels_is_shown(tmp_path):
    rows = np.arange(3 * 784).reshape(3, 784) % 256
    header = ",".join(f"pixel{at}" for at in range(784))
    lines = [header, *(",".join(map(str, row)) for row in rows.tolist())]
    (tmp_path / "test.csv").write_text("\n".join(lines) + "\n")
    look = first_look(str(tmp_path / "test.csv"), 2)
    assert look.labels is None
    assert look.class_names == ()
    assert np.array_equal(look.images.reshape(2, -1), rows[:2])


def test_that_a_look_can_be_cancelled_and_says_what_is_wrong(tmp_path):
    with pytest.raises(Cancelled):
        first_look(str(folder(tmp_path)), cancelled=lambda: True)
    (tmp_path / "empty.csv").write_text("")
    with pytest.raises(LoadError, match=r"empty\.csv"):
        first_look(str(tmp_path / "empty.csv"))


def test_that_the_built_in_digits_can_be_looked_at():
    look = first_look("mnist", 5)
    assert look.format.is_built_in
    assert look.images.shape == (5, 28, 28, 1)


def test_that_pictures_of_another_size_are_shown_as_they_become(tmp_path):
    source = folder(tmp_path)
    Image.new("L", (30, 30), 9).save(source / "train/c1/large.png")
    assert first_look(str(source), 50).image_shape == (8, 8, 1)


def test_that_classes_that_lie_in_turns_in_an_archive_are_all_seen(tmp_path, monkeypatch):
    monkeypatch.setattr("core.datasets.image_zip._MOST_FOR_A_LOOK", 20)
    with zipfile.ZipFile(tmp_path / "some.zip", "w") as archive:
        for at in range(200):
            archive.writestr(f"{at % 10}/{at:03}.png", picture_bytes(shade(at)))
    look = first_look(str(tmp_path / "some.zip"), 20)
    assert sorted(set(look.labels.tolist())) == list(range(10))
