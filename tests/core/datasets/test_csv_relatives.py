"""Tables of one and the same images, written in many ways, give the same images."""

import gzip
import io
import zipfile
from itertools import product

import numpy as np
import pytest

from core.datasets.kaggle_csv import read_kaggle_csv
from core.datasets.loading import load_dataset, load_images
from core.errors import LoadError
from tests.support.quick_sample import quick_sample

COUNT = 30
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def digits(side):
    """Return images (30, side, side) whose corners are blank, and labels up to 25."""
    rng = np.random.default_rng(side)
    images = rng.integers(0, 256, (COUNT, side, side)).astype(np.uint8)
    images[:, [0, 0, -1], [0, -1, 0]] = 0
    images[:, -1, -1] = rng.integers(100, 256, COUNT)
    return images, (np.arange(COUNT) % 26).astype(np.uint8)


def names_of_pixels(kind, side):
    pairs = list(product(range(side), range(side)))
    return {
        "pixel0": [f"pixel{at}" for at in range(side * side)],
        "pixel1": [f"pixel{at + 1}" for at in range(side * side)],
        "padded": [f"Pixel{at:04}" for at in range(side * side)],
        "1x1": [f"{row + 1}x{column + 1}" for row, column in pairs],
        "rows": [f"p_{row}_{column}" for row, column in pairs],
        "numbers": [str(at) for at in range(side * side)],
        "letters of R": [f"V{at + 2}" for at in range(side * side)],
    }[kind]


def written(rng, side, *, with_label=True):
    """Return a table of the digits in a random dialect, the dialect, and its encoding."""
    images, labels = digits(side)
    form = {
        "names": rng.choice(["pixel0", "pixel1", "padded", "1x1", "rows", "numbers", "none"]),
        "label": rng.choice(["label", "Label", "LABEL", " class", "target", "y"]),
        "place": rng.choice(["first", "last", "middle"]),
        "separator": rng.choice([",", ";", "\t", "|", " "]),
        "number": rng.choice(["plain", "float", "savetxt", "quoted", "blank", "arabic"]),
        "index": bool(rng.integers(2)),
        "end": rng.choice(["\n", "\r\n", "\r"]),
        "encoding": rng.choice(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"]),
        "tail": rng.choice(["", "\n\n"]),
    }
    if form["names"] == "none" and form["place"] == "middle":
        form["place"] = "first"  # nobody could tell
    if form["separator"] == " ":
        form["index"] = False  # a name of nothing is no word
        form["label"] = form["label"].strip()
    if form["separator"] == " " and form["number"] == "blank":
        form["number"] = "plain"
    write = {
        "plain": str,
        "float": "{}.0".format,
        "savetxt": lambda value: f"{value:.18e}",
        "quoted": '"{}"'.format,
        "blank": " {} ".format,
        "arabic": lambda value: str(value).translate(ARABIC),
    }[form["number"]]
    at = {"first": 0, "last": side * side, "middle": side}[form["place"]]
    rows = [[write(int(value)) for value in pixels] for pixels in images.reshape(COUNT, -1)]
    header = None if form["names"] == "none" else names_of_pixels(form["names"], side)
    if with_label:
        for row, label in zip(rows, labels, strict=True):
            row.insert(at, write(int(label)))
        if header is not None:
            header.insert(at, form["label"])
    if form["index"]:
        for place, row in enumerate(rows):
            row.insert(0, str(place))
        if header is not None:
            header.insert(0, "")
    lines = rows if header is None else [header, *rows]
    text = "".join(form["separator"].join(line) + form["end"] for line in lines)
    return f"{text}{form['tail']}".encode(form["encoding"]), form


def packed(content, how):
    if how == "gzip":
        middle = len(content) // 2
        return gzip.compress(content[:middle]) + gzip.compress(content[middle:]) + bytes(99)
    if how == "zip":
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("__MACOSX/._digits.csv", b"\0\5")
            archive.writestr("digits.csv", content)
        return buffer.getvalue()
    return content


@pytest.mark.parametrize("seed", quick_sample(range(40), 4))
def test_that_every_dialect_gives_the_same_images_and_labels(tmp_path, seed):
    rng = np.random.default_rng(seed)
    side = 28 if seed % 8 == 0 else int(rng.choice([8, 16]))
    content, form = written(rng, side)
    path = tmp_path / str(rng.choice(["train.csv", "TRAIN.CSV", "data", "photo.png", "x.gz"]))
    path.write_bytes(packed(content, rng.choice(["", "gzip", "zip"])))
    images, labels = digits(side)
    loaded = load_dataset(str(path))
    np.testing.assert_array_equal(loaded.train.images[..., 0], images, err_msg=str(form))
    np.testing.assert_array_equal(loaded.train.labels, labels, err_msg=str(form))
    assert loaded.class_names == tuple(str(index) for index in range(26))
    np.testing.assert_array_equal(load_images(str(path))[..., 0], images)


@pytest.mark.parametrize("seed", range(12))
def test_that_every_dialect_without_labels_gives_the_images(tmp_path, seed):
    content, form = written(np.random.default_rng(seed), 8, with_label=False)
    if form["names"] == "none" and form["index"]:
        pytest.skip("one column more is the label, if nothing else is told")
    path = tmp_path / "test.csv"
    path.write_bytes(content)
    table = read_kaggle_csv(path)
    np.testing.assert_array_equal(table.images[..., 0], digits(8)[0], err_msg=str(form))
    assert table.labels is None


HEADER = ",".join(["label", *(f"pixel{at}" for at in range(64))])
ROW = ",".join(["7", *map(str, range(64))])


def refusal(path, text):
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(LoadError) as refused:
        load_dataset(str(path))
    said = str(refused.value)
    assert said.startswith(path.name)
    assert said.isprintable()
    assert len(said) <= 300
    return said


@pytest.mark.parametrize(
    ("cell", "advice"),
    [("29,0", "write 29.0"), ("0,05", "write 0.05"), ("0.5", "multiplied by 255"), ("", "''")],
)
def test_that_it_is_said_what_to_write_instead(tmp_path, cell, advice):
    row = ROW.replace(",5,", f',"{cell}",', 1)  # in tables with ; a comma would be a point
    said = refusal(tmp_path / "a.csv", f"{HEADER}\n{row}\n")
    assert "line 2, column pixel5: " in said
    assert advice in said


@pytest.mark.parametrize("label", ["cat", "-1", "65536", "1.5", ""])
def test_that_a_bad_label_is_named_by_its_line(tmp_path, label):
    said = refusal(tmp_path / "a.csv", f"{HEADER}\n{ROW}\n{label}{ROW[1:]}\n")
    assert "line 3, column label: expected a whole number from 0 to 65,535" in said


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (f"{HEADER},Class\n{ROW},1\n", "one column of labels"),
        (HEADER.replace("pixel7,", "").replace("pixel8,", "pixel8,pixel7,"), "as column 9"),
        ("ImageId,Label\n1,3\n", "as column 1"),
        (f"sep=;\n{HEADER}\n{ROW}\n", "square image"),
    ],
)
def test_that_a_header_that_tells_nothing_certain_is_refused(tmp_path, text, reason):
    assert reason in refusal(tmp_path / "a.csv", text)


def test_that_excels_first_line_tells_the_separator(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(f"sep=;\n{HEADER}\n{ROW}\n".replace(",", ";"))
    assert read_kaggle_csv(path).labels.tolist() == [7]


def test_that_a_row_which_pandas_took_for_names_is_a_row(tmp_path):
    path = tmp_path / "a.csv"
    names = ["0", *(f"0.{at}" for at in range(1, 65))]
    path.write_text(f"{','.join(names)}\n{ROW}\n")
    table = read_kaggle_csv(path)
    assert table.labels.tolist() == [0, 7]
    assert table.images[0].max() == 0


def test_that_what_was_guessed_is_said(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(f"{ROW}\n{ROW}\n")
    assert load_dataset(str(path)).notes == (
        "The columns have no names; the first one is taken for the label.",
    )
    path.write_text(f"{HEADER.replace('label', 'letter')}\n{ROW}\n")
    assert load_dataset(str(path)).notes == ("The column 'letter' is taken for the label.",)


def test_that_emnist_is_turned_upright_and_it_is_said(tmp_path):
    content = f"{ROW}\n{ROW}\n"
    upright, turned = tmp_path / "letters.csv", tmp_path / "emnist-letters-train.csv"
    upright.write_text(content)
    turned.write_text(content)
    first, second = load_dataset(str(upright)), load_dataset(str(turned))
    np.testing.assert_array_equal(
        first.train.images[..., 0].swapaxes(1, 2), second.train.images[..., 0]
    )
    assert any("turned upright" in note for note in second.notes)
    assert not any("turned" in note for note in first.notes)


def test_that_the_longest_legal_header_is_read(tmp_path):
    side = 64
    path = tmp_path / "wide.csv"
    header = ['"label"', *(f'"pixel_of_row_{at:06}"' for at in range(side * side))]
    row = ["3", *["200"] * (side * side)]
    path.write_text(f"{','.join(header)}\n{','.join(row)}\n")
    assert read_kaggle_csv(path).images.shape == (1, side, side, 1)


@pytest.mark.parametrize("cells", [17, 19])
def test_that_a_row_of_another_length_is_refused_where_a_column_is_left_out(tmp_path, cells):
    header = ["id", "label", *(f"pixel{at}" for at in range(16))]
    rows = [header, ["0"] * 18, ["1"] * cells]
    path = tmp_path / "table.csv"
    path.write_text("".join(f"{','.join(row)}\n" for row in rows))
    with pytest.raises(LoadError, match=f"line 3: expected 18 columns, received {cells}"):
        read_kaggle_csv(path)


def test_that_excels_first_line_names_any_separator(tmp_path):
    path = tmp_path / "table.csv"
    text = f"sep=:\n{HEADER}\n{ROW}\n"
    path.write_text(text.replace(",", ":"))
    plain = tmp_path / "plain.csv"
    plain.write_text(f"{HEADER}\n{ROW}\n")
    one, other = read_kaggle_csv(path), read_kaggle_csv(plain)
    assert one.images.tolist() == other.images.tolist()
    assert one.labels.tolist() == other.labels.tolist()
