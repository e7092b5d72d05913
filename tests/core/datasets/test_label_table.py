"""Pictures whose classes stand in a table beside them."""

import zipfile

import pytest

from core.datasets.loading import load_dataset
from tests.support.picture_folders import picture_bytes, shade, write_pictures

SHADES = {"1.png": 10, "2.png": 20, "3.png": 30, "4.png": 40}
CLASSES = {"1.png": "cat", "2.png": "dog", "3.png": "cat", "4.png": "owl"}


def first_pixels(part):
    return part.images[:, 0, 0, 0].tolist()


def said(dataset, part=None):
    """Return the class of every picture by its shade."""
    part = part or dataset.train
    names = [dataset.class_names[at] for at in part.labels]
    return dict(zip(first_pixels(part), names, strict=True))


ALL = {SHADES[file]: name for file, name in CLASSES.items()}


@pytest.mark.parametrize("folder", ["", "images/"])
@pytest.mark.parametrize(
    ("header", "separator", "named"),
    [
        ("file,label", ",", "{path}"),
        ("filename;class", ";", "{name}"),
        ("label\tid", "\t", "{stem}"),
        ("index,image_id,extra,breed", ",", "{stem}"),
        ('"File","Label"', ",", '"{path}"'),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_that_a_table_names_the_classes(tmp_path, folder, header, separator, named, end):
    write_pictures(tmp_path, {folder + file: shade for file, shade in SHADES.items()})
    lines = [header]
    for file, name in CLASSES.items():
        words = {"path": folder + file, "name": file, "stem": file[:-4]}
        cell = named.format(**words)
        columns = header.lower().replace('"', "").split(separator)
        cells = [
            cell if column in ("file", "filename", "id", "image_id") else
            name if column in ("label", "class", "breed") else "7"
            for column in columns
        ]  # fmt: skip
        lines.append(separator.join(cells))
    (tmp_path / "labels.csv").write_bytes(b"\xef\xbb\xbf" + end.join(lines).encode())
    dataset = load_dataset(str(tmp_path))
    assert dataset.class_names == ("cat", "dog", "owl")
    assert said(dataset) == ALL


def test_that_a_table_in_a_zip_is_read_as_well(tmp_path):
    with zipfile.ZipFile(tmp_path / "set.zip", "w") as archive:
        for file, value in SHADES.items():
            archive.writestr(f"set/pictures/{file}", picture_bytes(shade(value)))
        rows = [f"pictures/{file},{name}" for file, name in CLASSES.items()]
        archive.writestr("set/labels.csv", "\n".join(["file,label", *rows]))
    assert said(load_dataset(str(tmp_path / "set.zip"))) == ALL


def test_that_a_column_or_the_name_of_the_table_says_what_is_for_testing(tmp_path):
    write_pictures(tmp_path, SHADES)
    rows = [
        f"{file},{name},{'test' if name == 'owl' else 'train'}"
        for file, name in CLASSES.items()
    ]
    (tmp_path / "all.csv").write_text("\n".join(["file,label,split", *rows]))
    dataset = load_dataset(str(tmp_path))
    assert said(dataset, dataset.test) == {40: "owl"}
    assert len(dataset.train) == 3
    (tmp_path / "all.csv").unlink()
    (tmp_path / "train.csv").write_text("file,label\n1,cat\n2,dog\n3,cat\n")
    (tmp_path / "test.csv").write_text("file,label\n4,dog\n")
    dataset = load_dataset(str(tmp_path))
    assert said(dataset, dataset.test) == {40: "dog"}


def test_that_pictures_and_rows_without_each_other_are_left_out_and_told(tmp_path):
    write_pictures(tmp_path, SHADES)
    (tmp_path / "labels.csv").write_text("file,label\n1.png,5\n3.png,12\n9.png,5\n2.png,\n")
    dataset = load_dataset(str(tmp_path))
    assert said(dataset) == {10: "5", 30: "12"}
    assert dataset.class_names == ("5", "12")
    assert "2 images without a label in the table: left out." in dataset.notes
    assert "1 row of the table without an image: left out." in dataset.notes


def test_that_a_name_that_means_two_pictures_means_none(tmp_path):
    write_pictures(tmp_path, {"a/1.png": 1, "b/1.png": 2, "a/2.png": 3})
    (tmp_path / "labels.csv").write_text("file,label\n1.png,x\na/2.png,y\nb/1.png,z\n")
    assert said(load_dataset(str(tmp_path))) == {3: "y", 2: "z"}


@pytest.mark.parametrize(
    "table",
    [
        "file,label\n1.png,x\n",  # one of four
        "width,height\n1,2\n",
        "",
        "file,label",
        '"file,label\n' + "x" * 200_000,
    ],
)
def test_that_a_table_that_does_not_speak_of_the_pictures_changes_nothing(tmp_path, table):
    write_pictures(tmp_path, {"a/1.png": 1, "a/2.png": 2, "b/3.png": 3, "b/4.png": 4})
    (tmp_path / "notes.csv").write_text(table)
    assert said(load_dataset(str(tmp_path))) == {1: "a", 2: "a", 3: "b", 4: "b"}
