"""CSV files as people have them: Kaggle's own, and those that other tools make of them."""

import gzip
import io
import zipfile

import numpy as np
import pytest

from core.datasets.loading import load_dataset
from tests.support.data_files import idx_bytes
from tests.support.made_up_digits import COUNT, SIDE, made_up_digits, table, table_text

SIDES = range(1, SIDE + 1)
HEADER, ROWS = table()
PLAIN = table_text(HEADER, ROWS).encode()


def quoted(cells):
    return [f'"{cell}"' for cell in cells]


def zipped(name, content):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return buffer.getvalue()


def with_header(header):
    return table_text(header, ROWS).encode()


def fails(name, reason, file, content):
    mark = pytest.mark.xfail(strict=True, raises=AssertionError, reason=reason)
    return pytest.param(file, content, id=name, marks=mark)


def passes(name, file, content):
    return pytest.param(file, content, id=name)


def load(path):
    """Return the images and labels of `path`, or what is said against it."""
    try:
        loaded = load_dataset(str(path)).train
    except Exception as error:  # noqa: BLE001 - a refusal of any kind is what is judged
        return str(error)
    return np.squeeze(loaded.images, -1), loaded.labels


@pytest.mark.parametrize(
    ("file", "content"),
    [
        passes("plain", "train.csv", PLAIN),
        passes("upper-case suffix", "TRAIN.CSV", PLAIN),
        passes("lines of Windows", "train.csv", PLAIN.replace(b"\n", b"\r\n")),
        passes("byte order mark", "train.csv", b"\xef\xbb\xbf" + PLAIN),
        passes("blank lines at the end", "train.csv", PLAIN + b"\n\n"),
        passes("no line feed at the end", "train.csv", PLAIN[:-1]),
        fails(
            "quoted header",
            "a header is cut off at a length that quotation marks make it exceed",
            "train.csv",
            with_header(quoted(HEADER)),
        ),
        fails(
            "Fashion-MNIST",
            "pixels counted from 1 are refused",
            "train.csv",
            with_header(["label", *(f"pixel{index}" for index in range(1, SIDE * SIDE + 1))]),
        ),
        fails(
            "MNIST in CSV",
            "pixels named by row and column are refused",
            "train.csv",
            with_header(["label", *(f"{row}x{column}" for row in SIDES for column in SIDES)]),
        ),
        fails("no header", "a first row of numbers is refused", "train.csv", with_header(None)),
        fails(
            "Label",
            "an upper-case letter in a header is refused",
            "train.csv",
            with_header(["Label", *HEADER[1:]]),
        ),
        fails(
            "pixels of pandas",
            "whole numbers written as 29.0 are refused",
            "train.csv",
            table_text(
                HEADER, [[row[0], *(f"{c}.0" for c in row[1:])] for row in ROWS]
            ).encode(),
        ),
        fails(
            "labels of pandas",
            "labels written as 3.0 are refused",
            "train.csv",
            table_text(HEADER, [[f"{row[0]}.0", *row[1:]] for row in ROWS]).encode(),
        ),
        fails(
            "index of pandas",
            "a first column that counts the rows is refused",
            "train.csv",
            table_text(["", *HEADER], [[str(n), *row] for n, row in enumerate(ROWS)]).encode(),
        ),
        fails(
            "label last",
            "labels behind the pixels are refused",
            "train.csv",
            table_text([*HEADER[1:], "label"], [[*row[1:], row[0]] for row in ROWS]).encode(),
        ),
        fails(
            "quoted cells",
            "numbers in quotation marks are refused",
            "train.csv",
            table_text(quoted(HEADER), [quoted(row) for row in ROWS]).encode(),
        ),
        fails(
            "semicolons",
            "the separator of a European Excel is refused",
            "train.csv",
            table_text(HEADER, ROWS, separator=";").encode(),
        ),
        fails(
            "tabs in UTF-16",
            "what Excel calls Unicode text is refused",
            "train.csv",
            table_text(HEADER, ROWS, separator="\t", end="\r\n").encode("utf-16"),
        ),
        fails("UTF-16", "UTF-16 is refused", "train.csv", PLAIN.decode().encode("utf-16")),
        fails("gzip", "a .csv.gz is refused", "train.csv.gz", gzip.compress(PLAIN)),
        fails(
            "gzip by content", "gzip is recognised by name", "train.csv", gzip.compress(PLAIN)
        ),
        fails("zip", "a .zip is refused", "train.csv.zip", zipped("train.csv", PLAIN)),
        fails(
            "zip by content", "zip is recognised by name", "train.csv", zipped("a.csv", PLAIN)
        ),
        fails("no suffix", "a CSV is recognised by its name", "train", PLAIN),
        fails("text suffix", "a CSV is recognised by its name", "train.txt", PLAIN),
    ],
)
def test_that_a_relative_of_the_csv_holds_the_same_digits(tmp_path, file, content):
    path = tmp_path / file
    path.write_bytes(content)
    loaded = load(path)
    assert not isinstance(loaded, str), loaded
    images, labels = made_up_digits()
    np.testing.assert_array_equal(loaded[0], images)
    np.testing.assert_array_equal(loaded[1], labels)


@pytest.mark.xfail(
    strict=True,
    raises=AssertionError,
    reason="what is not a CSV under its name is refused with bytes instead of a reason",
)
@pytest.mark.parametrize(
    ("content", "word"),
    [
        pytest.param(b"\x89PNG\r\n\x1a\n" + bytes(60), "PNG", id="PNG"),
        pytest.param(idx_bytes(made_up_digits()[0]), "IDX", id="IDX"),
        pytest.param(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + bytes(60), "PDF", id="PDF"),
    ],
)
def test_that_another_kind_of_file_is_refused_by_what_it_is(tmp_path, content, word):
    path = tmp_path / "train.csv"
    path.write_bytes(content)
    said = load(path)
    assert isinstance(said, str)
    assert said.startswith("train.csv: ")
    assert word in said
    assert "column" not in said
    assert said.isprintable()
    assert "\N{REPLACEMENT CHARACTER}" not in said


UNLABELLED = table_text(HEADER[1:], [row[1:] for row in ROWS]).encode()


@pytest.mark.parametrize(
    ("file", "content"),
    [
        passes("plain", "test.csv", UNLABELLED),
        passes("labelled", "train.csv", PLAIN),
        fails(
            "gzip", "predict tells gzip by no means", "test.csv.gz", gzip.compress(UNLABELLED)
        ),
        fails(
            "gzip by content",
            "gzip is recognised by name",
            "test.csv",
            gzip.compress(UNLABELLED),
        ),
        fails(
            "IDX",
            "predict takes no IDX file",
            "t10k-images-idx3-ubyte",
            idx_bytes(made_up_digits()[0]),
        ),
    ],
)
def test_that_whatever_can_be_trained_on_can_be_predicted(
    tmp_path, trained_npz, command, file, content
):
    path, plain = tmp_path / file, tmp_path / "digits.csv"
    path.write_bytes(content)
    plain.write_bytes(UNLABELLED)
    submissions = []
    for source in (plain, path):
        output = tmp_path / f"submission of {source.name}"
        code, _, said = command("predict", trained_npz, "--input", source, "--output", output)
        assert code == 0, said
        submissions.append(output.read_text())
    assert submissions[0] == submissions[1]
    assert submissions[1].splitlines()[0] == "ImageId,Label"
    assert len(submissions[1].splitlines()) == 1 + COUNT


@pytest.mark.xfail(
    strict=True, raises=AssertionError, reason="predict shows the bytes of a damaged picture"
)
def test_that_predict_says_which_picture_it_cannot_read(tmp_path, trained_npz, command):
    picture, output = tmp_path / "digit.png", tmp_path / "submission.csv"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(60))
    code, _, said = command("predict", trained_npz, "--input", picture, "--output", output)
    assert code == 1
    sentence = said.splitlines()[-1]
    assert sentence.startswith("glassbox predict: digit.png: ")
    assert "image" in sentence
    assert sentence.isprintable()
    assert "\N{REPLACEMENT CHARACTER}" not in sentence
    assert not output.exists()
