"""Forms of data that people expect to be read: other numbers, packed twice, foreign files."""

import gzip
import io
import struct
import zipfile

import numpy as np
import pytest

from core.data_description import DataDescription
from core.data_extra import DataExtra
from core.data_import.table_facts import table_facts
from core.datasets.loading import load_dataset
from core.errors import LoadError
from tests.support.picture_folders import picture_bytes, shade, write_pictures

RNG = np.random.default_rng(3)
LABELS = np.arange(12) % 3
PIXELS = RNG.integers(0, 256, (12, 16))
PIXELS[0, :2] = 255, 0


def table(separator, number, *, header=True):
    head = separator.join(["label", *(f"pixel{at}" for at in range(16))])
    rows = [
        separator.join([str(label), *map(number, row)])
        for label, row in zip(LABELS, PIXELS, strict=True)
    ]
    return "\n".join([*([head] if header else []), *rows]) + "\n"


@pytest.mark.parametrize("header", [True, False])
@pytest.mark.parametrize("separator", [";", "\t", "|"])
@pytest.mark.parametrize("form", ["share", "brightness"])
def test_that_decimal_commas_are_points_where_commas_do_not_stand_between_cells(
    tmp_path, separator, header, form
):
    def number(value):
        text = f"{value / 255:.5f}" if form == "share" else f"{value:.1f}"
        return text.replace(".", ",")

    path = tmp_path / "table.csv"
    path.write_text(table(separator, number, header=header))
    found = load_dataset(str(path))
    np.testing.assert_array_equal(found.train.images.reshape(12, 16), PIXELS)
    assert found.train.labels.tolist() == LABELS.tolist()
    facts = table_facts(path)
    assert (facts.separator, facts.has_header, facts.columns) == (separator, header, 17)
    chosen = DataDescription(str(path), extra=DataExtra(label="first"))
    again = load_dataset(chosen)
    np.testing.assert_array_equal(again.train.images, found.train.images)


def test_that_names_of_classes_keep_their_commas(tmp_path):
    text = table(";", str)
    for label, name in enumerate(("big, red", "a,b", "c")):
        text = text.replace(f"\n{label};", f"\n{name};")
    path = tmp_path / "table.csv"
    path.write_text(text)
    assert load_dataset(str(path)).class_names == ("a,b", "big, red", "c")


@pytest.mark.parametrize("header", [True, False])
@pytest.mark.parametrize("place", ["first", "last"])
def test_that_a_table_may_have_a_column_for_every_class(tmp_path, place, header):
    hot = np.eye(3, dtype=int)[LABELS]
    parts, names = [hot, PIXELS], [["cat", "dog", "cow"], [f"pixel{at}" for at in range(16)]]
    if place == "last":
        parts, names = parts[::-1], names[::-1]
    lines = [",".join([*names[0], *names[1]])] if header else []
    lines += [",".join(map(str, row)) for row in np.hstack(parts).tolist()]
    path = tmp_path / "table.csv"
    path.write_text("\n".join(lines) + "\n")
    found = load_dataset(str(path))
    np.testing.assert_array_equal(found.train.images.reshape(12, 16), PIXELS)
    assert found.train.labels.tolist() == LABELS.tolist()
    assert found.class_names == (("cat", "dog", "cow") if header else ("0", "1", "2"))
    lines[-1] = ",".join(["0"] * 19)
    path.write_text("\n".join(lines) + "\n")
    with pytest.raises(LoadError, match=r"^table\.csv.*expected"):
        load_dataset(str(path))


def write_idx(folder, code, form, values):
    head = bytes([0, 0, code, 3]) + struct.pack(">3I", 12, 4, 4)
    packed = np.asarray(values).astype(form).tobytes()
    (folder / "train-images-idx3-ubyte").write_bytes(head + packed)
    head = bytes([0, 0, 8, 1]) + struct.pack(">I", 12)
    (folder / "train-labels-idx1-ubyte").write_bytes(head + bytes(LABELS.tolist()))
    return str(folder)


@pytest.mark.parametrize(
    ("code", "form", "scale", "note"),
    [
        (0x08, ">u1", 1, ""),
        (0x0B, ">i2", 1, ""),
        (0x0C, ">i4", 1, ""),
        (0x0D, ">f4", 1, ""),
        (0x0D, ">f4", 1 / 255, "multiplied by 255"),
        (0x0E, ">f8", 1 / 255, "multiplied by 255"),
    ],
)
def test_that_idx_files_hold_numbers_of_any_type(tmp_path, code, form, scale, note):
    found = load_dataset(write_idx(tmp_path, code, form, PIXELS * scale))
    np.testing.assert_array_equal(found.train.images.reshape(12, 16), PIXELS)
    assert note in " ".join(found.notes)


@pytest.mark.parametrize(
    ("code", "form", "values", "said"),
    [
        (0x0B, ">i2", PIXELS * 100, "received 0 to 2"),
        (0x09, ">i1", PIXELS / 2 - 64, "received .64"),
        (0x0D, ">f4", np.where(PIXELS == 255, np.nan, PIXELS), "NaN or infinity"),
        (0x0E, ">f8", np.where(PIXELS == 255, np.inf, PIXELS), "NaN or infinity"),
    ],
)
def test_that_idx_files_of_no_brightness_are_refused(tmp_path, code, form, values, said):
    with pytest.raises(LoadError, match=f"expected pixels from 0 to 255.*{said}"):
        load_dataset(write_idx(tmp_path, code, form, values))


def zipped(files):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return content.getvalue()


CSV = table(",", str).encode()
PICTURES = zipped({"a/1.png": picture_bytes(shade(10)), "b/1.png": picture_bytes(shade(200))})


@pytest.mark.parametrize(
    "content",
    [
        zipped({"table.csv.gz": gzip.compress(CSV)}),
        zipped({"table.zip": zipped({"table.csv": CSV})}),
        gzip.compress(gzip.compress(CSV)),
        gzip.compress(zipped({"table.csv": CSV})),
        zipped({"table.zip": zipped({"table.csv": CSV}), "__MACOSX/._table.zip": b"x"}),
    ],
)
def test_that_a_table_may_be_packed_twice(tmp_path, content):
    path = tmp_path / "download"
    path.write_bytes(content)
    found = load_dataset(str(path))
    np.testing.assert_array_equal(found.train.images.reshape(12, 16), PIXELS)


def test_that_an_archive_of_pictures_may_be_in_an_archive(tmp_path):
    path = tmp_path / "download.zip"
    path.write_bytes(zipped({"inner.zip": PICTURES}))
    found = load_dataset(str(path))
    assert found.class_names == ("a", "b")
    assert [int(image[0, 0, 0]) for image in found.train.images] == [10, 200]


@pytest.mark.parametrize("way", ["zip", "gzip"])
def test_that_what_expands_without_measure_is_refused_in_the_second_layer_too(
    tmp_path, monkeypatch, way
):
    monkeypatch.setattr("core.formats.unpacked_file.SMALL", 1 << 16)
    rows = (",".join(["1"] * 17) + "\n").encode() * (1 << 17)
    inner = zipped({"table.csv": rows}) if way == "zip" else gzip.compress(rows)
    path = tmp_path / "bomb.zip"
    path.write_bytes(zipped({"inner": inner}))
    with pytest.raises(LoadError, match=r"bomb\.zip: unpacked it is more than"):
        load_dataset(str(path))


def test_that_a_damaged_archive_in_an_archive_is_refused(tmp_path):
    path = tmp_path / "download.zip"
    for content in (PICTURES[:-30], PICTURES[:60], b"PK\3\4" + bytes(50)):
        path.write_bytes(zipped({"inner.zip": content}))
        with pytest.raises(LoadError, match=r"download\.zip: "):
            load_dataset(str(path))


@pytest.mark.parametrize("packed", [False, True])
def test_that_pictures_of_kinds_that_are_not_read_are_named(tmp_path, packed):
    folder = write_pictures(tmp_path / "pictures", {"a/1.png": 10, "b/1.png": 90})
    heic = b"\0\0\0\x18ftypheic" + bytes(100)
    for name in ("a/2.heic", "b/2.HEIC", "b/3.svg"):
        (folder / name).write_bytes(heic if "svg" not in name else b"<svg/>")

    def source():
        if not packed:
            return str(folder)
        path = tmp_path / "pictures.zip"
        with zipfile.ZipFile(path, "w") as archive:
            for one in folder.rglob("*.*"):
                archive.write(one, one.relative_to(folder))
        return str(path)

    said = "2 .heic, 1 .svg pictures cannot be read: save them as PNG or JPEG"
    assert load_dataset(source()).problems == (said,)
    for one in folder.rglob("*.png"):
        one.unlink()
    with pytest.raises(LoadError, match=said):
        load_dataset(source())


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"\0\0\0\x18ftypheic" + bytes(99), "a HEIC image"),
        (b"\0\0\0\x1cftypavif" + bytes(99), "an AVIF image"),
        (b"\xff\x0a" + bytes(99), "a JPEG XL image"),
        (b"<?xml version='1.0'?><svg/>", "an SVG drawing"),
        (b"MATLAB 5.0 MAT-file" + bytes(99), "a MATLAB file"),
        (b"ARROW1" + bytes(99), "an Arrow or Feather file"),
        (b"\x80\x05\x95" + bytes(99), "a Python pickle"),
        (b"\xd0\xcf\x11\xe0" + bytes(99), "an old Office document"),
    ],
)
def test_that_a_file_of_another_kind_is_called_what_it_is(tmp_path, content, kind):
    path = tmp_path / "file"
    path.write_bytes(content)
    with pytest.raises(LoadError, match=f"^file: this is {kind}, expected "):
        load_dataset(str(path))
