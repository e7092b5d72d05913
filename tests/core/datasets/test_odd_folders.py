"""Folders as people have them: odd names, files of systems, links, pictures of all modes."""

import json
import os
import zipfile

import numpy as np
import pytest
from PIL import Image

from core.datasets.class_names import plain_names
from core.datasets.loading import load_dataset

SIDE = 6


def picture(path, mode="RGB", **options):
    path.parent.mkdir(parents=True, exist_ok=True)
    values = np.arange(SIDE * SIDE * 3, dtype=np.uint8).reshape(SIDE, SIDE, 3)
    image = Image.fromarray(values)
    if mode == "I;16":
        image = Image.fromarray(values[..., 0].astype(np.uint16) * 257)
    elif mode != "RGB":
        image = image.convert(mode)
    image.save(path, **options)


NAMES = ["😀 cats", "שלום", "a\nb", "a b", "tab\there", "\u202eevil", "x" * 200, "👩\u200d🚀"]


@pytest.mark.parametrize("pack", [False, True])
def test_that_classes_of_any_name_can_be_seen_and_written(tmp_path, pack):
    for name in [*NAMES, *([] if pack else [os.fsdecode(b"caf\xe9")])]:
        picture(tmp_path / "set" / name / "1.png")
    source = tmp_path / "set"
    if pack:
        source = tmp_path / "set.zip"
        with zipfile.ZipFile(source, "w") as archive:
            for path in (tmp_path / "set").rglob("*.png"):
                archive.write(path, path.relative_to(tmp_path / "set"))
    found = load_dataset(str(source)).class_names
    assert len(found) == len(set(found)) == len(NAMES) + (not pack)
    assert all(one.replace("\u200d", "").isprintable() for one in found)
    assert {"😀 cats", "שלום", "a b", "a b 2", "tab here", "?evil", "👩\u200d🚀"} <= set(found)
    json.dumps(found).encode("utf-8")
    "\0".join(found).encode("utf-8")


def test_that_names_that_can_be_seen_stay_as_they_are():
    names = ("cat", "Füchse", "", " a")
    assert plain_names(names) == names


@pytest.mark.parametrize("pack", [False, True])
def test_that_what_systems_leave_behind_is_no_class_and_no_picture(tmp_path, pack):
    folder = tmp_path / "set"
    for name in ("a", "b"):
        picture(folder / name / "1.png")
        for left in ("Thumbs.db", "THUMBS.DB", ".DS_Store", "._1.png", "desktop.ini"):
            (folder / name / left).write_bytes(b"\0")
        picture(folder / name / "@eaDir" / "1.png")
    for left in ("__MACOSX", "@eaDir", "$RECYCLE.BIN", "lost+found", ".ipynb_checkpoints"):
        picture(folder / left / "1.png")
    source = folder
    if pack:
        source = tmp_path / "set.zip"
        with zipfile.ZipFile(source, "w") as archive:
            for path in filter(os.path.isfile, folder.rglob("*")):
                archive.write(path, path.relative_to(folder))
    found = load_dataset(str(source))
    assert found.class_names == ("a", "b")
    assert len(found.train) == 2
    assert found.notes == ()


def test_that_links_to_pictures_count_and_links_to_folders_do_not(tmp_path):
    picture(tmp_path / "elsewhere" / "1.png")
    picture(tmp_path / "set" / "a" / "1.png")
    picture(tmp_path / "set" / "b" / "1.png")
    (tmp_path / "set" / "a" / "2.png").symlink_to(tmp_path / "elsewhere" / "1.png")
    (tmp_path / "set" / "a" / "3.png").symlink_to(tmp_path / "nowhere.png")
    (tmp_path / "set" / "c").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "set" / "b" / "round").symlink_to(tmp_path / "set")
    found = load_dataset(str(tmp_path / "set"))
    assert found.class_names == ("a", "b")
    assert found.train.labels.tolist() == [0, 0, 1]


KINDS = {
    "two.png": ("1", {}), "grey.png": ("L", {}), "palette.png": ("P", {"transparency": 0}),
    "clear.png": ("RGBA", {}), "grey clear.png": ("LA", {}), "deep.png": ("I;16", {}),
    "print.tif": ("CMYK", {}), "real.tif": ("F", {}), "film.jpg": ("YCbCr", {}),
    "UPPER.JPG": ("RGB", {}), "moving.gif": ("P", {"save_all": True}), "a.webp": ("RGB", {}),
    "bits.bmp": ("RGB", {}),
}  # fmt: skip


@pytest.mark.parametrize("name", KINDS)
def test_that_pictures_of_every_mode_are_read(tmp_path, name):
    mode, options = KINDS[name]
    if options.get("save_all"):
        options = {**options, "append_images": [Image.new("RGB", (SIDE, SIDE), "red")]}
    for folder in "ab":
        picture(tmp_path / folder / name, mode, **options)
    found = load_dataset(str(tmp_path))
    assert found.problems == ()
    assert found.train.images.shape[:3] == (2, SIDE, SIDE)
    assert found.train.images.shape[3] == (1 if mode in ("1", "L", "LA", "I;16", "F") else 3)
    assert found.train.images.min() < found.train.images.max()


def drawn(ink, alpha, mode):
    """Return a picture with a square of ink that is seen as much as `alpha` says."""
    pixels = np.zeros((SIDE, SIDE, 4), np.uint8)
    pixels[..., :3] = ink
    pixels[1:-1, 1:-1, 3] = alpha
    image = Image.fromarray(pixels)
    return image if mode == "RGBA" else image.convert(mode)


@pytest.mark.parametrize("mode", ["RGBA", "LA"])
@pytest.mark.parametrize(
    ("ink", "alpha", "inside", "around", "laid"),
    [
        (0, 255, 0, 255, "on white"),
        (255, 255, 255, 0, "on black, as white would hide them"),
        (255, 128, 128, 0, "on black, as white would hide them"),
        (0, 128, 127, 255, "on white"),
        (120, 255, 120, 255, "on white"),
        (255, 0, 255, 255, "on white"),  # there is nothing to be seen
    ],
)
def test_that_what_is_seen_through_is_laid_where_ink_is_seen(
    tmp_path, mode, ink, alpha, inside, around, laid
):
    for folder in "ab":
        (tmp_path / folder).mkdir()
        drawn(ink, alpha, mode).save(tmp_path / folder / "1.png")
    found = load_dataset(str(tmp_path))
    np.testing.assert_array_equal(found.train.images[:, 1:-1, 1:-1], inside)
    np.testing.assert_array_equal(found.train.images[:, 0], around)
    assert f"2 images with transparency were laid {laid}." in found.notes


def test_that_it_is_said_of_each_how_it_was_laid_and_of_opaque_ones_nothing(tmp_path):
    for folder, ink in (("a", 0), ("b", 255)):
        (tmp_path / folder).mkdir()
        drawn(ink, 255, "RGBA").save(tmp_path / folder / "1.png")
        Image.new("RGBA", (SIDE, SIDE), (9, 9, 9, 255)).save(tmp_path / folder / "2.png")
    assert load_dataset(str(tmp_path)).notes == (
        "1 image with transparency was laid on white, 1 on black, as white would hide it.",
    )


@pytest.mark.parametrize("ending", ["jpg", "png", "tif", "webp"])
def test_that_a_picture_that_was_turned_in_the_camera_stands_upright(tmp_path, ending):
    values = np.zeros((8, 4, 3), np.uint8)
    values[:4] = 255
    image = Image.fromarray(values)
    exif = image.getexif()
    exif[0x0112] = 6  # a quarter turn to the right
    for folder in "ab":
        (tmp_path / folder).mkdir()
        image.save(tmp_path / folder / f"1.{ending}", exif=exif)
    images = load_dataset(str(tmp_path)).train.images
    shown = np.asarray(images[0]).mean(axis=(0, 2))
    assert shown[-1] > 200 > 60 > shown[0]  # what was above is at the right
