"""Looks that follow each other show what a first one would, and read nothing again."""

import os
import zipfile
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from PIL import Image

from core.data_description import DataDescription
from core.data_import.preview import PICTURES, sample_previews
from core.datasets import image_files, kept_files
from core.datasets.kept_reading import KeptReading

COUNT, SIZE = 130, (12, 9)


def picture(path, rng):
    path.parent.mkdir(parents=True, exist_ok=True)
    pixels = rng.integers(0, 256, (SIZE[1], SIZE[0], 3), np.uint8)
    Image.fromarray(pixels).save(path)


@pytest.fixture(params=["folder", "zip", "table"])
def source(request, tmp_path, rng):
    """Return the path of a folder, an archive or a table with a few classes."""
    if request.param == "table":
        path = tmp_path / "set.csv"
        names = ",".join(["label", *(f"pixel{at}" for at in range(36))])
        rows = [[at % 4, *rng.integers(0, 256, 36)] for at in range(COUNT)]
        path.write_text("\n".join([names, *(",".join(map(str, row)) for row in rows)]) + "\n")
        return path
    folder = tmp_path / "pictures"
    for at in range(COUNT):
        picture(folder / "abc"[at % 3] / f"{at:03}.png", rng)
    if request.param == "folder":
        return folder
    with zipfile.ZipFile(tmp_path / "pictures.zip", "w") as archive:
        for path in sorted(folder.rglob("*.png")):
            archive.write(path, path.relative_to(folder))
    return tmp_path / "pictures.zip"


def changed(description):
    return (
        replace(description, invert=True),
        replace(description, size=(5, 7)),
        replace(description, size=(5, 7), fit="crop", channels=1),
        replace(description, class_names=("w", "x", "y", "z")),
    )


def last(description, kept=None):
    return list(sample_previews(description, kept=kept))[-1]


def test_that_a_kept_look_shows_what_a_new_one_would(source):
    description, kept = DataDescription(str(source)), KeptReading()
    last(description, kept)
    for other in changed(description):
        again, new = last(other, kept), last(other)
        np.testing.assert_array_equal(again.images, new.images)
        np.testing.assert_array_equal(again.labels, new.labels)
        assert again.class_names == new.class_names


def test_that_another_choice_opens_no_file_that_was_read(source, monkeypatch):
    description, kept = DataDescription(str(source)), KeptReading()
    last(description, kept)

    def refuse(*_args, **_more):
        raise AssertionError("a file was read again")

    monkeypatch.setattr(image_files, "_read_whole", refuse)
    monkeypatch.setattr(kept_files.KeptFiles, "_source", property(refuse))
    for other in changed(description):
        assert len(last(other, kept)) > 1


def test_that_a_source_that_was_written_to_is_read_again(source):
    description, kept = DataDescription(str(source)), KeptReading()
    before = last(description, kept)
    if source.is_dir():
        (source / "d").mkdir()
        picture(source / "d" / "x.png", np.random.default_rng(1))
    elif source.suffix == ".csv":
        lines = source.read_text().splitlines()
        source.write_text("\n".join([*lines[:-50], ""]))
    else:
        with zipfile.ZipFile(source, "a") as archive:
            archive.write(__file__, "note.txt")
    os.utime(source, ns=(1, 1))
    after = last(description, kept)
    assert len(after) != len(before) or after.notes != before.notes or (
        after.class_names != before.class_names
    )  # fmt: skip


def test_that_the_few_that_come_first_are_among_all_that_come(tmp_path, rng, monkeypatch):
    monkeypatch.setattr("core.data_import.preview._FAST", -1.0)
    for at in range(COUNT):
        picture(tmp_path / "pictures" / "abc"[at % 3] / f"{at:03}.png", rng)
    looks = list(sample_previews(DataDescription(str(tmp_path / "pictures"))))
    assert [len(look) for look in looks] == list(PICTURES)
    shown = [{image.tobytes() for image in look.images} for look in looks]
    assert all(few <= more for few, more in pairwise(shown))


def test_that_a_look_at_a_folder_finds_the_table_behind_thousands_of_pictures(
    tmp_path, rng, monkeypatch
):
    monkeypatch.setattr(image_files, "_MOST_GLANCED_AT", 5)
    for at in range(30):
        picture(tmp_path / "set" / f"{at:02}.png", rng)
    rows = [f"{at:02}.png,{'ab'[at % 2]}" for at in range(30)]
    (tmp_path / "set" / "labels.csv").write_text("\n".join(["file,label", *rows]) + "\n")
    assert last(DataDescription(str(tmp_path / "set"))).class_names == ("a", "b")


def test_that_a_look_goes_on_where_the_first_pictures_cannot_be_read(tmp_path, rng):
    for at in range(40):
        picture(tmp_path / "set" / "ab"[at % 2] / f"{at:02}.png", rng)
    for spoiled in ("a/00.png", "b/39.png"):
        (tmp_path / "set" / spoiled).write_bytes(b"no picture")
    look = last(DataDescription(str(tmp_path / "set")))
    assert len(look) == 38
    assert any("2 images cannot be read" in note for note in look.notes)
